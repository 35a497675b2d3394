import { canonicalJson } from "./canonical-json.ts";
import { digestIn } from "./content-reference.ts";
import type { CheckedDossier } from "../dossier/check-dossier.ts";
import { PORTAL } from "../delivery/destination.ts";
import type { Issue } from "../dossier/issue.ts";
import type { Correction, DraftMessage, JsonObject } from "./message.ts";
import { judgeSilences, silencesOf, type Before, type NotTold, type Silence } from "./not-told.ts";
import { toPortalDossier, toPortalProgress } from "./portal-mapping.ts";

export const DOSSIER_SERVICE = "DongBoHoSoMC";
export const PROGRESS_SERVICE = "CapNhatTienDoHoSoMC";
/** Asks what the portal holds of a dossier. */
export const LOOKUP_SERVICE = "TraCuuHoSo";

/** What the portal has been told about a dossier already, or will be by messages still waiting. */
export interface Reported {
  /**
   * Canonical JSON of the last message by {@link reportedKey}, or its {@link digestMark} where that is what is known; of
   * progress nothing, its entries are told once each.
   */
  readonly last: ReadonlyMap<string, string>;
  /** Sender's ids of the progress lines that have a message. */
  readonly entryIds: ReadonlySet<string>;
  /** Canonical JSON of those messages by the line's id; absent where nobody looked. */
  readonly lines?: ReadonlyMap<string, string>;
}

export const NOTHING_REPORTED: Reported = { last: new Map(), entryIds: new Set() };

/** Key of {@link Reported.last}: two destinations may take a service of the same name, and each has to be told. */
export function reportedKey({
  kind,
  destination,
  service,
}: Pick<DraftMessage, "kind" | "destination" | "service">): string {
  return `${kind}:${destination}:${service}`;
}

/** A dossier in the words of its receivers: what it would have them told if they knew nothing. */
export interface MappedDossier {
  /** Status of the dossier (1 to 10), which decides whether corrections are taken. */
  readonly status: number;
  /** The dossier, its progress lines in time order, the sector's own, each with when a correction of it is taken. */
  readonly messages: readonly MappedMessage[];
  /** Destinations of the sector that have to hear of it and for which nothing could be made. */
  readonly silences: readonly Silence[];
}

type MappedMessage = DraftMessage & { readonly correction?: Correction };

/**
 * Maps a dossier, the sector's own mapping included. The costly part of a push: whoever plans the same dossier against
 * several states of what was told maps it once. Pure; the same dossier always gives the same messages.
 */
export function mapDossier(checked: CheckedDossier): MappedDossier {
  const { dossier, record, adapter, procedure } = checked;
  const { status } = dossier;
  const common = record === undefined || (adapter.usesCommonServices?.({ dossier, record }) ?? true);
  const own = record === undefined ? [] : (adapter.toSectorMessages?.({ dossier, record }) ?? []);
  const sectorMessages = own.map((message) => ({ ...message, destination: message.destination ?? adapter.sector }));
  const silences = silencesOf(checked, sectorMessages);
  if (!common) return { status, messages: sectorMessages, silences };
  const lines = dossier.progress.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return {
    status,
    messages: [
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
    ],
    silences,
  };
}

/** All messages this dossier would make if nobody knew anything. Pure. */
export function allMessages(checked: CheckedDossier): DraftMessage[] {
  return mapDossier(checked).messages.map(toDraft);
}

/** What a push makes of its dossier, given what was told before. */
export interface Plan {
  /** A dossier or sector message when its content changed, a progress message for each line whose id is new. */
  readonly drafts: readonly DraftMessage[];
  /**
   * What the sender has to hear of: changes that a receiver does not take at the dossier's present status and that are not
   * sent, and who cannot be told.
   */
  readonly warnings: readonly Issue[];
  /** Who has to hear of the dossier and cannot be told. */
  readonly notTold: readonly NotTold[];
}

/**
 * Plans a push. No drafts means nobody need hear anything. Pure.
 * @param before how the dossier stood; null for a first push
 */
export function planMessages(
  { status, messages, silences }: MappedDossier,
  told: Reported,
  before: Before | null = null,
): Plan {
  const changed = messages.filter((message) => {
    if (message.kind === "progress") return message.entryId !== undefined && !told.entryIds.has(message.entryId);
    const last = told.last.get(reportedKey(message));
    return last === undefined || !isToldBy(last, message);
  });
  const isClosed = (message: MappedMessage) =>
    message.correction !== undefined &&
    !message.correction.statuses.includes(status) &&
    told.last.has(reportedKey(message));
  const closed = changed
    .filter(isClosed)
    .flatMap(({ service, correction }) => (correction === undefined ? [] : [notSentNow(service, correction)]));
  const heard = [...told.last.keys()];
  const wasTold = (destination: string) => heard.some((key) => key.startsWith(`sector:${destination}:`));
  const silent = judgeSilences(silences, { wasTold, status, before });
  return {
    drafts: changed.filter((message) => !isClosed(message)).map(toDraft),
    warnings: [...closed, ...silent.warnings, ...editedLines(messages, told)],
    notTold: silent.notTold,
  };
}

function isToldBy(last: string, { payload, stored }: MappedMessage): boolean {
  const digest = digestIn(last);
  return digest === null ? last === canonicalJson(payload) : digest === stored?.sha256;
}

/** Lines that say something else than when they were told: the portal only takes new ones, and keeps what it has. */
function editedLines(messages: readonly MappedMessage[], { lines = new Map() }: Reported): readonly Issue[] {
  const edited = messages.flatMap(({ entryId, payload }) => {
    const told = entryId === undefined ? undefined : lines.get(entryId);
    return entryId === undefined || told === undefined || told === "" || told === canonicalJson(payload)
      ? []
      : [entryId];
  });
  if (edited.length === 0) return [];
  const named = `${edited.slice(0, NAMED_LINES).join(", ")}${edited.length > NAMED_LINES ? ", …" : ""}`;
  return [
    {
      pointer: "/progress",
      code: "progress-edited",
      message: `${edited.length} dòng tiến độ đã báo trước đây nay có nội dung khác (${named}); Cổng không cho sửa dòng cũ nên vẫn giữ nội dung trước. Nếu cần báo lại, thêm một dòng mới với id mới.`,
      messageEn: `${edited.length} progress lines that were told before now say something else (${named}); the portal takes no change of a line and keeps what it has. To tell it, add a new line with an id of its own.`,
      severity: "warning",
    },
  ];
}

/** How many ids a sentence names. */
const NAMED_LINES = 5;

function toDraft({ correction: _correction, ...draft }: MappedMessage): DraftMessage {
  return draft;
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
