import type { Random } from "../ports/ports.ts";

/** How long to wait before the next try, and how often to try. Durations in milliseconds. */
export interface RetryPolicy {
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** After this many attempts that ended without a yes or no, the message is parked for a person. */
  readonly maxAttempts: number;
}

/**
 * Exponential back-off with equal jitter: half of the doubled delay is certain, half is drawn, so that many dossiers
 * failing together do not come back together. `atLeastMs` is what the portal asked for in `Retry-After`.
 */
export function nextDelayMs(policy: RetryPolicy, attempt: number, random: Random, atLeastMs = 0): number {
  const ceiling = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** Math.min(attempt - 1, 30));
  return Math.max(atLeastMs, Math.round(ceiling / 2 + (ceiling / 2) * random.next()));
}
