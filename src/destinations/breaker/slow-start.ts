import { neverSetBack } from "#core/never-set-back.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { Breaker } from "./breaker.ts";

export interface SlowStartOptions {
  readonly clock: Clock;
  /** Calls let through in the first second after an outage; twice as many in each one after it. */
  readonly firstSecond?: number;
  /** Seconds until everything passes again. */
  readonly seconds?: number;
}

/**
 * Lets the traffic back gently after an outage: a destination that has just come back would otherwise meet everything
 * that waited for it at once, and go away again. Put around a breaker; the probe that closed it is the first call.
 */
export function withSlowStart(breaker: Breaker, { clock, firstSecond = 2, seconds = 6 }: SlowStartOptions): Breaker {
  const steady = neverSetBack(clock);
  let since: number | null = null;
  let passed = 0;

  /** How many calls may have been let through by then: 2, 4, 8, … a second, spread evenly over it. */
  function allowed(elapsedMs: number): number {
    const whole = Math.floor(elapsedMs / 1000);
    const before = firstSecond * (2 ** whole - 1);
    return before + firstSecond * 2 ** whole * ((elapsedMs % 1000) / 1000);
  }

  function waitMs(): number {
    if (since === null) return 0;
    const elapsed = steady.now() - since;
    if (elapsed >= seconds * 1000) {
      since = null;
      return 0;
    }
    for (let ahead = 0; ; ahead += 50) if (allowed(elapsed + ahead) >= passed + 1) return ahead;
  }

  return {
    ...breaker,
    mayPass() {
      if (waitMs() > 0 || !breaker.mayPass()) return false;
      passed += 1;
      return true;
    },
    msUntilProbe: () => Math.max(waitMs(), breaker.msUntilProbe()),
    record(outcome) {
      const before = breaker.view().state;
      breaker.record(outcome);
      if (before === "closed" || breaker.view().state !== "closed") return;
      since = steady.now();
      passed = 0;
    },
  };
}
