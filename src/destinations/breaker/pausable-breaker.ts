import type { BreakerView, Clock } from "#core/ports/ports.ts";
import type { Breaker } from "./breaker.ts";

/** A breaker that can be told beforehand when its destination will be away. */
export interface PausableBreaker extends Breaker {
  /** Nothing passes until then; null ends the pause. */
  pauseUntil(until: Date | null): void;
}

/**
 * Puts announced pauses before a breaker: during one nothing is claimed, asked or sent, exactly as while it is open, and
 * no probe is needed to end it. A person named the hour on the wall at which it ends, so it goes by the clock as it is, set
 * back or not.
 */
export function withPauses(breaker: Breaker, clock: Clock): PausableBreaker {
  let until = 0;
  const left = () => Math.max(0, until - clock.now());
  return {
    ...breaker,
    view: (): BreakerView => ({ ...breaker.view(), pausedUntil: left() > 0 ? new Date(until) : null }),
    mayPass: () => left() === 0 && breaker.mayPass(),
    msUntilProbe: () => Math.max(left(), breaker.msUntilProbe()),
    pauseUntil: (next) => {
      until = next?.getTime() ?? 0;
    },
  };
}
