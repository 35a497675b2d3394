import { describe, expect, it } from "vitest";
import { createBreaker } from "../../../src/destinations/breaker/breaker.ts";
import { withPauses } from "../../../src/destinations/breaker/pausable-breaker.ts";
import { fakeClock } from "../../kit/fake-clock.ts";
import { seededRandom } from "../../kit/seeded-random.ts";

const FAILED = { kind: "unavailable", party: "portal", cause: "http-503", message: "", messageEn: "" } as const;

function setUp() {
  const clock = fakeClock();
  const breaker = withPauses(createBreaker({ clock, random: seededRandom(), failuresToOpen: 1 }), clock);
  return { clock, breaker, inAnHour: new Date(clock.now() + 3_600_000) };
}

describe("a breaker with an announced pause", () => {
  it("lets nothing pass until it ends, and then everything without a probe", () => {
    const { clock, breaker, inAnHour } = setUp();
    breaker.pauseUntil(inAnHour);
    expect([breaker.mayPass(), breaker.msUntilProbe(), breaker.view()]).toMatchObject([
      false,
      3_600_000,
      { state: "closed", pausedUntil: inAnHour },
    ]);
    clock.advance(3_600_000);
    expect([breaker.mayPass(), breaker.mayPass(), breaker.msUntilProbe(), breaker.view().pausedUntil]).toEqual([
      true,
      true,
      0,
      null,
    ]);
  });

  it("ends before its time when told", () => {
    const { breaker, inAnHour } = setUp();
    breaker.pauseUntil(inAnHour);
    breaker.pauseUntil(null);
    expect([breaker.mayPass(), breaker.view().pausedUntil]).toEqual([true, null]);
  });

  it("does not hide that the breaker is open, nor shorten its wait", () => {
    const { clock, breaker } = setUp();
    breaker.record(FAILED);
    breaker.pauseUntil(new Date(clock.now() + 1));
    clock.advance(1);
    expect(breaker.view().state).toBe("open");
    expect(breaker.msUntilProbe()).toBeGreaterThan(0);
    expect(breaker.mayPass()).toBe(false);
  });
});
