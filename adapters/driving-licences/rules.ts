import type { Rule } from "#core/dossier/rule.ts";
import { classRules } from "./class-rules.ts";
import { dossierRules } from "./dossier-rules.ts";
import { feeRules } from "./fee-rules.ts";
import { foreignerRules } from "./foreigner-rules.ts";
import { healthRules } from "./health-rules.ts";
import { identityRules } from "./identity-rules.ts";
import { licenceNumberRules } from "./licence-number-rules.ts";
import type { LicenceRecord } from "./record.ts";
import { resultRules } from "./result-rules.ts";
import { standingRules } from "./standing-rules.ts";

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
