import { foldForCompare } from "#schemas/common/text.ts";

/** At most this many dossiers in one question for statuses (`maDinhDanhHoSo`, HT-R20). */
export const POLL_LIMIT = 3;

/** The ministry's answer to a registration, as observed. */
export interface MinistryAnswer {
  readonly status?: string | number | null;
  readonly statusDescription?: string | null;
  readonly errorCode?: string | number | null;
  readonly errorDescription?: string | null;
}

const ALREADY = foldForCompare("đã được tiếp nhận");

/**
 * What the answer means. The same dossier sent again is refused with a text that says it was received: that is the
 * ministry's way of being idempotent, and a success (HT-R20).
 */
export function readMinistryAnswer(answer: MinistryAnswer): "accepted" | "accepted-before" | "refused" {
  if (String(answer.status) === "1") return "accepted";
  const said = foldForCompare(`${answer.errorDescription ?? ""} ${answer.statusDescription ?? ""}`);
  return said.includes(ALREADY) ? "accepted-before" : "refused";
}

/** Dossier codes in groups that one question may hold, in their order. */
export function pollGroups(dossierCodes: readonly string[]): readonly (readonly string[])[] {
  const groups = Math.ceil(dossierCodes.length / POLL_LIMIT);
  return Array.from({ length: groups }, (_, group) => dossierCodes.slice(group * POLL_LIMIT, (group + 1) * POLL_LIMIT));
}
