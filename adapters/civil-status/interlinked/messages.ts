import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage } from "#core/message/message.ts";
import { findDossierStatus } from "#schemas/codes/dossier-statuses.ts";
import type { CivilStatusRecord } from "../record.ts";
import { INTERLINKED_SERVICES, stationOf } from "./hearer.ts";
import { toInterlinkedStatus } from "./status.ts";

/** Telling it where a dossier stands. The body was observed in one-stop clients, the name of the call was not. */
export const INTERLINKED_STATUS_SERVICE = "capNhatTrangThaiHoSo";

/**
 * Where an interlinked birth or death stands now, for the software it came from: the portal's status through the bridge
 * (HT-R21), with the processing line that brought it there. None where that software has no such station, and none for
 * a registration before its register entry is known. The document itself is not sent: what was pushed is a link to it.
 */
export function interlinkedMessages(dossier: Dossier, record: CivilStatusRecord): readonly SectorMessage[] {
  if (record.module !== "KS" && record.module !== "KT") return [];
  const status = stationOf(dossier, record);
  if (status === null) return [];
  const line = dossier.progress
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .findLast((one) => one.status === dossier.status);
  const supplement = dossier.supplements.at(-1);
  const payload = toInterlinkedStatus(dossier, record, {
    status,
    at: line?.at ?? dossier.receivedAt ?? "",
    actor: line?.actor ?? "",
    title: line?.title ?? null,
    department: line?.department ?? dossier.agencyName,
    action: line?.note ?? findDossierStatus(dossier.status)?.name ?? "",
    note: supplement?.content ?? dossier.note,
    supplementBefore: null,
    newDueAt: supplement?.dueAfter ?? null,
    file: null,
  });
  if (payload === null) return [];
  return [{ kind: "sector", destination: INTERLINKED_SERVICES, service: INTERLINKED_STATUS_SERVICE, payload }];
}
