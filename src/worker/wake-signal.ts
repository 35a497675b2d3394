import { setTimeout as sleep } from "node:timers/promises";

/**
 * Lets sleeping slots know that there is work: a signal wakes the one that has slept longest, which wakes another when it
 * finds more than it can take. Signals are counted, so one between looking for work and going to sleep is not missed.
 */
export function createWakeSignal(stopping: AbortSignal) {
  let count = 0;
  const asleep = new Set<AbortController>();
  return {
    count: (): number => count,
    notify: (): void => {
      count += 1;
      const [sleeper] = asleep;
      if (sleeper === undefined) return;
      asleep.delete(sleeper);
      sleeper.abort();
    },
    /** Sleeps until the signal is given to it (unless `ignoresSignals`), the time is up or the worker stops. */
    waitAtMost: async (
      ms: number,
      { ignoresSignals = false }: { readonly ignoresSignals?: boolean } = {},
    ): Promise<void> => {
      const own = new AbortController();
      if (!ignoresSignals) asleep.add(own);
      // An abort only ends the sleep early; there is nothing to report.
      await sleep(ms, undefined, { signal: AbortSignal.any([stopping, own.signal]) }).catch(() => undefined);
      asleep.delete(own);
    },
  };
}
