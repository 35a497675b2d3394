import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage } from "#core/message/message.ts";
import { findDossierStatus, statusHas } from "#schemas/codes/dossier-statuses.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import { VNEID } from "../hearers.ts";
import { toSlashed } from "../native-dates.ts";
import { provinceKeys } from "./receiving-province.ts";
import type { JudicialRecord } from "../record.ts";
import { toResult } from "../result/writing.ts";

/** Telling VNeID how far a dossier is that came from there. */
export const FEEDBACK_SERVICE = "traKetQuaHoSoLLTP";

/**
 * The dossier's status for VNeID, with the certificate once it is finished (observed in one-stop clients). A revocation
 * is the same message of type `thuhoi`.
 *
 * @param day the day that picks the province's numbering, `YYYY-MM-DD`.
 */
export function toStatusFeedback(dossier: Dossier, record: JudicialRecord, day: string): SectorMessage {
  const { certificate, revocation } = record;
  const finished = statusHas(dossier.status, "hasResult");
  return {
    kind: "sector",
    destination: VNEID,
    service: FEEDBACK_SERVICE,
    payload: {
      ...provinceKeys(dossier.agencyCode, day),
      maHoSoMCDT: dossier.dossierCode,
      trangThaiXuLy: String(dossier.status),
      tenTrangThaiXuLy: findDossierStatus(dossier.status)?.name ?? "",
      lyDoTuChoi: reasonOf(dossier),
      ngayHenTraKetQua: dossier.dueAt === null ? "" : toSlashed(dayOf(dossier.dueAt)),
      type: finished && revocation !== null ? "thuhoi" : "ketqua",
      ketQuaXuLy: finished && certificate !== null ? toResult(certificate, revocation) : null,
    },
  };
}

/** Why it was rejected, or what is missing; empty in every other status. */
function reasonOf(dossier: Dossier): string {
  if (statusHas(dossier.status, "isRefused")) {
    const line = dossier.progress.findLast(({ status }) => statusHas(status, "isRefused"));
    return line?.note ?? dossier.note ?? "";
  }
  return statusHas(dossier.status, "asksForSupplement") ? (dossier.supplements.at(-1)?.content ?? "") : "";
}
