import { setTimeout as sleep } from "node:timers/promises";
import type { Events } from "#core/events.ts";
import type { Clock } from "#core/ports.ts";
import type { DeliveryStore } from "#core/store.ts";

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
  const stopping = new AbortController();
  const { store, events, clock, wake } = options;
  const rounds = [
    repeat("recover-abandoned", options.recoverEveryMs, async () => {
      const count = await store.recoverAbandoned(new Date(clock.now()));
      if (count === 0) return;
      events.abandonedRecovered(count);
      wake();
    }),
    repeat("wake-forgotten", options.searchEveryMs, async () => {
      // A grace of one round: what became due this very moment may have its job on the way.
      const count = await store.wakeForgotten(new Date(clock.now() - options.searchEveryMs));
      if (count === 0) return;
      events.forgottenWoken(count);
      wake();
    }),
  ];

  async function repeat(name: string, everyMs: number, round: () => Promise<void>): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await round();
      } catch (error) {
        events.failed(name, error);
      }
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await Promise.all(rounds);
    },
  };
}
