import type { ChangeFeed } from "#core/ports/changes.ts";
import type { Events } from "#core/ports/events.ts";
import type { Clock } from "#core/ports/ports.ts";
import type { DeliveryStore } from "#core/ports/delivery-store.ts";
import type { StatusReads } from "#core/ports/status-reads.ts";
import { startRounds } from "./rounds.ts";

export interface HousekeepingOptions {
  readonly clock: Clock;
  readonly store: Pick<DeliveryStore, "followClock" | "recoverAbandoned" | "promoteUrgent" | "requeueForgotten">;
  readonly events: Events;
  readonly changes: Pick<ChangeFeed, "forget">;
  readonly reads: Pick<StatusReads, "foldFigures">;
  readonly wake: () => void;
  readonly leaseSeconds: number;
  /** How often to look for dossiers whose worker died, and at the database's clock. */
  readonly recoverEveryMs: number;
  /** How often to look for dossiers nobody remembers (none should ever be found), and for those that became urgent. */
  readonly searchEveryMs: number;
  /** How long the delta feed is kept. */
  readonly keepChangesDays: number;
}

/** Batches of changes forgotten in one go; the next follows at once while there are more. */
const FORGET_AT_ONCE = 500;

/** Starts the rounds that put right what a dead worker left behind, and what time alone changes. */
export function startHousekeeping(options: HousekeepingOptions): AsyncDisposable {
  const { store, events, clock, wake, recoverEveryMs, searchEveryMs } = options;
  const recovering = startRounds({
    name: "recover-abandoned",
    everyMs: recoverEveryMs,
    events,
    round: async () => {
      if (await store.followClock(options.leaseSeconds)) events.clockSetBack();
      const count = await store.recoverAbandoned(new Date(clock.now()));
      if (count === 0) return;
      events.abandonedRecovered(count);
      wake();
    },
  });
  const searching = startRounds({
    name: "wake-forgotten",
    everyMs: searchEveryMs,
    events,
    round: async () => {
      // A grace of one round: what became due this very moment may have its job on the way.
      const count = await store.requeueForgotten(new Date(clock.now() - searchEveryMs));
      if (count === 0) return;
      events.forgottenWoken(count);
      wake();
    },
  });
  const hastening = startRounds({
    name: "hasten-urgent",
    everyMs: searchEveryMs,
    events,
    round: async () => {
      await store.promoteUrgent(new Date(clock.now()));
    },
  });
  const folding = startRounds({
    name: "fold-figures",
    everyMs: searchEveryMs,
    events,
    round: () => options.reads.foldFigures(),
  });
  const forgetting = startRounds({
    name: "forget-changes",
    everyMs: searchEveryMs,
    events,
    round: async (signal) => {
      const before = new Date(clock.now() - options.keepChangesDays * 86_400_000);
      while (!signal.aborted && (await options.changes.forget(before, FORGET_AT_ONCE)) === FORGET_AT_ONCE);
    },
  });
  return {
    [Symbol.asyncDispose]: async () => {
      const all = [recovering, searching, hastening, folding, forgetting];
      await Promise.all(all.map((rounds) => rounds[Symbol.asyncDispose]()));
    },
  };
}
