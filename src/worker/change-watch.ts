import { setTimeout as sleep } from "node:timers/promises";
import type { ChangeFeed } from "#core/ports/changes.ts";
import type { Events } from "#core/ports/events.ts";

export interface ChangeWatchOptions {
  readonly feed: Pick<ChangeFeed, "gather">;
  readonly events: Pick<Events, "failed">;
  /** How often to look for new changes, whichever process wrote them. */
  readonly pollMs: number;
}

/** Counts each time the feed has grown. */
export interface ChangeWatch extends AsyncDisposable {
  updates(): number;
  /**
   * Waits until the feed has grown since `heard` updates, the time is up or `signal` aborts; at once when it has already.
   * False when the gateway is closing: then nobody should wait any longer.
   */
  wait(heard: number, ms: number, signal?: AbortSignal): Promise<boolean>;
  /** Sends everybody home who waits; the feed is looked after until this is disposed. */
  endWaiting(): void;
}

/**
 * Puts new changes in their final order, all the time: also when nobody reads, so that nobody who begins to has to wait
 * for the work of months.
 */
export function startChangeWatch({ feed, events, pollMs }: ChangeWatchOptions): ChangeWatch {
  const stopping = new AbortController();
  const closing = new AbortController();
  let updates = 0;
  let next = new AbortController();
  const watching = watch();

  /** Everybody who waits, unlike with a wake signal: what is new is for all. */
  function announce(): void {
    updates += 1;
    const ringing = next;
    next = new AbortController();
    ringing.abort();
  }

  async function watch(): Promise<void> {
    let newest = 0;
    while (!stopping.signal.aborted) {
      try {
        const now = await feed.gather();
        if (now !== newest) announce();
        newest = now;
      } catch (error) {
        events.failed("changes", error);
      }
      await sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    updates: () => updates,
    wait: async (heard, ms, signal) => {
      const ends = [closing.signal, next.signal, ...(signal === undefined ? [] : [signal])];
      // An abort only ends the wait early; there is nothing to report.
      if (updates === heard) await sleep(ms, undefined, { signal: AbortSignal.any(ends) }).catch(() => undefined);
      return !closing.signal.aborted;
    },
    endWaiting: () => closing.abort(),
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      stopping.abort();
      await watching;
    },
  };
}
