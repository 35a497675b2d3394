import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/simulator/seeded-random.ts";

const draw = (seed: string): unknown[] => {
  const random = seededRandom(seed);
  return Array.from({ length: 5 }, () => [random.next(), random.uuid()]);
};

describe("seededRandom", () => {
  it("repeats itself for a seed, and only for that seed", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(draw(a)).toEqual(draw(a));
        if (a !== b) expect(draw(a)).not.toEqual(draw(b));
      }),
    );
  });

  it("gives numbers in [0, 1) and UUIDs of version 4", () => {
    const random = seededRandom("x");
    for (let round = 0; round < 200; round += 1) {
      const number = random.next();
      expect(number >= 0 && number < 1).toBe(true);
      expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });
});
