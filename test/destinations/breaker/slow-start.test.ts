import { describe, expect, it } from "vitest";
import { createBreaker } from "../../../src/destinations/breaker/breaker.ts";
import { withSlowStart } from "../../../src/destinations/breaker/slow-start.ts";
import { fakeClock } from "../../kit/fake-clock.ts";
import { seededRandom } from "../../kit/seeded-random.ts";

const outcome = (kind: "delivered" | "unavailable") =>
  ({ kind, party: "portal", cause: "http-503", message: "", messageEn: "" }) as const;

/** A breaker that was open and whose probe has just come back. */
function afterOutage() {
  const clock = fakeClock();
  const breaker = withSlowStart(createBreaker({ clock, random: seededRandom(), failuresToOpen: 1 }), { clock });
  breaker.record(outcome("unavailable"));
  clock.advance(breaker.msUntilProbe());
  expect(breaker.mayPass()).toBe(true);
  breaker.record(outcome("delivered"));
  return { clock, breaker };
}

/** Calls let through within a second by somebody who always has another one. */
function passedInASecond({ clock, breaker }: ReturnType<typeof afterOutage>): number {
  let passed = 0;
  for (let ms = 0; ms < 1000; ms += 10) {
    clock.advance(10);
    while (passed < 1000 && breaker.mayPass()) passed += 1;
  }
  return passed;
}

describe("after an outage", () => {
  it("the traffic doubles each second, then everything passes", () => {
    const place = afterOutage();
    expect(place.breaker.mayPass()).toBe(false);
    expect([1, 2, 3, 4, 5].map(() => passedInASecond(place))).toEqual([2, 4, 8, 16, 32]);
    passedInASecond(place);
    expect(passedInASecond(place)).toBe(1000);
  });

  it("whoever was refused is told when to come back, and is let through then", () => {
    const { clock, breaker } = afterOutage();
    const wait = breaker.msUntilProbe();
    expect(wait).toBeGreaterThan(0);
    clock.advance(wait);
    expect(breaker.mayPass()).toBe(true);
  });

  it("a new outage closes it at once", () => {
    const { clock, breaker } = afterOutage();
    clock.advance(500);
    expect(breaker.mayPass()).toBe(true);
    breaker.record(outcome("unavailable"));
    expect([breaker.view().state, breaker.mayPass()]).toEqual(["open", false]);
  });

  it("nothing is held back where there was none", () => {
    const clock = fakeClock();
    const breaker = withSlowStart(createBreaker({ clock, random: seededRandom() }), { clock });
    breaker.record(outcome("delivered"));
    expect(Array.from({ length: 100 }, () => breaker.mayPass()).every(Boolean)).toBe(true);
  });
});
