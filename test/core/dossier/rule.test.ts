import { checkRules, rulesInForce, type RuleViolation, type Rule } from "#core/dossier/rule.ts";
import { describe, expect, it } from "vitest";
import { dossier } from "../push.ts";

function rule(id: string, from: string, to: string | null, findings: readonly RuleViolation[] = []): Rule<undefined> {
  const message = `${id} không đạt.`;
  const messageEn = `${id} is broken.`;
  return { id, severity: "error", from, to, source: "test", message, messageEn, check: () => findings };
}

const old = rule("OLD", "2000-01-01", "2024-12-31");
const now = rule("NOW", "2025-01-01", null);
const oneDay = rule("DAY", "2024-12-31", "2024-12-31");

describe("rulesInForce", () => {
  it.each([
    ["1999-12-31", []],
    ["2000-01-01", ["OLD"]],
    ["2024-12-30", ["OLD"]],
    ["2024-12-31", ["OLD", "DAY"]],
    ["2025-01-01", ["NOW"]],
    ["9999-12-31", ["NOW"]],
  ])("on %s: %j", (day, ids) => {
    expect(rulesInForce([old, now, oneDay], day).map(({ id }) => id)).toEqual(ids);
  });
});

describe("checkRules", () => {
  const input = { dossier: dossier(), record: undefined };

  it("does not even ask a rule that is not in force", () => {
    const broken = rule("OLD", "2000-01-01", "2024-12-31", [{ pointer: "/a" }]);
    expect(checkRules([broken], input, "2025-01-01")).toEqual([]);
  });

  it("says each finding with the rule's own words, code and severity", () => {
    const broken = rule("NOW", "2025-01-01", null, [{ pointer: "/a" }, { pointer: "/b" }]);
    const issue = {
      code: "NOW",
      rule: "NOW",
      message: "NOW không đạt.",
      messageEn: "NOW is broken.",
      severity: "error",
    };
    expect(checkRules([broken], input, "2025-01-01")).toEqual([
      { pointer: "/a", ...issue },
      { pointer: "/b", ...issue },
    ]);
  });

  it("lets a finding say more, and doubt only", () => {
    const own: RuleViolation = { pointer: "/a", message: "Khác.", messageEn: "Else.", severity: "warning" };
    expect(checkRules([rule("NOW", "2025-01-01", null, [own])], input, "2025-01-01")).toEqual([
      { ...own, code: "NOW", rule: "NOW" },
    ]);
  });

  it("hands the dossier and the record to the rule", () => {
    const seen: unknown[] = [];
    const curious: Rule<{ n: number }> = {
      ...rule("R", "2000-01-01", null),
      check: (given) => {
        seen.push(given);
        return [];
      },
    };
    const given = { dossier: dossier(), record: { n: 1 } };
    checkRules([curious], given, "2026-01-01");
    expect(seen).toEqual([given]);
  });
});
