import { coversScope, scopeOn, type Scope } from "#core/scope.ts";
import { expect, it } from "vitest";

it.each<[Scope, string, Scope]>([
  [null, "2026-05-18", null],
  [["H29"], "2025-06-30", ["H29"]],
  [["H29"], "2025-07-01", ["H29", "H09", "H06"]],
  [["000.00.00.H29"], "2025-07-01", ["000.00.00.H29", "H09", "H06"]],
  [["H29", "H09"], "2025-07-01", ["H29", "H09", "H06"]],
  // A unit stays alone, a province that took in none too, and one that is gone reaches nobody else.
  [["H29.12", "H26", "H09", "G15"], "2025-07-01", ["H29.12", "H26", "H09", "G15"]],
])("%j reaches on %s over %j", (scope, day, reach) => {
  expect(scopeOn(scope, day)).toEqual(reach);
});

it.each<[Scope, Scope, boolean]>([
  [null, null, true],
  [null, ["H26"], true],
  [["H26"], null, false],
  [["H26"], ["H26.107", "000.00.53.H26"], true],
  [["H26.107"], ["H26"], false],
  [["H26.107"], ["H26.107", "H26.108"], false],
])("%j covers %j: %s", (outer, inner, covered) => {
  expect(coversScope(outer, inner)).toBe(covered);
});
