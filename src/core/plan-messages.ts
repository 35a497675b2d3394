import { canonicalJson } from "./canonical-json.ts";
import type { CheckedDossier } from "./check-dossier.ts";
import { destinationOf, PORTAL } from "./destination.ts";
import type { DraftMessage, JsonObject, MessageKind } from "./message.ts";
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
  const own = record === undefined ? [] : (adapter.toSectorMessages?.({ dossier, record }) ?? []);
  const destination = destinationOf("sector", adapter.sector);
  const sectorMessages = own.map((message): DraftMessage => ({ ...message, destination }));
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

/**
 * The messages a push makes, given what was told before: a dossier or sector message when its content changed, a
 * progress message for each line whose id is new. An empty plan means the portal need not hear anything.
 */
export function planMessages(checked: CheckedDossier, told: Told): DraftMessage[] {
  return allMessages(checked).filter((message) => {
    if (message.kind === "progress") return message.entryId !== undefined && !told.entryIds.has(message.entryId);
    const last = told.last.get(toldKey(message.kind, message.service));
    return last === undefined || last !== canonicalJson(message.payload);
  });
}

/** A mapped payload is made of strings, lists and objects only; this says so to the type system. */
function plain(payload: object): JsonObject {
  return payload as JsonObject;
}
