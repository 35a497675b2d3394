import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { isInRanges, parseRange, type AddressRange } from "#core/access/address-range.ts";
import { carriedIpv4, parseAddress, type NetworkAddress } from "#core/access/network-address.ts";

/** Addresses nobody's software is at: this machine's own link, many at once, not assigned. Refused in any case. */
const never = ranges("0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "224.0.0.0/3", "::/128", "fe80::/10", "ff00::/8");

/** Addresses that are not on the public internet (IANA special-purpose registries); refused unless allowed. */
const inside = ranges(
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "172.16.0.0/12",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  // What carries an IPv4 address inside could lead anywhere inside.
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "2001::/23",
  "2001:db8::/32",
  "3fff::/20",
  "2002::/16",
);

/** The only part of IPv6 that is public. */
const publicIpv6 = ranges("2000::/3");

/** Thrown by the look-up of a name that leads to a refused address. */
class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  readonly code = "ADDRESS_REFUSED";
}

/**
 * Whether a request may go to this IP address. IPv4 addresses written as IPv6 are judged as what they are, and an IPv6
 * address that carries one inside (NAT64, 6to4, Teredo, IPv4-compatible) by both: a packet may end at either.
 */
export function mayReach(text: string, allowPrivate: boolean): boolean {
  const address = parseAddress(text);
  if (address === null) return false;
  return [address, ...carriedIpv4(address)].every((one) => !isInRanges(never, one) && (allowPrivate || isPublic(one)));
}

function isPublic(address: NetworkAddress): boolean {
  return !isInRanges(inside, address) && (address.length === 4 || isInRanges(publicIpv6, address));
}

/**
 * A look-up of names that gives no refused address, for the very connection the request goes over: a name that answers
 * differently the second time gains nothing. When one of a name's addresses is refused, all are.
 */
export function guardedLookup(allowPrivate: boolean, resolve: typeof lookup = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "");
      const refused = addresses.find(({ address }) => !mayReach(address, allowPrivate));
      const [first] = addresses;
      if (refused !== undefined || first === undefined) return callback(new AddressRefused(hostname), "");
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

function ranges(...texts: readonly string[]): readonly AddressRange[] {
  return texts.map(parseRange).filter((range) => range !== null);
}
