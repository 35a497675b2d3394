import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dotted,
  isAtMostPercent,
  isShareOf,
  lineProduct,
  percentOf,
  sumOfLines,
} from "../../../adapters/promotions/prize-arithmetic.ts";

describe("lines", () => {
  it("multiply past 2^53 without rounding", () => {
    const line = { unitValue: 1_000_000_000_000_000, quantity: 999_999_999 };
    expect(lineProduct(line)).toBe(999_999_999_000_000_000_000_000n);
    expect(
      sumOfLines([
        { ...line, lineValue: 9_007_199_254_740_991 },
        { ...line, lineValue: 1 },
      ]),
    ).toBe(2n ** 53n);
  });
});

describe("isAtMostPercent", () => {
  it.each([
    [50, 50, 100, true],
    [51, 50, 100, false],
    [1, 50, 2, true],
    [1, 50, 1, false],
    [0, 50, 0, true],
    [1, 100, 0, false],
    [4_503_599_627_370_496, 50, 9_007_199_254_740_991, false],
  ])("%i is at most %i %% of %i: %s", (part, percent, whole, answer) => {
    expect(isAtMostPercent(part, percent, whole)).toBe(answer);
  });
});

describe("percentOf", () => {
  it("rounds an unfinished đồng up", () => {
    expect([percentOf(14_900_000, 50), percentOf(1, 50), percentOf(3, 50), percentOf(0, 50)]).toEqual([
      7_450_000, 1, 2, 0,
    ]);
  });
});

describe("isShareOf", () => {
  it("takes four decimals, rounded or cut", () => {
    const share = (written: number) => isShareOf(written, 887_500_000, 2_400_000_000);
    expect([share(0.3698), share(0.3697), share(0.3699), share(0.3696), share(0.37)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(isShareOf(0, 0, 0)).toBe(false);
  });

  it("takes every share that JavaScript itself would write with four decimals", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (part, whole) => {
        expect(isShareOf(Math.floor((part * 10_000) / whole) / 10_000, part, whole)).toBe(true);
      }),
    );
  });
});

it.each([
  [0, "0"],
  [999, "999"],
  [1000, "1.000"],
  [155_000_000, "155.000.000"],
  [1_000_000_000_000_000n, "1.000.000.000.000.000"],
])("%s is written %s", (amount, written) => {
  expect(dotted(amount)).toBe(written);
});
