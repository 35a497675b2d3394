import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { RuleViolation, Rule } from "#core/dossier/rule.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import type { z } from "zod";
import type { notice, registration } from "../forms/campaign.ts";
import { AMENDMENT_FORM, NOTICE_FORM, REGISTRATION_FORM, REPORT_FORM, type SubmissionMethod } from "../enums.ts";
import { lawOn, type PromotionLaw } from "../promotion-law.ts";
import type { AmendmentRecord, PromotionRecord } from "../record.ts";
import type { ResultReport } from "../forms/result-report.ts";

export type PromotionRule = Rule<PromotionRecord>;

/** A programme that is announced: by notice or by registration. */
export interface Campaign {
  readonly kind: "notice" | "registration";
  /** Where it stands in the push. */
  readonly pointer: "/record/notice" | "/record/registration";
  readonly content: z.infer<typeof notice> | z.infer<typeof registration>;
  readonly law: PromotionLaw;
  readonly dossier: Dossier;
  readonly record: PromotionRecord;
}

interface Input {
  readonly dossier: Dossier;
  readonly record: PromotionRecord;
}

/** Day whose law judges the dossier, as the gateway picks the rules; null while it is neither received nor filed. */
export function judgedDay({ receivedAt, submittedAt }: Dossier): string | null {
  const at = receivedAt ?? submittedAt;
  return at === null ? null : dayOf(at);
}

const BY_CHANNEL: Readonly<Record<Dossier["channel"], SubmissionMethod>> = {
  direct: "TRUC_TIEP",
  online: "DVC_TRUC_TUYEN",
  postal: "BUU_DIEN",
};

/**
 * The day the papers count as handed in: on the desk's slip or the waybill the day of receipt; by e-mail or online the
 * time the system noted, which is the filing (Nghị định 81/2018/NĐ-CP, article 17(1)).
 */
export function handedInOn(dossier: Dossier, method: SubmissionMethod | null): string | null {
  const { receivedAt, submittedAt } = dossier;
  const bySystem = ["EMAIL_KY_SO", "DVC_TRUC_TUYEN"].includes(method ?? BY_CHANNEL[dossier.channel]);
  const at = bySystem ? (submittedAt ?? receivedAt) : (receivedAt ?? submittedAt);
  return at === null ? null : dayOf(at);
}

/** A check that only concerns notices and registrations. */
export function ofCampaign(check: (campaign: Campaign) => readonly RuleViolation[]): PromotionRule["check"] {
  return ({ dossier, record }: Input) => {
    const law = lawOn(judgedDay(dossier));
    if (record.formNumber === NOTICE_FORM)
      return check({ kind: "notice", pointer: "/record/notice", content: record.notice, law, dossier, record });
    if (record.formNumber === REGISTRATION_FORM) {
      const content = record.registration;
      return check({ kind: "registration", pointer: "/record/registration", content, law, dossier, record });
    }
    return [];
  };
}

/** A check that only concerns Mẫu số 06. */
export function ofAmendment(
  check: (record: AmendmentRecord, dossier: Dossier) => readonly RuleViolation[],
): PromotionRule["check"] {
  return ({ dossier, record }: Input) => (record.formNumber === AMENDMENT_FORM ? check(record, dossier) : []);
}

/** A check that only concerns Mẫu số 07. */
export function ofReport(
  check: (report: ResultReport, law: PromotionLaw) => readonly RuleViolation[],
): PromotionRule["check"] {
  return ({ dossier, record }: Input) =>
    record.formNumber === REPORT_FORM ? check(record.report, lawOn(judgedDay(dossier))) : [];
}

/** Several checks as one. */
export function allOf(...checks: readonly PromotionRule["check"][]): PromotionRule["check"] {
  return (input) => checks.flatMap((check) => check(input));
}
