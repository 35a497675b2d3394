import type { Rule } from "#core/dossier/rule.ts";
import { authorityRules } from "./rules/authority.ts";
import { birthDateRules } from "./birth/date-rules.ts";
import { birthFamilyRules } from "./birth/family-rules.ts";
import { changeRules } from "./change/rules.ts";
import { deathRules } from "./death/rules.ts";
import { documentRules } from "./rules/documents.ts";
import { extractRules } from "./extract/rules.ts";
import { formOfProcedure } from "./rules/procedure.ts";
import { forModule } from "./rules/for-module.ts";
import { identityRules } from "./rules/identity.ts";
import { maritalCertificate } from "./marital-status/certificate-rule.ts";
import { marriagePaperRules } from "./marriage/paper-rules.ts";
import { marriageRules } from "./marriage/rules.ts";
import { recognitionRules } from "./recognition/rules.ts";
import type { CivilStatusRecord } from "./record.ts";
import { registrationPlace } from "./rules/registration-place.ts";
import { birthResultRules, resultRules } from "./rules/result.ts";

/** Every rule of the sector: the catalogue's `HT-R…`, the gateway's own `HT-D…`, then what identity numbers say. */
export const rules: readonly Rule<CivilStatusRecord>[] = [
  ...[
    registrationPlace,
    ...forModule("KS", [...birthFamilyRules, ...birthDateRules, ...birthResultRules]),
    ...forModule("KT", deathRules),
    ...forModule("KH", [...marriageRules, ...marriagePaperRules]),
    ...forModule("CMC", recognitionRules),
    ...forModule("TDCC", changeRules),
    ...forModule("TL", extractRules),
    maritalCertificate,
    ...documentRules,
    ...resultRules,
    ...authorityRules,
    formOfProcedure,
  ].toSorted((a, b) => catalogueOrder(a.id).localeCompare(catalogueOrder(b.id))),
  ...identityRules,
];

/** `HT-R…` before `HT-D…`. */
function catalogueOrder(id: string): string {
  return id.replace("HT-R", "HT-A");
}
