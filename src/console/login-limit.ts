import { neverSetBack } from "#core/never-set-back.ts";
import type { Clock } from "#core/ports/ports.ts";

/** Counts failed logins by address, in the memory of this process. */
export interface LoginLimit {
  /** Seconds this address has to wait before it may try again; 0 when it may try now. */
  secondsToWait(address: string): number;
  failed(address: string): void;
  succeeded(address: string): void;
}

export interface LoginLimits {
  readonly loginFailures: number;
  readonly loginWindowMs: number;
  readonly loginAddresses: number;
}

/** The window begins with the first failure and does not move with later ones, so nobody is shut out for ever. */
export function createLoginLimit(clock: Clock, limits: LoginLimits): LoginLimit {
  const steady = neverSetBack(clock);
  const seen = new Map<string, { readonly endsAt: number; readonly failures: number }>();

  const current = (address: string) => {
    const entry = seen.get(address);
    if (entry !== undefined && entry.endsAt > steady.now()) return entry;
    seen.delete(address);
    return undefined;
  };

  return {
    secondsToWait(address) {
      const entry = current(address);
      if (entry === undefined || entry.failures < limits.loginFailures) return 0;
      return Math.ceil((entry.endsAt - steady.now()) / 1000);
    },
    failed(address) {
      const entry = current(address);
      seen.set(address, {
        endsAt: entry?.endsAt ?? steady.now() + limits.loginWindowMs,
        failures: (entry?.failures ?? 0) + 1,
      });
      if (seen.size <= limits.loginAddresses) return;
      for (const first of seen.keys()) {
        seen.delete(first);
        return;
      }
    },
    succeeded(address) {
      seen.delete(address);
    },
  };
}
