import { describe, expect, it } from "vitest";
import { feeLists, feeOn } from "../../../adapters/driving-licences/fees.ts";

describe("the fee for a card", () => {
  it.each([
    ["2023-11-30", true, false, 135_000],
    ["2023-12-01", true, false, 115_000],
    ["2023-12-01", false, false, 135_000],
    ["2025-12-31", true, true, 115_000],
    ["2026-01-01", true, false, 135_000],
    ["2026-08-14", true, true, 135_000],
    ["2026-08-15", true, true, 0],
    ["2026-08-15", true, false, 135_000],
    ["2026-08-15", false, true, 135_000],
    ["2027-02-28", true, true, 0],
    ["2027-03-01", true, true, 135_000],
  ])("on %s, online %s, digital citizen %s: %i", (day, online, digitalCitizen, amount) => {
    expect(feeOn(day, { online, digitalCitizen })).toBe(amount);
  });

  it("is not known before the first table", () => {
    expect(feeOn("2016-12-31", { online: false, digitalCitizen: false })).toBeNull();
  });

  it("has no gap between the tables", () => {
    const next = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    const ends = feeLists.slice(0, -1).map((list) => (list.to === null ? "" : next(list.to)));
    expect(ends).toEqual(feeLists.slice(1).map((list) => list.from));
    expect(feeLists.at(-1)?.to).toBeNull();
  });
});
