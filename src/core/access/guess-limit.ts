import { neverSetBack } from "../never-set-back.ts";
import type { Clock } from "../ports/ports.ts";
import { carriedIpv4, formatAddress, parseAddress } from "./network-address.ts";

/** Where a secret was tried: the address it came from, and the account it was tried for; null where the try names none. */
export interface Try {
  readonly address: string;
  readonly account: string | null;
}

/** Counts wrong secrets, in the memory of this process. */
export interface GuessLimit {
  /** Seconds to wait before a secret may be tried there again; 0: it may be tried now. */
  secondsToWait(where: Try): number;
  /** Counts a wrong one: the first of its window, one more, or the one after which no other is taken. */
  failed(where: Try): "first" | "more" | "last";
  /** A right one: the account's failures from there no longer count, those of others do. */
  succeeded(where: Try): void;
}

export interface GuessLimits {
  /** Failures for one account from one address within the window; tries that name none count as one account's. */
  readonly failuresPerAccount: number;
  /** Failures from one address within the window, whatever they were tried for. */
  readonly failuresPerAddress: number;
  readonly windowMs: number;
  /** Windows remembered; the one that was seen first makes room. */
  readonly remembered: number;
}

interface Window {
  readonly endsAt: number;
  readonly failures: number;
}

/**
 * A limit per account and address: whoever guesses from one address keeps nobody at another from their own account, and no
 * account is shut out everywhere. A window begins with its first failure and does not move with later ones, so nobody is
 * shut out for ever.
 */
export function createGuessLimit(clock: Clock, limits: GuessLimits): GuessLimit {
  const steady = neverSetBack(clock);
  const windows = new Map<string, Window>();

  const current = (key: string): Window | undefined => {
    const window = windows.get(key);
    if (window !== undefined && window.endsAt > steady.now()) return window;
    windows.delete(key);
    return undefined;
  };
  const count = (key: string): number => {
    const window = current(key);
    const failures = (window?.failures ?? 0) + 1;
    windows.set(key, { endsAt: window?.endsAt ?? steady.now() + limits.windowMs, failures });
    const [oldest] = windows.keys();
    if (windows.size > limits.remembered && oldest !== undefined) windows.delete(oldest);
    return failures;
  };
  const countersOf = ({ address, account }: Try) => {
    const from = neighbourhood(address);
    return {
      all: { key: `${from} *`, most: limits.failuresPerAddress },
      own: { key: `${from} ${account ?? ""}`, most: limits.failuresPerAccount },
    };
  };

  return {
    secondsToWait: (where) => {
      const waits = Object.values(countersOf(where)).map(({ key, most }) => {
        const window = current(key);
        return window === undefined || window.failures < most ? 0 : Math.ceil((window.endsAt - steady.now()) / 1000);
      });
      return Math.max(...waits);
    },
    failed: (where) => {
      const counted = Object.values(countersOf(where)).map(({ key, most }) => ({ failures: count(key), most }));
      if (counted.some(({ failures, most }) => failures === most)) return "last";
      return counted.every(({ failures }) => failures === 1) ? "first" : "more";
    },
    succeeded: (where) => {
      windows.delete(countersOf(where).own.key);
    },
  };
}

/**
 * What stands behind an address: an IPv6 network of 64 bits is one subscriber's, who has every address in it; behind NAT64
 * or 6to4 stands the IPv4 host that the address carries.
 */
function neighbourhood(address: string): string {
  const parsed = parseAddress(address);
  if (parsed === null) return address;
  const [carried] = carriedIpv4(parsed);
  if (carried !== undefined) return formatAddress(carried);
  return parsed.length === 4
    ? formatAddress(parsed)
    : `${formatAddress([...parsed.slice(0, 8), 0, 0, 0, 0, 0, 0, 0, 0])}/64`;
}
