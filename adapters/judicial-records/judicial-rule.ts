import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { Rule } from "#core/dossier/rule.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import type { JudicialRecord } from "./record.ts";

export type JudicialRule = Rule<JudicialRecord>;

/** First day of Luật Lý lịch tư pháp 28/2009/QH12. */
export const JUDICIAL_RECORDS_LAW = "2010-07-01";

/** First day on which the police issue the certificates. From police pages, not from a legal text. */
export const POLICE_ISSUES_FROM = "2025-03-01";

/** First day of Luật 107/2025/QH15 and Nghị định 216/2026/NĐ-CP. */
export const LAW_OF_2026 = "2026-07-01";

/** The day of receipt, before that the day of filing; null when neither is known. */
export function judgedDay(dossier: Dossier): string | null {
  const at = dossier.receivedAt ?? dossier.submittedAt;
  return at === null ? null : dayOf(at);
}

/** Sentence for a comparison that partial dates leave open (DATE-03). */
export const UNDETERMINED = {
  severity: "warning",
  message: "Ngày chỉ có năm hoặc tháng nên chưa đủ căn cứ so sánh; đề nghị cán bộ kiểm tra.",
  messageEn: "The date has only a year or month, so this cannot be decided; an officer should check.",
} as const;
