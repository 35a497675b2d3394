import { agreementRules } from "./agreement-rules.ts";
import { applicationRules } from "./application-rules.ts";
import { birthRules } from "./birth-rules.ts";
import { deadlineRules } from "./deadline-rules.ts";
import { documentRules } from "./document-rules.ts";
import { feeRules } from "./fee-rules.ts";
import { historyRules } from "./history-rules.ts";
import { identityRules } from "./identity-rules.ts";
import type { JudicialRule } from "./judicial-rule.ts";
import { resultRules } from "./result-rules.ts";

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
