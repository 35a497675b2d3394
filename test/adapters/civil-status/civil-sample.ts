import { checkDossier } from "#core/dossier/check-dossier.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import { checkRules } from "#core/dossier/rule.ts";
import { civilStatusRecord, type Module, type RecordOf } from "../../../adapters/civil-status/record.ts";
import { rules } from "../../../adapters/civil-status/rules.ts";
import { ministryMessages } from "../../../adapters/civil-status/ministry/messages.ts";
import { readSample, registry } from "../adapter-folders.ts";

export interface Case<M extends Module> {
  readonly dossier: Dossier;
  readonly record: RecordOf<M>;
}

/** A civil-status sample of a module as the rules and the mapping get it. */
export function civilSample<M extends Module>(module: M, name: string): Case<M> {
  const checked = checkDossier(readSample("civil-status", name), registry);
  if (!checked.ok) throw new Error(`refused: ${JSON.stringify(checked.issues)}`);
  const record = civilStatusRecord.parse(checked.record);
  if (record.module !== module) throw new Error(`${name} is no ${module}`);
  return { dossier: checked.dossier, record: record as RecordOf<M> };
}

/** The same with some fields of the record changed, received on a day. */
export function changedSample<M extends Module>(
  module: M,
  name: string,
  change: (record: RecordOf<M>) => Partial<RecordOf<M>>,
): Case<M> {
  const { dossier, record } = civilSample(module, name);
  return { dossier, record: { ...record, ...change(record) } };
}

/** Findings as `SEVERITY RULE POINTER`, sorted, for a dossier submitted and received on a day. */
export function findings<M extends Module>({ dossier, record }: Case<M>, day: string): string[] {
  const at = `${day}T08:30:00+07:00`;
  return checkRules(rules, { dossier: { ...dossier, submittedAt: at, receivedAt: at }, record }, day)
    .map((issue) => `${issue.severity} ${issue.rule} ${issue.pointer}`)
    .toSorted();
}

/** The declaration inside the one message to the ministry. */
export function declaration<M extends Module>({ dossier, record }: Case<M>): Record<string, unknown> {
  const [message, ...others] = ministryMessages({ dossier, record });
  const data = message?.payload["data"];
  if (others.length > 0 || typeof data !== "string") throw new Error("not one message with a text");
  return JSON.parse(data) as Record<string, unknown>;
}
