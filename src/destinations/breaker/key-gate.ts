import { SIGNING_KEY_UNAVAILABLE } from "#core/delivery/key-unavailable.ts";
import { neverSetBack } from "#core/never-set-back.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { Breaker } from "./breaker.ts";

/**
 * Holds everything back while the token with the signing key is away, exactly as while the breaker is open: nothing is
 * claimed, so nothing is put off one by one. That says nothing about the destination, so its breaker's state stays as it is.
 */
export function awaitingKey(breaker: Breaker, clock: Clock): Breaker {
  const steady = neverSetBack(clock);
  let until = 0;
  const left = () => Math.max(0, until - steady.now());
  return {
    ...breaker,
    mayPass: () => left() === 0 && breaker.mayPass(),
    msUntilProbe: () => Math.max(left(), breaker.msUntilProbe()),
    record(outcome) {
      if (outcome.cause === SIGNING_KEY_UNAVAILABLE)
        until = Math.max(until, steady.now() + (outcome.retryAfterMs ?? 0));
      breaker.record(outcome);
    },
  };
}
