import { nextDelayMs } from "#core/delivery/backoff.ts";
import { isUntrusted } from "#core/proof/found-signature.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import { neverSetBack } from "#core/never-set-back.ts";
import type { BreakerView, Clock, Random } from "#core/ports/ports.ts";

export interface BreakerOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Failures in a row, of portal or network, that open it. */
  readonly failuresToOpen?: number;
  /** Pause after opening, doubled each time the probe fails, with jitter. Milliseconds. */
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
  /** A probe whose outcome was never recorded is given up after this long (60 s), so that a lost one cannot block for ever. */
  readonly probeLeaseMs?: number;
  /** Told each time the state changes. */
  readonly onChange?: (state: BreakerView["state"]) => void;
}

/**
 * Stands between the worker and one destination: `closed` everything passes; `open` nothing does, so no retry budget
 * burns; `half-open` one probe is under way and decides.
 */
export interface Breaker {
  view(): BreakerView;
  /** Asks for a pass. When the pause is over the first caller gets the one probe, and must record or return it. */
  mayPass(): boolean;
  /** Milliseconds until {@link mayPass} can say yes; 0 when it can now. */
  msUntilProbe(): number;
  /** What came back. Calls begun before it opened may be recorded too. */
  record(outcome: Outcome): void;
  /** Gives a pass back unused (there was nothing to send), so that the next caller may probe. */
  returnPass(): void;
}

/** Makes a closed {@link Breaker}. */
export function createBreaker(options: BreakerOptions): Breaker {
  const { clock, random, failuresToOpen = 5, firstPauseMs = 1000 } = options;
  const { longestPauseMs = 60_000, probeLeaseMs = 60_000 } = options;
  const steady = neverSetBack(clock);
  const policy = { firstDelayMs: firstPauseMs, longestDelayMs: longestPauseMs, maxAttempts: Infinity };

  let state: BreakerView["state"] = "closed";
  let since = new Date(clock.now());
  let failures = 0;
  let openings = 0;
  /** By {@link steady}. When open: end of the pause. When half-open: when the probe's lease ends. */
  let until = 0;

  function enter(next: BreakerView["state"]): void {
    if (next === state) return;
    since = new Date(clock.now());
    state = next;
    options.onChange?.(next);
  }

  function open(atLeastMs: number): void {
    openings += 1;
    until = steady.now() + nextDelayMs(policy, openings, random, atLeastMs);
    enter("open");
  }

  function close(): void {
    failures = 0;
    openings = 0;
    enter("closed");
  }

  function giveBack(): void {
    if (state === "half-open") {
      until = steady.now();
      enter("open");
    }
  }

  return {
    view: () => ({ state, since: new Date(since), pausedUntil: null }),
    mayPass() {
      if (state === "closed") return true;
      if (steady.now() < until) return false;
      until = steady.now() + probeLeaseMs;
      enter("half-open");
      return true;
    },
    msUntilProbe: () => (state === "closed" ? 0 : Math.max(0, until - steady.now())),
    record(outcome) {
      const weight = weigh(outcome);
      if (weight === "answers") return close();
      // Nothing learnt about the portal: wrong configuration, or the gateway is stopping.
      if (weight === "silent") return giveBack();
      failures += 1;
      const retryAfterMs = outcome.retryAfterMs ?? 0;
      if (state === "open") until = Math.max(until, steady.now() + retryAfterMs);
      else if (state === "half-open" || failures >= failuresToOpen || retryAfterMs > 0) open(retryAfterMs);
    },
    returnPass: giveBack,
  };
}

/** Whether an outcome shows that the portal answers, that it fails, or nothing about it. */
export function weigh({ kind, party, cause, items }: Outcome): "answers" | "fails" | "silent" {
  // Whatever it says of each item, it deals with them.
  if (items !== undefined) return "answers";
  if (kind !== "unavailable" && kind !== "unknown") return "answers";
  if (cause === "aborted") return "silent";
  // Whoever has to act: going on would only make more answers that nobody believes.
  if (isUntrusted({ cause })) return "fails";
  return party === "portal" || party === "network" ? "fails" : "silent";
}
