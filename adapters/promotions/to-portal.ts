import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage, JsonObject } from "#core/message/message.ts";
import { dossierStatus, findDossierStatus, statusHas } from "#schemas/codes/dossier-statuses.ts";
import { toPortalTime } from "#schemas/common/timestamp.ts";
import { AMENDMENT_FORM, NOTICE_FORM } from "./enums.ts";
import type { PromotionRecord } from "./record.ts";
import { promotionStatus, REFUSAL_IS_ELEVEN, type PromotionStatusMap } from "./status-maps.ts";

/** Tells the portal what became of a notice it handed over. Not to be mistaken for the common `DongBoHoSoMC`. */
export const STATUS_SERVICE = "DongBoTrangThaiHoSo";
/** Stands beside `data` in the envelope; its meaning is not documented, one-stop clients always send it. */
const ENVELOPE = { type: "2" } as const;

interface Input {
  readonly dossier: Dossier;
  readonly record: PromotionRecord;
}

/**
 * Whether the portal handed this dossier over itself: notices come in as `addtthcKhuyenMai`, amendments as
 * `nhanhsdvcqg`. Registrations filed on the portal take the usual way.
 */
function cameFromPortal({ dossier, record }: Input): boolean {
  const handedOver = record.formNumber === NOTICE_FORM || record.formNumber === AMENDMENT_FORM;
  return handedOver && dossier.submittedVia === "national-portal";
}

/** One-stop clients tell the portal about its own notices through their status only. */
export function usesCommonServices(input: Input): boolean {
  return !cameFromPortal(input);
}

/**
 * The status of a dossier the portal handed over, once a desk has acted on it: that it is newly registered the portal knows
 * better than anybody. Nothing for the others.
 */
export function toSectorMessages(input: Input, map: PromotionStatusMap = REFUSAL_IS_ELEVEN): readonly SectorMessage[] {
  if (!cameFromPortal(input) || input.dossier.status === dossierStatus.newlyRegistered) return [];
  return [{ kind: "sector", service: STATUS_SERVICE, envelope: ENVELOPE, payload: toStatus(input, map) }];
}

function toStatus({ dossier, record }: Input, map: PromotionStatusMap): JsonObject {
  const { note, at } = lastStep(dossier);
  const national = "nationalDossierCode" in record ? record.nationalDossierCode : null;
  return {
    MaHoSo: national ?? dossier.dossierCode,
    MaHoSoDonVi: dossier.dossierCode,
    MaDoiTuong: dossier.applicant.portalAccountId ?? "",
    NoiDung: note,
    NgayXuLy: at === null ? "" : toPortalTime(at),
    TrangThai: promotionStatus(dossier.status, map),
    TaiLieuXuLy: dossier.results.map((paper) => ({
      TepDinhKemId: paper.id,
      TenTepDinhKem: paper.name,
      IsDeleted: "False",
      MaThanhPhanHoSo: paper.componentCode ?? "",
      DuongDanTaiTepTin: paper.url,
    })),
  };
}

/** Note and time of the step that brought the dossier where it is; without a log the status' own name and day. */
function lastStep(dossier: Dossier): { readonly note: string; readonly at: string | null } {
  const steps = dossier.progress
    .filter(({ status }) => status === dossier.status)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const last = steps.at(-1);
  if (last !== undefined) return { note: last.note, at: last.at };
  return { note: dossier.note ?? findDossierStatus(dossier.status)?.name ?? "", at: dayOfStatus(dossier) };
}

function dayOfStatus({ status, rejectedAt, completedAt, returnedAt, receivedAt }: Dossier): string | null {
  if (statusHas(status, "isRefused")) return rejectedAt ?? receivedAt;
  if (status === dossierStatus.resultReturned) return returnedAt ?? completedAt ?? receivedAt;
  return statusHas(status, "stopsClock") ? (completedAt ?? receivedAt) : receivedAt;
}
