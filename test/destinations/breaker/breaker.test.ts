import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outcome, OutcomeKind, Party } from "#core/delivery/outcome.ts";
import type { Random } from "#core/ports/ports.ts";
import { createBreaker, type BreakerOptions } from "../../../src/destinations/breaker/breaker.ts";
import { fakeClock } from "../../kit/fake-clock.ts";
import { seededRandom } from "../../kit/seeded-random.ts";

/** Draws the longest pause the jitter allows. */
const longest: Random = { next: () => 1, uuid: () => "00000000-0000-4000-8000-000000000000" };

function outcome(kind: OutcomeKind, party?: Party, more: Partial<Outcome> = {}): Outcome {
  return { kind, ...(party !== undefined && { party }), cause: "test", message: "", messageEn: "", ...more };
}
const down = outcome("unavailable", "network");
const fine = outcome("delivered");

function setUp(options: Partial<BreakerOptions> = {}) {
  const clock = fakeClock();
  const breaker = createBreaker({ clock, random: longest, ...options });
  const record = (what: Outcome, times = 1) => {
    for (let i = 0; i < times; i += 1) breaker.record(what);
  };
  return { clock, breaker, record };
}

describe("closed", () => {
  it("lets everything pass and counts failures in a row", () => {
    const { breaker, record } = setUp();
    record(down, 4);
    record(fine);
    record(down, 4);
    expect(breaker.view().state).toBe("closed");
    expect(breaker.mayPass()).toBe(true);
    expect(breaker.msUntilProbe()).toBe(0);
    record(down);
    expect(breaker.view().state).toBe("open");
  });

  it("counts answers nobody believes, whoever has to act", () => {
    const { breaker, record } = setUp({ failuresToOpen: 2 });
    record(outcome("unknown", "gateway", { cause: "receipt-untrusted" }), 2);
    expect(breaker.view().state).toBe("open");
  });

  it.each([outcome("unknown", "portal"), outcome("unknown", "network"), outcome("unavailable", "portal")])(
    "counts $kind of the $party",
    (failure) => {
      const { breaker, record } = setUp({ failuresToOpen: 2 });
      record(failure, 2);
      expect(breaker.view().state).toBe("open");
    },
  );

  it.each([
    outcome("refused", "vendor-data"),
    outcome("already-exists", "gateway"),
    outcome("session-refused", "gateway"),
  ])("takes $kind as a sign that the portal answers", (answer) => {
    const { breaker, record } = setUp({ failuresToOpen: 2 });
    record(down);
    record(answer);
    record(down);
    expect(breaker.view().state).toBe("closed");
  });

  it("learns nothing from a wrong configuration or from being stopped", () => {
    const { breaker, record } = setUp({ failuresToOpen: 2 });
    record(outcome("unavailable", "gateway"), 10);
    record(outcome("unknown", "network", { cause: "aborted" }), 10);
    expect(breaker.view().state).toBe("closed");
    record(down);
    record(outcome("unavailable", "gateway"));
    record(down);
    expect(breaker.view().state).toBe("open");
  });

  it("opens at once, for as long as asked, when the portal asks to wait", () => {
    const { breaker, record, clock } = setUp();
    record(outcome("unavailable", "portal", { retryAfterMs: 90_000 }));
    expect(breaker.mayPass()).toBe(false);
    expect(breaker.msUntilProbe()).toBe(90_000);
    clock.advance(90_000);
    expect(breaker.mayPass()).toBe(true);
  });
});

describe("open", () => {
  it("lets nothing pass until the pause is over, then one probe", () => {
    const { breaker, record, clock } = setUp();
    record(down, 5);
    expect(breaker.msUntilProbe()).toBe(1000);
    clock.advance(999);
    expect(breaker.mayPass()).toBe(false);
    expect(breaker.view().state).toBe("open");
    clock.advance(1);
    expect([breaker.mayPass(), breaker.mayPass(), breaker.mayPass()]).toEqual([true, false, false]);
    expect(breaker.view()).toEqual({ state: "half-open", since: new Date(clock.now()), pausedUntil: null });
  });

  it("doubles the pause with every failed probe, up to the longest", () => {
    const { breaker, record, clock } = setUp({ longestPauseMs: 5000 });
    record(down, 5);
    const pauses = [1, 2, 3, 4, 5].map(() => {
      const pause = breaker.msUntilProbe();
      clock.advance(pause);
      expect(breaker.mayPass()).toBe(true);
      record(down);
      return pause;
    });
    expect(pauses).toEqual([1000, 2000, 4000, 5000, 5000]);
  });

  it("begins with the first pause again after it has been closed", () => {
    const { breaker, record, clock } = setUp();
    record(down, 5);
    clock.advance(1000);
    breaker.mayPass();
    record(down);
    clock.advance(2000);
    breaker.mayPass();
    record(fine);
    expect(breaker.view().state).toBe("closed");
    record(down, 5);
    expect(breaker.msUntilProbe()).toBe(1000);
  });

  it("is closed by a late yes, and not opened anew by late failures", () => {
    const { breaker, record, clock } = setUp();
    record(down, 5);
    clock.advance(500);
    record(down, 3);
    expect(breaker.msUntilProbe()).toBe(500);
    record(fine);
    expect(breaker.view()).toEqual({ state: "closed", since: new Date(clock.now()), pausedUntil: null });
  });

  it("waits longer when a late answer asks for it", () => {
    const { breaker, record } = setUp();
    record(down, 5);
    record(outcome("unavailable", "portal", { retryAfterMs: 7000 }));
    expect(breaker.msUntilProbe()).toBe(7000);
  });
});

describe("half-open", () => {
  function probing() {
    const set = setUp();
    set.record(down, 5);
    set.clock.advance(1000);
    expect(set.breaker.mayPass()).toBe(true);
    return set;
  }

  it("hands an unused pass to the next caller", () => {
    const { breaker } = probing();
    breaker.returnPass();
    expect(breaker.mayPass()).toBe(true);
    expect(breaker.mayPass()).toBe(false);
  });

  it("hands the probe on when its outcome says nothing about the portal", () => {
    const { breaker, record } = probing();
    record(outcome("unavailable", "gateway"));
    expect(breaker.view().state).toBe("open");
    expect(breaker.mayPass()).toBe(true);
  });

  it("gives up a probe that was never recorded", () => {
    const { breaker, clock } = probing();
    clock.advance(59_999);
    expect(breaker.mayPass()).toBe(false);
    clock.advance(1);
    expect(breaker.mayPass()).toBe(true);
    expect(breaker.mayPass()).toBe(false);
  });
});

it("never stays shut: from any history, after the longest pause somebody may pass", () => {
  const anyOutcome = fc.record({
    kind: fc.constantFrom<OutcomeKind>("delivered", "refused", "unavailable", "unknown"),
    party: fc.constantFrom<Party>("portal", "network", "gateway"),
  });
  const step = fc.oneof(anyOutcome, fc.constant("pass" as const), fc.integer({ min: 1, max: 90_000 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer(), (steps, seed) => {
      const clock = fakeClock();
      const breaker = createBreaker({ clock, random: seededRandom(seed) });
      for (const one of steps) {
        if (one === "pass") breaker.mayPass();
        else if (typeof one === "number") clock.advance(one);
        else breaker.record(outcome(one.kind, one.party));
      }
      expect(breaker.msUntilProbe()).toBeLessThanOrEqual(60_000);
      clock.advance(60_000);
      expect(breaker.mayPass()).toBe(true);
    }),
  );
});
