import { BlockList, isIP } from "node:net";

/** Addresses from which inbound calls are taken without a key. */
export interface TrustedAddresses {
  has(address: string): boolean;
}

/** @param ranges single addresses or ranges, e.g. `10.1.2.3`, `10.1.0.0/16`, `fd00::/8` */
export function trustedAddresses(ranges: readonly string[]): TrustedAddresses {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits] = range.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    list.addSubnet(address, bits === undefined ? (family === "ipv6" ? 128 : 32) : Number(bits), family);
  }
  return { has: (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4") };
}
