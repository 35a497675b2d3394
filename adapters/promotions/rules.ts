import { statusHas } from "#schemas/codes/dossier-statuses.ts";
import { amendmentRules } from "./rules/amendment.ts";
import { areaRules } from "./rules/areas.ts";
import { drawRules } from "./rules/draw.ts";
import { dutyRules } from "./rules/duty.ts";
import { paperRules, formRules } from "./rules/form.ts";
import { goodsRules } from "./rules/goods.ts";
import type { PromotionRule } from "./rules/promotion-rule.ts";
import { timeRules } from "./rules/time.ts";
import { traderRules } from "./rules/trader.ts";
import { valueRules } from "./rules/value.ts";

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
