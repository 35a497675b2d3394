import { setTimeout as sleep } from "node:timers/promises";

/**
 * Lets sleeping slots know that there is work. Rings are counted, so a ring between looking for work and going to sleep
 * is not missed.
 */
export function createDoorbell(stopping: AbortSignal) {
  let count = 0;
  let next = new AbortController();
  return {
    rings: (): number => count,
    ring: (): void => {
      count += 1;
      const ringing = next;
      next = new AbortController();
      ringing.abort();
    },
    /** Sleeps until the bell rings (unless `deaf`), the time is up or the house stops. */
    waitAtMost: async (ms: number, { deaf = false }: { readonly deaf?: boolean } = {}): Promise<void> => {
      const signal = deaf ? stopping : AbortSignal.any([stopping, next.signal]);
      // An abort only ends the sleep early; there is nothing to report.
      await sleep(ms, undefined, { signal }).catch(() => undefined);
    },
  };
}
