import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage, JsonObject } from "#core/message/message.ts";
import type { DossierKeys } from "#core/sector/dossier-keys.ts";
import { dossierStatus, findDossierStatus, statusHas, type DossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { toPortalTime } from "#schemas/common/timestamp.ts";
import { isHandedOver, wasActedOn } from "./hearer.ts";
import type { PromotionRecord } from "./record.ts";

/** Tells the portal what became of a notice it handed over. Not to be mistaken for the common `DongBoHoSoMC`. */
export const STATUS_SERVICE = "DongBoTrangThaiHoSo";
/** How the messages name their dossier; of both codes in them the province's is the dossier's. */
export const dossierKeys: DossierKeys = { [STATUS_SERVICE]: ["MaHoSoDonVi", "MaHoSo", "MaHoSoQG"] };
/** Stands beside `data` in the envelope; its meaning is not documented, one-stop clients always send it. */
const ENVELOPE = { type: "2" } as const;
const REFUSED_NOTICE = "11";

interface Input {
  readonly dossier: Dossier;
  readonly record: PromotionRecord;
}

function cameFromPortal({ dossier, record }: Input): boolean {
  return isHandedOver(record) && dossier.submittedVia === "national-portal";
}

/** One-stop clients tell the portal about its own notices through their status only. */
export function usesCommonServices(input: Input): boolean {
  return !cameFromPortal(input);
}

/**
 * The status of a dossier the portal handed over, once a desk has acted on it: that it is newly registered the portal knows
 * better than anybody. Nothing for the others.
 */
export function toSectorMessages(input: Input): readonly SectorMessage[] {
  if (!isHandedOver(input.record) || !wasActedOn(input.dossier)) return [];
  return [{ kind: "sector", service: STATUS_SERVICE, envelope: ENVELOPE, payload: toStatus(input) }];
}

function toStatus({ dossier, record }: Input): JsonObject {
  const { note, at } = lastStep(dossier);
  const national = "nationalDossierCode" in record ? record.nationalDossierCode : null;
  return {
    MaHoSo: national ?? dossier.dossierCode,
    MaHoSoDonVi: dossier.dossierCode,
    MaDoiTuong: dossier.applicant.portalAccountId ?? "",
    NoiDung: note,
    NgayXuLy: at === null ? "" : toPortalTime(at),
    TrangThai: statusCode(dossier.status),
    TaiLieuXuLy: dossier.results.map((paper) => ({
      TepDinhKemId: paper.id,
      TenTepDinhKem: paper.name,
      IsDeleted: "False",
      MaThanhPhanHoSo: paper.componentCode ?? "",
      DuongDanTaiTepTin: paper.url,
    })),
  };
}

/**
 * `TrangThai`: the dossier's own number, but 11 for a refusal (observed in a provincial one-stop system, 2025). The
 * portal's list is not public. An open-source one-stop system (2020) sent 2 and 5 for everything after the registration,
 * which cannot tell a refusal from a request for supplements.
 */
function statusCode(status: DossierStatus): string {
  return statusHas(status, "isRefused") ? REFUSED_NOTICE : String(status);
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
