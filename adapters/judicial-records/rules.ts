import { agreementRules } from "./rules/agreement.ts";
import { applicationRules } from "./rules/application.ts";
import { birthRules } from "./rules/birth.ts";
import { deadlineRules } from "./rules/deadline.ts";
import { documentRules } from "./rules/documents.ts";
import { feeRules } from "./rules/fee.ts";
import { historyRules } from "./rules/residence-history.ts";
import { identityRules } from "./rules/identity.ts";
import type { JudicialRule } from "./judicial-rule.ts";
import { resultRules } from "./rules/result.ts";

/** Every rule of the sector, in the order of the catalogue. */
export const rules: readonly JudicialRule[] = [
  ...applicationRules,
  ...feeRules,
  ...birthRules,
  ...identityRules,
  ...historyRules,
  ...deadlineRules,
  ...resultRules,
  ...agreementRules,
  ...documentRules,
].toSorted((a, b) => rank(a.id).localeCompare(rank(b.id)));

/** Rules of the forms and the law (R) before the gateway's own (D). */
function rank(id: string): string {
  return id.replace("-R", "-A").replace("-D", "-B");
}
