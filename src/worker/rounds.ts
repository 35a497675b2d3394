import { setTimeout as sleep } from "node:timers/promises";
import type { Events } from "#core/ports/events.ts";

export interface RoundOptions {
  /** Named in the log when it fails; it then goes on with the next round. */
  readonly name: string;
  /** Pause between the end of one round and the next. */
  readonly everyMs: number;
  readonly round: (signal: AbortSignal) => Promise<void>;
  readonly events: Pick<Events, "failed">;
}

/** Does something again and again; disposing waits for the round under way. */
export function startRounds({ name, everyMs, round, events }: RoundOptions): AsyncDisposable {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await round(stopping.signal);
      } catch (error) {
        events.failed(name, error);
      }
      // An abort only ends the pause early; there is nothing to report.
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await running;
    },
  };
}
