import { setTimeout as sleep } from "node:timers/promises";

/**
 * Lets sleeping slots know that there is work: a ring wakes the one that has slept longest, which wakes another when it
 * finds more than it can take. Rings are counted, so a ring between looking for work and going to sleep is not missed.
 */
export function createWakeSignal(stopping: AbortSignal) {
  let count = 0;
  const asleep = new Set<AbortController>();
  return {
    rings: (): number => count,
    ring: (): void => {
      count += 1;
      const [sleeper] = asleep;
      if (sleeper === undefined) return;
      asleep.delete(sleeper);
      sleeper.abort();
    },
    /** Sleeps until the bell rings for it (unless `deaf`), the time is up or the house stops. */
    waitAtMost: async (ms: number, { deaf = false }: { readonly deaf?: boolean } = {}): Promise<void> => {
      const own = new AbortController();
      if (!deaf) asleep.add(own);
      // An abort only ends the sleep early; there is nothing to report.
      await sleep(ms, undefined, { signal: AbortSignal.any([stopping, own.signal]) }).catch(() => undefined);
      asleep.delete(own);
    },
  };
}
