/**
 * `TrangThai` of `DongBoTrangThaiHoSo` for each of the dossier's statuses. Two one-stop systems were observed to send
 * different codes and the portal's own list is not public, so both are kept as data.
 */
export interface PromotionStatusMap {
  readonly name: string;
  readonly source: string;
  readonly doubt: string;
  /** Statuses that are sent under another code; the others travel unchanged. */
  readonly changed: Readonly<Partial<Record<number, string>>>;
}

/** A refusal is 11; everything else keeps its number. The newer of the two (2025). */
export const REFUSAL_IS_ELEVEN: PromotionStatusMap = {
  name: "refusal-is-eleven",
  source: "observed in a provincial one-stop system, 2025",
  doubt: "Code 11 (từ chối) was seen here and nowhere else.",
  changed: { 3: "11" },
};

/** Only received (2) and supplement or refusal (5) exist, besides newly registered (1). */
export const RECEIVED_OR_RETURNED: PromotionStatusMap = {
  name: "received-or-returned",
  source: "observed in an open-source one-stop system, 2020",
  doubt: "Cannot tell a refusal from a request for supplements.",
  changed: { 3: "5", 4: "2", 6: "2", 7: "5", 8: "5", 9: "2", 10: "2" },
};

/** The code the portal is told for a dossier's status. */
export function promotionStatus(status: number, map: PromotionStatusMap): string {
  return map.changed[status] ?? String(status);
}
