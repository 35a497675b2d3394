import type { Dossier } from "#core/dossier.ts";
import type { Rule } from "#core/rule.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import type { BirthRecord } from "./birth-record.ts";

/** First day of Luật Hộ tịch 60/2014/QH13. */
export const CIVIL_STATUS_LAW = "2016-01-01";

/** A rule that only concerns births. */
export type BirthRule = Rule<BirthRecord>;

/** The day the birth counts as registered: the day of receipt, before that the day of filing; null when neither is known. */
export function registrationDay(dossier: Dossier): string | null {
  const at = dossier.receivedAt ?? dossier.submittedAt;
  return at === null ? null : dayOf(at);
}
