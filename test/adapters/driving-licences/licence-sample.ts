import { checkDossier } from "#core/dossier/check-dossier.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import { checkRules } from "#core/dossier/rule.ts";
import type { Exchange } from "../../../adapters/driving-licences/exchange-record.ts";
import { licenceRecord, type LicenceRecord } from "../../../adapters/driving-licences/record.ts";
import { rules } from "../../../adapters/driving-licences/rules.ts";
import { readSample, registry } from "../adapter-folders.ts";

export interface Licence {
  readonly dossier: Dossier;
  readonly record: LicenceRecord;
}

/** A driving-licence sample as the rules and the mapping get it. */
export function licenceSample(name: string): Licence {
  const checked = checkDossier(readSample("driving-licences", name), registry);
  if (!checked.ok) throw new Error(`refused: ${JSON.stringify(checked.issues)}`);
  return { dossier: checked.dossier, record: licenceRecord.parse(checked.record) };
}

/** The sample with another application: `change` gets it as plain data, and the schema reads the answer again. */
export function changed(name: string, change: (exchange: Exchange) => object): Licence {
  const { dossier, record } = licenceSample(name);
  const exchange = { ...record.exchange, ...change(record.exchange) };
  return { dossier, record: licenceRecord.parse({ ...record, exchange }) };
}

/** As {@link changed}, for the main licence. */
export function withLicence(name: string, licence: object): Licence {
  return changed(name, ({ currentLicence }) => ({ currentLicence: { ...currentLicence, ...licence } }));
}

/** Findings of one rule as `SEVERITY POINTER`, as the rules of that day see them. */
export function findings(rule: string, { dossier, record }: Licence, day: string): string[] {
  const receivedAt = `${day}T08:30:00+07:00`;
  return checkRules(rules, { dossier: { ...dossier, receivedAt }, record }, day)
    .filter((issue) => issue.rule === rule)
    .map((issue) => `${issue.severity} ${issue.pointer}`);
}
