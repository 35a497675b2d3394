import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fakeClock } from "./fake-clock.ts";
import { seededRandom } from "./seeded-random.ts";

describe("fake clock", () => {
  it("stands still until it is moved", () => {
    const clock = fakeClock("2026-05-18T00:00:00+07:00");
    const start = clock.now();
    expect(clock.now()).toBe(start);
    clock.advance(90_000);
    expect(clock.now() - start).toBe(90_000);
    clock.jumpTo("2026-05-17T17:00:00Z");
    expect(clock.now()).toBe(start);
    expect(() => fakeClock("yesterday")).toThrow("yesterday");
  });
});

describe("seeded random", () => {
  it("repeats itself for one seed and differs for another", () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return [random.next(), random.uuid(), random.next()];
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it("spreads over [0, 1) and makes valid, distinct version 4 ids", () => {
    const random = seededRandom();
    const numbers = Array.from({ length: 2_000 }, () => random.next());
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(new Set(numbers.map((n) => Math.floor(n * 10))).size).toBe(10);
    const ids = Array.from({ length: 500 }, () => random.uuid());
    expect(new Set(ids).size).toBe(500);
    expect(ids.filter((id) => !z.uuidv4().safeParse(id).success)).toEqual([]);
  });
});
