import type { Events } from "#core/events.ts";
import type { Clock } from "#core/ports.ts";
import type { DeliveryStore } from "#core/store.ts";
import { startRounds } from "./rounds.ts";

export interface HousekeepingOptions {
  readonly clock: Clock;
  readonly store: Pick<DeliveryStore, "recoverAbandoned" | "wakeForgotten">;
  readonly events: Events;
  readonly wake: () => void;
  /** How often to look for dossiers whose worker died. */
  readonly recoverEveryMs: number;
  /** How often to look for dossiers nobody remembers; none should ever be found. */
  readonly searchEveryMs: number;
}

/** Starts the two rounds that put right what a dead worker left behind. */
export function startHousekeeping(options: HousekeepingOptions): AsyncDisposable {
  const { store, events, clock, wake, recoverEveryMs, searchEveryMs } = options;
  const recovering = startRounds({
    name: "recover-abandoned",
    everyMs: recoverEveryMs,
    events,
    round: async () => {
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
      const count = await store.wakeForgotten(new Date(clock.now() - searchEveryMs));
      if (count === 0) return;
      events.forgottenWoken(count);
      wake();
    },
  });
  return {
    [Symbol.asyncDispose]: async () => {
      await Promise.all([recovering[Symbol.asyncDispose](), searching[Symbol.asyncDispose]()]);
    },
  };
}
