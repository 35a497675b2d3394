import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseFull } from "#core/fault.ts";
import type { Events } from "#core/ports/events.ts";
import type { Clock, Random } from "#core/ports/ports.ts";
import type { Claim, DeliveryStore } from "#core/ports/delivery-store.ts";
import type { Deliver } from "../flow/deliver.ts";
import { createWakeSignal } from "./wake-signal.ts";
import { startLeaseTime, type LeaseTime } from "./lease-time.ts";

export interface DeliveryLoopOptions {
  /** Whose queue it works on. */
  readonly destination: string;
  readonly clock: Clock;
  /** Milliseconds that are never set back, beside the clock. */
  readonly ticks: Clock;
  readonly random: Random;
  readonly store: DeliveryStore;
  readonly deliver: Deliver;
  readonly events: Events;
  readonly breaker: { msUntilProbe(): number };
  /** Claims delivered side by side. */
  readonly concurrency: number;
  /** Dossiers per claim: the least while there is little to do, so that the slots share it; more when there is more. */
  readonly claimSize: { readonly least: number; readonly most: number };
  readonly leaseSeconds: number;
  /** How often to look for work that no signal announced: retries that became due, pushes taken by other processes. */
  readonly pollMs: number;
}

export interface DeliveryLoop extends AsyncDisposable {
  /** There is work: look now. */
  wake(): void;
}

/** The longest pause of a loop whose database has no room: then there is nothing to do but to look now and then. */
const LONGEST_PAUSE_MS = 15_000;

/** The wake signal ends it: it is given for pushes and at each poll. */
const LONG_SLEEP_MS = 3_600_000;

/** Starts the worker's slots; disposing waits until what is under way has ended and is committed. */
export function startDeliveryLoop(options: DeliveryLoopOptions): DeliveryLoop {
  const stopping = new AbortController();
  const wakeSignal = createWakeSignal(stopping.signal);
  // One slot looks at each poll, however many sleep.
  const polls = setInterval(wakeSignal.notify, options.pollMs);
  const room = { failures: 0 };
  const slots = Array.from({ length: options.concurrency }, () => runSlot(options, room, wakeSignal, stopping.signal));
  return {
    wake: wakeSignal.notify,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      clearInterval(polls);
      await Promise.all(slots);
    },
  };
}

async function runSlot(
  options: DeliveryLoopOptions,
  /** Of all slots together: how often in a row the database had no room. */
  room: { failures: number },
  wakeSignal: ReturnType<typeof createWakeSignal>,
  signal: AbortSignal,
): Promise<void> {
  const { least, most } = options.claimSize;
  let limit = least;
  while (!signal.aborted) {
    const pause = options.breaker.msUntilProbe();
    if (pause > 0) {
      // Nothing is claimed while the breaker is open. Short naps, because another slot's probe may close it early.
      await wakeSignal.waitAtMost(Math.min(pause, options.pollMs), { ignoresSignals: true });
      continue;
    }
    const heard = wakeSignal.count();
    try {
      const claim = await takeClaim(options, limit);
      if (claim === null) {
        limit = least;
        if (wakeSignal.count() === heard) await wakeSignal.waitAtMost(LONG_SLEEP_MS);
        continue;
      }
      const isFull = claim.jobs >= limit;
      if (isFull) wakeSignal.notify();
      limit = isFull ? Math.min(most, limit * 2) : least;
      await deliverClaim(options, claim, signal);
      room.failures = 0;
      // What may not pass is given back; there is no use in taking much of it after an outage, while little passes.
      if (options.breaker.msUntilProbe() > 0) limit = least;
    } catch (error) {
      options.events.failed("worker", error);
      room.failures = isDatabaseFull(error) ? room.failures + 1 : 0;
      await wakeSignal.waitAtMost(pauseWithoutRoom(options.pollMs, room.failures), { ignoresSignals: true });
    }
  }
}

/** The pause of a loop whose database had no room so often in a row: never below `pollMs`, doubled up to a quarter of a minute. */
export function pauseWithoutRoom(pollMs: number, failures: number): number {
  return Math.max(pollMs, Math.min(pollMs * 2 ** Math.min(failures, 20), LONGEST_PAUSE_MS));
}

interface TakenClaim extends Claim {
  /** Counted from before the database was asked. */
  readonly lease: LeaseTime;
}

async function takeClaim(options: DeliveryLoopOptions, limit: number): Promise<TakenClaim | null> {
  const { random, store, destination, leaseSeconds } = options;
  const lease = startLeaseTime(options);
  const claim = await store.claim({ destination, limit, leaseToken: random.uuid(), leaseSeconds });
  return claim === null ? null : { ...claim, lease };
}

async function deliverClaim(options: DeliveryLoopOptions, claim: TakenClaim, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const hold = { leaseToken: claim.leaseToken, stillHeld: () => claim.lease.isHeld() };
  const renewing = keepLease(options, claim, done.signal);
  try {
    await options.deliver(claim, hold, signal);
  } finally {
    done.abort();
    await renewing;
  }
}

/** Prolongs the lease while the claim is worked on; when that fails the lease simply runs out. */
async function keepLease(
  { store, leaseSeconds, events }: DeliveryLoopOptions,
  { leaseToken, lease }: TakenClaim,
  done: AbortSignal,
): Promise<void> {
  while (!done.aborted) {
    await sleep((leaseSeconds * 1000) / 3, undefined, { signal: done, ref: false }).catch(() => undefined);
    if (done.aborted) return;
    const at = lease.moment();
    try {
      if (!(await store.renew(leaseToken, leaseSeconds))) return lease.lost();
      lease.prolonged(at);
    } catch (error) {
      events.failed("lease", error);
    }
  }
}
