import { dossierStatus, statusHas } from "#schemas/codes/dossier-statuses.ts";

/**
 * `TrangThai` of `DongBoTrangThaiHoSo` for each of the dossier's statuses. Two one-stop systems were observed to send
 * different codes and the portal's own list is not public, so both are kept as data.
 */
export interface PromotionStatusMap {
  readonly name: string;
  readonly source: string;
  readonly doubt: string;
  /** The code a status is sent under; null where it travels unchanged. */
  readonly codeOf: (status: number) => string | null;
}

/** A refusal is 11; everything else keeps its number. The newer of the two (2025). */
export const REFUSAL_IS_ELEVEN: PromotionStatusMap = {
  name: "refusal-is-eleven",
  source: "observed in a provincial one-stop system, 2025",
  doubt: "Code 11 (từ chối) was seen here and nowhere else.",
  codeOf: (status) => (statusHas(status, "isRefused") ? "11" : null),
};

/** Besides newly registered only two exist: received, and a request for supplements, which also stands for whatever halts. */
export const RECEIVED_OR_RETURNED: PromotionStatusMap = {
  name: "received-or-returned",
  source: "observed in an open-source one-stop system, 2020",
  doubt: "Cannot tell a refusal from a request for supplements.",
  codeOf: (status) => {
    if (status === dossierStatus.newlyRegistered) return null;
    return String(statusHas(status, "isHalted") ? dossierStatus.supplementRequested : dossierStatus.received);
  },
};

/** The code the portal is told for a dossier's status. */
export function promotionStatus(status: number, map: PromotionStatusMap): string {
  return map.codeOf(status) ?? String(status);
}
