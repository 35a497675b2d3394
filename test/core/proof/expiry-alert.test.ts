import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expiryAlert, expiryThresholds } from "#core/proof/expiry-alert.ts";

const end = new Date("2027-06-30T16:59:59Z");
const before = (days: number, ms = 0): Date => new Date(end.getTime() - days * 86_400_000 + ms);

describe("expiryAlert", () => {
  it.each([
    [before(400), "none", 400],
    [before(60, -1), "none", 60],
    [before(60), "notice", 60],
    [before(31), "notice", 31],
    [before(30), "warning", 30],
    [before(7, -1), "warning", 7],
    [before(7), "critical", 7],
    [before(7, 1), "critical", 6],
    [before(0), "critical", 0],
    [before(0, 1), "expired", -1],
    [before(-2), "expired", -2],
  ])("at %o is %s, with %i days left", (now, level, daysLeft) => {
    expect(expiryAlert(end, now)).toEqual({ level, daysLeft });
  });

  it("never becomes less urgent as time goes by", () => {
    const order = ["none", "notice", "warning", "critical", "expired"];
    const moment = fc.integer({ min: -10 * 86_400_000, max: 90 * 86_400_000 });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const [earlier, later] = [Math.max(a, b), Math.min(a, b)].map((left) => expiryAlert(end, before(0, -left)));
        expect(order.indexOf(later?.level ?? "")).toBeGreaterThanOrEqual(order.indexOf(earlier?.level ?? ""));
      }),
    );
  });

  it("names its thresholds", () => {
    expect(expiryThresholds).toEqual([60, 30, 7]);
  });
});
