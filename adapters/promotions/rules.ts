import { statusHas } from "#schemas/codes/dossier-statuses.ts";
import { amendmentRules } from "./amendment-rules.ts";
import { areaRules } from "./area-rules.ts";
import { drawRules } from "./draw-rules.ts";
import { dutyRules } from "./duty-rules.ts";
import { paperRules, formRules } from "./form-rules.ts";
import { goodsRules } from "./goods-rules.ts";
import type { PromotionRule } from "./promotion-rule.ts";
import { timeRules } from "./time-rules.ts";
import { traderRules } from "./trader-rules.ts";
import { valueRules } from "./value-rules.ts";

/**
 * What the law forbids, or the form lacks, stops a dossier only until the desk has refused it, asked for a correction or
 * stopped: from then on the desk knows, has to be able to report it, and it stays as a warning.
 */
function reportable(rule: PromotionRule): PromotionRule {
  return {
    ...rule,
    check: (input) => {
      const findings = rule.check(input);
      if (!statusHas(input.dossier.status, "isHalted")) return findings;
      return findings.map((finding) => ({ ...finding, severity: "warning" }));
    },
  };
}

/** Every rule of the sector: the law in the order of the catalogue, then what the gateway itself needs. */
export const rules: readonly PromotionRule[] = [
  ...[
    ...traderRules,
    ...dutyRules,
    ...timeRules,
    ...valueRules,
    ...goodsRules,
    ...drawRules,
    ...amendmentRules,
    ...areaRules,
  ]
    .toSorted((a, b) => a.id.localeCompare(b.id))
    .map(reportable),
  ...paperRules,
  ...formRules.map(reportable),
];
