import { checkDossier } from "#core/dossier/check-dossier.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import { checkRules } from "#core/dossier/rule.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import { judgedDay } from "../../../adapters/promotions/rules/promotion-rule.ts";
import { promotionRecord, type NoticeRecord, type PromotionRecord } from "../../../adapters/promotions/record.ts";
import { rules } from "../../../adapters/promotions/rules.ts";
import { readSample, registry } from "../adapter-folders.ts";

export interface Promotion {
  readonly dossier: Dossier;
  readonly record: PromotionRecord;
}

export type Notice = NoticeRecord["notice"];
export type Program = Notice["program"];

/** A promotion sample as the rules and the mapping get it. */
export function promotionSample(name: string): Promotion {
  const checked = checkDossier(readSample("promotions", name), registry);
  if (!checked.ok) throw new Error(`refused: ${JSON.stringify(checked.issues)}`);
  return { dossier: checked.dossier, record: promotionRecord.parse(checked.record) };
}

/** A notice from a sample, its programme changed. */
export function noticeWith(name: string, program: Partial<Program>, others: Partial<Notice> = {}): Promotion {
  const { dossier, record } = promotionSample(name);
  if (!("notice" in record)) throw new Error(`${name} is no notice`);
  const notice = { ...record.notice, ...others, program: { ...record.notice.program, ...program } };
  return { dossier, record: { ...record, notice } };
}

export function filedOn(promotion: Promotion, day: string): Promotion {
  const at = `${day}T08:30:00+07:00`;
  return { ...promotion, dossier: { ...promotion.dossier, submittedAt: at, receivedAt: at } };
}

/** Findings as `SEVERITY RULE POINTER`, sorted, of one rule or of all, as on the day the dossier was received. */
export function findings({ dossier, record }: Promotion, only?: string): string[] {
  const day = judgedDay(dossier);
  return checkRules(rules, { dossier, record }, day === null ? "9999-12-31" : dayOf(day))
    .filter(({ rule }) => only === undefined || rule === only)
    .map(({ severity, rule, pointer }) => `${severity} ${rule} ${pointer}`)
    .toSorted();
}
