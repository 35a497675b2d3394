import type { Client } from "#core/client.ts";
import type { HttpLimits } from "#core/ports/http-limits.ts";

/** Something there is only so much of, taken and given back by those who hold it. */
export interface Shares {
  /** Whether `holder` got so much more. */
  take(holder: string, amount: number): boolean;
  give(holder: string, amount: number): void;
}

/**
 * Shares without fixed parts: nobody who holds more than is left for the others gets more. One client alone may have half
 * of everything, two a third each, and whoever comes next always finds as much as each of them has.
 */
export function createShares(total: number): Shares {
  const held = new Map<string, number>();
  let free = total;
  return {
    take(holder, amount) {
      const mine = held.get(holder) ?? 0;
      if (amount > free || mine > free) return false;
      free -= amount;
      held.set(holder, mine + amount);
      return true;
    },
    give(holder, amount) {
      const left = (held.get(holder) ?? 0) - amount;
      free += amount;
      if (left > 0) held.set(holder, left);
      else held.delete(holder);
    },
  };
}

/** Whose share counts what a client does, through whichever call. */
export function shareOf({ id }: Pick<Client, "id">): string {
  return `client:${id}`;
}

/** What clients share at the door. */
export interface ClientShares {
  /** Pushes and calls that are worked on. */
  readonly pushes: Shares;
  /** NDJSON pushes that are open. */
  readonly streams: Shares;
  /** Bytes of bodies that are held in memory. */
  readonly bytes: Shares;
}

/** The shares of a gateway with these limits. */
export function createClientShares(limits: HttpLimits): ClientShares {
  return {
    pushes: createShares(limits.maxPushesInFlight),
    streams: createShares(limits.maxStreams),
    bytes: createShares(limits.maxHeldBytes),
  };
}

/** Bytes that one request holds. */
export interface HeldBytes {
  /** Whether it may hold so many more. */
  take(bytes: number): boolean;
  /** Gives some back; all that are left where it does not say how many. */
  release(bytes?: number): void;
}

/** What a request of `holder` holds of the bytes, to be released at its end. */
export function holdBytes(shares: Shares, holder: string): HeldBytes {
  let held = 0;
  return {
    take(bytes) {
      if (!shares.take(holder, bytes)) return false;
      held += bytes;
      return true;
    },
    release(bytes = held) {
      if (bytes > 0) shares.give(holder, bytes);
      held -= bytes;
    },
  };
}
