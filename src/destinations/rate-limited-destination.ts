import { neverSetBack } from "#core/never-set-back.ts";
import type { Clock, Portal } from "#core/ports/ports.ts";

export interface RateLimitOptions {
  readonly clock: Clock;
  /** Most calls in a minute, logins not counted. */
  readonly perMinute: number;
  /** Waits; ends early, without an error, when the signal aborts. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Keeps a client to a rate that the destination's owner asked for: calls are spaced evenly and those that come too soon
 * wait, in order. Each gateway process keeps to the rate by itself.
 */
export function rateLimited(portal: Portal, { clock, perMinute, wait }: RateLimitOptions): Portal {
  const intervalMs = 60_000 / perMinute;
  const steady = neverSetBack(clock);
  let nextAt = 0;
  async function waitForSlot(signal?: AbortSignal): Promise<void> {
    const now = steady.now();
    const at = Math.max(now, nextAt);
    nextAt = at + intervalMs;
    if (at > now) await wait(at - now, signal);
  }
  return {
    ...portal,
    async send(envelope, signal, mayWrite) {
      await waitForSlot(signal);
      return portal.send(envelope, signal, mayWrite);
    },
    async lookup(dossierCode, signal) {
      await waitForSlot(signal);
      return portal.lookup(dossierCode, signal);
    },
    async ask(service, body, signal) {
      await waitForSlot(signal);
      return portal.ask(service, body, signal);
    },
  };
}
