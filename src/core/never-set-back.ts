import type { Clock } from "./ports/ports.ts";

/**
 * The same clock for measuring how long something takes: where it is set back (NTP, a person), this one goes on from where
 * it was. So what was to be waited for is not waited for longer than that from the moment the clock was set back. Its times
 * mean nothing to people: show those of the clock itself.
 */
export function neverSetBack(clock: Clock): Clock {
  let behindMs = 0;
  let last = -Infinity;
  return {
    now() {
      const now = clock.now();
      if (now < last) behindMs += last - now;
      last = now;
      return now + behindMs;
    },
  };
}
