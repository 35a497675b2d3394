import { setTimeout as sleep } from "node:timers/promises";
import type { Events } from "#core/events.ts";
import type { Clock, Random } from "#core/ports.ts";
import type { Claim, DeliveryStore } from "#core/store.ts";
import type { Deliver } from "../flow/deliver.ts";
import { createDoorbell } from "./doorbell.ts";

export interface DeliveryLoopOptions {
  /** Whose queue it works on. */
  readonly destination: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: DeliveryStore;
  readonly deliver: Deliver;
  readonly events: Events;
  readonly breaker: { msUntilProbe(): number };
  /** Claims delivered side by side. */
  readonly concurrency: number;
  /** Dossiers per claim. */
  readonly claimSize: number;
  readonly leaseSeconds: number;
  /** How often to look for work that no bell announced: retries that became due, pushes taken by other processes. */
  readonly pollMs: number;
}

export interface DeliveryLoop extends AsyncDisposable {
  /** There is work: look now. */
  wake(): void;
}

/** Starts the worker's slots; disposing waits until what is under way has ended and is committed. */
export function startDeliveryLoop(options: DeliveryLoopOptions): DeliveryLoop {
  const stopping = new AbortController();
  const bell = createDoorbell(stopping.signal);
  const slots = Array.from({ length: options.concurrency }, () => runSlot(options, bell, stopping.signal));
  return {
    wake: bell.ring,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await Promise.all(slots);
    },
  };
}

async function runSlot(
  options: DeliveryLoopOptions,
  bell: ReturnType<typeof createDoorbell>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const pause = options.breaker.msUntilProbe();
    if (pause > 0) {
      // Nothing is claimed while the breaker is open. Short naps, because another slot's probe may close it early.
      await bell.waitAtMost(Math.min(pause, options.pollMs), { deaf: true });
      continue;
    }
    const heard = bell.rings();
    try {
      const worked = await deliverOneClaim(options, signal);
      if (!worked && bell.rings() === heard) await bell.waitAtMost(options.pollMs);
    } catch (error) {
      options.events.failed("worker", error);
      await bell.waitAtMost(options.pollMs, { deaf: true });
    }
  }
}

async function deliverOneClaim(options: DeliveryLoopOptions, signal: AbortSignal): Promise<boolean> {
  const { clock, store, leaseSeconds } = options;
  const leaseToken = options.random.uuid();
  let leasedAt = clock.now();
  const claim = await store.claim({
    destination: options.destination,
    limit: options.claimSize,
    leaseToken,
    leaseSeconds,
  });
  if (claim === null) return false;
  const done = new AbortController();
  const hold = { leaseToken, stillHeld: () => clock.now() - leasedAt < leaseSeconds * 1000 };
  const renewing = keepLease(options, claim, done.signal, (at) => {
    leasedAt = at;
  });
  try {
    await options.deliver(claim, hold, signal);
  } finally {
    done.abort();
    await renewing;
  }
  return true;
}

/** Prolongs the lease while the claim is worked on; when that fails the lease simply runs out. */
async function keepLease(
  { clock, store, leaseSeconds, events }: DeliveryLoopOptions,
  claim: Claim,
  done: AbortSignal,
  renewed: (at: number) => void,
): Promise<void> {
  while (!done.aborted) {
    await sleep((leaseSeconds * 1000) / 3, undefined, { signal: done, ref: false }).catch(() => undefined);
    if (done.aborted) return;
    const at = clock.now();
    try {
      if (!(await store.renew(claim.leaseToken, leaseSeconds))) return;
      renewed(at);
    } catch (error) {
      events.failed("lease", error);
    }
  }
}
