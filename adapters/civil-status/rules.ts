import type { Rule } from "#core/rule.ts";
import { birthDateRules } from "./birth-date-rules.ts";
import { birthFamilyRules } from "./birth-family-rules.ts";
import { documentRules } from "./document-rules.ts";
import { identityRules } from "./identity-rules.ts";
import type { CivilStatusRecord } from "./record.ts";

/** Every rule of the sector, in the order of the catalogue. */
export const rules: readonly Rule<CivilStatusRecord>[] = [
  ...[...birthFamilyRules, ...birthDateRules].toSorted((a, b) => a.id.localeCompare(b.id)),
  ...documentRules,
  ...identityRules,
];
