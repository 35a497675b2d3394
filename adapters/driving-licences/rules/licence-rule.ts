import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { RuleViolation, Rule } from "#core/dossier/rule.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import type { LicenceRecord } from "../record.ts";

/** A rule of this sector. */
export type LicenceRule = Rule<LicenceRecord>;

/** First day of the road law of 2008, the oldest law under which licences are still exchanged. */
export const ROAD_LAW_2008 = "2009-07-01";

/** The day the application counts as handed in: of receipt, before that of filing; null when neither is known. */
export function applicationDay(dossier: Dossier): string | null {
  const at = dossier.receivedAt ?? dossier.submittedAt;
  return at === null ? null : dayOf(at);
}

/** A finding list of one or none. */
export function when(broken: boolean, finding: RuleViolation): readonly RuleViolation[] {
  return broken ? [finding] : [];
}

/** What DATE-03 says wherever a partial birth date leaves an age open. */
export const AGE_UNDETERMINED = {
  severity: "warning",
  message: "Ngày sinh chỉ có năm nên chưa đủ căn cứ so sánh; đề nghị cán bộ kiểm tra.",
  messageEn: "The birth date is partial, so the age cannot be told; an officer should check.",
} as const;
