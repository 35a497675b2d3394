import { parseAddress, type NetworkAddress } from "./network-address.ts";

/** All addresses whose first `bits` are those of `first`. */
export interface AddressRange {
  readonly first: NetworkAddress;
  readonly bits: number;
}

/** Bits before the IPv4 address where one is written as IPv6. */
const MAPPED_BITS = 96;

/** Reads an address or a range such as `10.1.2.3`, `10.1.0.0/16` or `fd00::/8`; null for anything else. */
export function parseRange(text: string): AddressRange | null {
  const [address = "", length, ...more] = text.split("/");
  const first = address.includes("%") ? null : parseAddress(address);
  if (first === null || more.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return null;
  const isMapped = first.length === 4 && address.includes(":");
  const longest = first.length * 8;
  const bits = length === undefined ? longest : Number(length) - (isMapped ? MAPPED_BITS : 0);
  return bits >= 0 && bits <= longest ? { first, bits } : null;
}

/**
 * Whether an address lies in one of the ranges. An IPv6 address that only carries an IPv4 address inside (NAT64, 6to4) lies
 * in no range of IPv4: who translates, and for whom, is not known.
 */
export function isInRanges(ranges: readonly AddressRange[], address: NetworkAddress): boolean {
  return ranges.some(({ first, bits }) => first.length === address.length && sharedBits(first, address) >= bits);
}

function sharedBits(one: NetworkAddress, other: NetworkAddress): number {
  const differing = one.findIndex((byte, at) => byte !== other[at]);
  if (differing === -1) return one.length * 8;
  return differing * 8 + Math.clz32((one[differing] ?? 0) ^ (other[differing] ?? 0)) - 24;
}
