import { checkDossier } from "#core/check-dossier.ts";
import type { Dossier } from "#core/dossier.ts";
import type { BirthRecord } from "../../../adapters/civil-status/birth-record.ts";
import { civilStatusRecord } from "../../../adapters/civil-status/record.ts";
import { readSample, registry } from "../adapter-folders.ts";

export interface Birth {
  readonly dossier: Dossier;
  readonly record: BirthRecord;
}

/** A civil-status sample as the rules and the mapping get it. */
export function birthSample(name: string): Birth {
  const checked = checkDossier(readSample("civil-status", name), registry);
  if (!checked.ok) throw new Error(`refused: ${JSON.stringify(checked.issues)}`);
  return { dossier: checked.dossier, record: civilStatusRecord.parse(checked.record) };
}
