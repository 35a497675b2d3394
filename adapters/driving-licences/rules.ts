import type { Rule } from "#core/dossier/rule.ts";
import { classRules } from "./rules/classes.ts";
import { dossierRules } from "./rules/dossier.ts";
import { feeRules } from "./rules/fee.ts";
import { foreignerRules } from "./rules/foreigner.ts";
import { healthRules } from "./health/rules.ts";
import { identityRules } from "./rules/identity.ts";
import { licenceNumberRules } from "./rules/licence-number.ts";
import type { LicenceRecord } from "./record.ts";
import { resultRules } from "./rules/result.ts";
import { standingRules } from "./rules/standing.ts";

/** Every rule of the sector, in the order of the catalogue, then the gateway's own and those of identity numbers. */
export const rules: readonly Rule<LicenceRecord>[] = [
  ...[
    ...licenceNumberRules,
    ...classRules,
    ...healthRules,
    ...standingRules,
    ...foreignerRules,
    ...resultRules,
    ...feeRules,
  ].toSorted((a, b) => a.id.localeCompare(b.id)),
  ...dossierRules,
  ...identityRules,
];
