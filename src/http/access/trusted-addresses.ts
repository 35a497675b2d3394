import { isInRanges } from "#core/access/address-range.ts";
import { parseAddress } from "#core/access/network-address.ts";
import { rangesOf } from "./client-address.ts";

/** Addresses from which inbound calls are taken without a key. */
export interface TrustedAddresses {
  has(address: string): boolean;
}

/** @param ranges single addresses or ranges, e.g. `10.1.2.3`, `10.1.0.0/16`, `fd00::/8` */
export function trustedAddresses(ranges: readonly string[]): TrustedAddresses {
  const trusted = rangesOf(ranges);
  return {
    has: (text) => {
      const address = parseAddress(text);
      return address !== null && isInRanges(trusted, address);
    },
  };
}
