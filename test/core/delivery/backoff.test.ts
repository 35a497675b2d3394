import { nextDelayMs, type RetryPolicy } from "#core/delivery/backoff.ts";
import type { Random } from "#core/ports/ports.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const policy: RetryPolicy = { firstDelayMs: 1000, longestDelayMs: 300_000, maxAttempts: 12 };
const draws = (value: number): Random => ({ next: () => value, uuid: () => "" });
const LEAST = draws(0);
const MOST = draws(1 - 2 ** -53);

describe("nextDelayMs", () => {
  it.each([
    [1, 500, 1000],
    [2, 1000, 2000],
    [3, 2000, 4000],
    [9, 128_000, 256_000],
    [10, 150_000, 300_000],
    [1000, 150_000, 300_000],
  ])("attempt %i waits %i to %i ms", (attempt, least, most) => {
    expect(nextDelayMs(policy, attempt, LEAST)).toBe(least);
    expect(nextDelayMs(policy, attempt, draws(0.5))).toBe((least + most) / 2);
    expect(nextDelayMs(policy, attempt, MOST)).toBe(most);
  });

  it("waits as long as the portal asked, if that is longer", () => {
    expect(nextDelayMs(policy, 1, MOST, 60_000)).toBe(60_000);
    expect(nextDelayMs(policy, 1, MOST, 999)).toBe(1000);
    expect(nextDelayMs(policy, 20, LEAST, 400_000)).toBe(400_000);
  });

  it("is a whole number between half the ceiling and the ceiling, and never falls from one attempt to the next", () => {
    const some = fc.record({
      firstDelayMs: fc.integer({ min: 0, max: 600_000 }),
      longestDelayMs: fc.integer({ min: 0, max: 604_800_000 }),
      maxAttempts: fc.constant(12),
    });
    const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 5000 }), draw, (own, attempt, drawn) => {
        const delay = nextDelayMs(own, attempt, draws(drawn));
        const ceiling = nextDelayMs(own, attempt, draws(1));
        expect(Number.isSafeInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(Math.floor(ceiling / 2));
        expect(delay).toBeLessThanOrEqual(Math.min(ceiling, own.longestDelayMs));
        expect(nextDelayMs(own, attempt + 1, draws(drawn))).toBeGreaterThanOrEqual(delay);
      }),
    );
  });
});
