import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths } from "../../../../adapters/driving-licences/calendar.ts";
import { overdueRoute } from "../../../../adapters/driving-licences/rules/overdue.ts";

describe("an overdue licence", () => {
  it.each([
    // Thông tư 108/2026: thirty days, one year.
    ["2026-11-16", "2026-11-16", "valid"],
    ["2026-11-15", "2026-11-16", "nothing"],
    ["2026-10-18", "2026-11-16", "nothing"],
    ["2026-10-17", "2026-11-16", "theory"],
    ["2025-11-17", "2026-11-16", "theory"],
    ["2025-11-16", "2026-11-16", "full"],
    // Thông tư 12/2025: one month with a reason.
    ["2026-06-01", "2026-06-30", "excuse"],
    ["2026-05-31", "2026-06-30", "theory"],
    ["2026-06-02", "2026-07-01", "nothing"],
    ["2025-02-28", "2025-03-01", "excuse"],
    // Thông tư 12/2017: three months.
    ["2024-12-01", "2025-02-28", "nothing"],
    ["2024-11-28", "2025-02-28", "theory"],
    ["2024-02-28", "2025-02-28", "full"],
  ])("that ended on %s needs on %s: %s", (expiresOn, day, needs) => {
    const route = overdueRoute(expiresOn, day);
    const found =
      route === null
        ? "valid"
        : route.needsFullTest
          ? "full"
          : route.needsTheory
            ? "theory"
            : route.excuseNeeded
              ? "excuse"
              : "nothing";
    expect(found).toBe(needs);
  });

  it("never needs less the later it is", () => {
    const offset = fc.integer({ min: 0, max: 900 });
    const before = (day: string, days: number) =>
      new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
    const weight = (expiresOn: string, day: string) => {
      const route = overdueRoute(expiresOn, day);
      return (route?.needsTheory === true ? 1 : 0) + (route?.needsFullTest === true ? 1 : 0);
    };
    fc.assert(
      fc.property(offset, offset, fc.constantFrom("2025-01-15", "2026-01-15", "2026-11-16"), (a, b, day) => {
        const [late, later] = [Math.min(a, b), Math.max(a, b)];
        expect(weight(before(day, later), day)).toBeGreaterThanOrEqual(weight(before(day, late), day));
      }),
    );
  });
});

describe("counting months", () => {
  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["2026-11-19", 120, "2036-11-19"],
    ["2026-12-31", 2, "2027-02-28"],
  ])("%s and %i months", (day, months, then) => {
    expect(addMonths(day, months)).toBe(then);
  });
});
