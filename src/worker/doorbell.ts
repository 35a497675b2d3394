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
    /** Sleeps until the bell rings (unless `deaf`), the time is up, the house stops or `signal` says so. */
    waitAtMost: async (ms: number, options: { readonly deaf?: boolean; readonly signal?: AbortSignal } = {}) => {
      const { deaf = false, signal: other } = options;
      const signal = AbortSignal.any([
        stopping,
        ...(deaf ? [] : [next.signal]),
        ...(other === undefined ? [] : [other]),
      ]);
      // An abort only ends the sleep early; there is nothing to report.
      await sleep(ms, undefined, { signal }).catch(() => undefined);
    },
  };
}
