import { identityNumberRules } from "#core/dossier/identity-number-rules.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";
import { numbersIn } from "./numbered-people.ts";
import type { CivilStatusRecord } from "../record.ts";

/** What the digits of identity numbers say against the declaration. */
export const identityRules = identityNumberRules<CivilStatusRecord>(CIVIL_STATUS_LAW, (record) =>
  numbersIn(record).map((numbered) => ({ ...numbered, corrected: birthDateChanges(record) })),
);

/** While the birth date itself is being changed, the number may still carry the old year. */
function birthDateChanges(record: CivilStatusRecord): boolean {
  return record.module === "TDCC" && record.items.some(({ field }) => field.endsWith("NgaySinh"));
}
