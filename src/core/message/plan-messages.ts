import { canonicalJson } from "./canonical-json.ts";
import type { CheckedDossier } from "../dossier/check-dossier.ts";
import { PORTAL } from "../delivery/destination.ts";
import type { Issue } from "../dossier/issue.ts";
import type { Correction, DraftMessage, JsonObject, MessageKind } from "./message.ts";
import { toPortalDossier, toPortalProgress } from "./portal-mapping.ts";

export const DOSSIER_SERVICE = "DongBoHoSoMC";
export const PROGRESS_SERVICE = "CapNhatTienDoHoSoMC";

/** What the portal has been told about a dossier already, or will be by messages still waiting. */
export interface Told {
  /** Canonical JSON of the last message per kind and service; of progress nothing, its entries are told once each. */
  readonly last: ReadonlyMap<string, string>;
  /** Sender's ids of the progress lines that have a message. */
  readonly entryIds: ReadonlySet<string>;
}

export const NOTHING_TOLD: Told = { last: new Map(), entryIds: new Set() };

/** Key of {@link Told.last}. */
export function toldKey(kind: MessageKind, service: string): string {
  return `${kind}:${service}`;
}

/**
 * All messages this dossier would make if the portal knew nothing: the dossier, its progress lines in time order, the
 * sector's own. Pure; the same dossier always gives the same messages.
 */
export function allMessages(checked: CheckedDossier): DraftMessage[] {
  const { dossier, record, adapter, procedure } = checked;
  const common = record === undefined || (adapter.usesCommonServices?.({ dossier, record }) ?? true);
  const sectorMessages = ownMessages(checked).map(({ correction: _correction, ...message }) => message);
  if (!common) return sectorMessages;
  const lines = dossier.progress.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [
    {
      kind: "dossier",
      destination: PORTAL,
      service: DOSSIER_SERVICE,
      payload: plain(toPortalDossier(dossier, procedure)),
    },
    ...lines.map((line) => ({
      kind: "progress" as const,
      destination: PORTAL,
      service: PROGRESS_SERVICE,
      payload: plain(toPortalProgress(dossier.dossierCode, line)),
      entryId: line.id,
    })),
    ...sectorMessages,
  ];
}

/** What a push makes of its dossier, given what was told before. */
export interface Plan {
  /** A dossier or sector message when its content changed, a progress message for each line whose id is new. */
  readonly drafts: readonly DraftMessage[];
  /** Changes that a receiver does not take at the dossier's present status: they are not sent, and the sender hears of it. */
  readonly warnings: readonly Issue[];
}

/** Plans a push. No drafts means nobody need hear anything. Pure. */
export function planMessages(checked: CheckedDossier, told: Told): Plan {
  const changed = allMessages(checked).filter((message) => {
    if (message.kind === "progress") return message.entryId !== undefined && !told.entryIds.has(message.entryId);
    const last = told.last.get(toldKey(message.kind, message.service));
    return last === undefined || last !== canonicalJson(message.payload);
  });
  const closed = new Map(
    ownMessages(checked).flatMap(({ service, correction }) =>
      correction === undefined || correction.statuses.includes(checked.dossier.status) ? [] : [[service, correction]],
    ),
  );
  const isClosed = ({ kind, service }: DraftMessage) =>
    kind === "sector" && closed.has(service) && told.last.has(toldKey(kind, service));
  return {
    drafts: changed.filter((message) => !isClosed(message)),
    warnings: changed.filter(isClosed).flatMap(({ service }) => {
      const correction = closed.get(service);
      return correction === undefined ? [] : [notSentNow(service, correction)];
    }),
  };
}

/** The sector's own messages, each with where it goes. */
function ownMessages({ dossier, record, adapter }: CheckedDossier) {
  const own = record === undefined ? [] : (adapter.toSectorMessages?.({ dossier, record }) ?? []);
  return own.map((message) => ({ ...message, destination: message.destination ?? adapter.sector }));
}

function notSentNow(service: string, { statuses, rule }: Correction): Issue {
  const at = statuses.join(", ");
  return {
    pointer: "/record",
    code: "correction-not-open",
    rule,
    message: `Nội dung gửi ${service} đã thay đổi nhưng nơi nhận chỉ cho sửa khi hồ sơ ở trạng thái ${at}; thay đổi được lưu, chưa gửi. Gửi lại hồ sơ khi có yêu cầu bổ sung.`,
    messageEn: `What ${service} was told has changed, but its receiver takes corrections only at status ${at}; the change is kept and not sent. Push again once a supplement is requested.`,
    severity: "warning",
  };
}

/** A mapped payload is made of strings, lists and objects only; this says so to the type system. */
function plain(payload: object): JsonObject {
  return payload as JsonObject;
}
