import { checkDossier } from "#core/dossier/check-dossier.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import { checkRules } from "#core/dossier/rule.ts";
import type { Declaration } from "../../../adapters/judicial-records/declaration.ts";
import { judicialRecord, type JudicialRecord } from "../../../adapters/judicial-records/record.ts";
import { rules } from "../../../adapters/judicial-records/rules.ts";
import { readSample, registry } from "../adapter-folders.ts";

export interface Case {
  readonly dossier: Dossier;
  readonly record: JudicialRecord;
}

/** A judicial-records sample as the rules and the mapping get it. */
export function judicialSample(name: string): Case {
  const checked = checkDossier(readSample("judicial-records", name), registry);
  if (!checked.ok) throw new Error(`refused: ${JSON.stringify(checked.issues)}`);
  return { dossier: checked.dossier, record: judicialRecord.parse(checked.record) };
}

/** The sample with its declaration changed. */
export function declaring(name: string, change: (declaration: Declaration) => Partial<Declaration>): Case {
  const { dossier, record } = judicialSample(name);
  if (record.declaration === null) throw new Error(`${name} has no declaration`);
  return { dossier, record: { ...record, declaration: { ...record.declaration, ...change(record.declaration) } } };
}

/** Findings as `SEVERITY RULE POINTER`, sorted, judged by the law of the day the dossier is then received on. */
export function findings({ dossier, record }: Case, day: string): string[] {
  const moved = { ...dossier, receivedAt: `${day}T08:30:00+07:00`, dueAt: null };
  return checkRules(rules, { dossier: moved, record }, day)
    .map((issue) => `${issue.severity} ${issue.rule} ${issue.pointer}`)
    .toSorted();
}

/** Only the findings of one rule. */
export function findingsOf(rule: string, subject: Case, day: string): string[] {
  return findings(subject, day).filter((line) => line.includes(rule));
}
