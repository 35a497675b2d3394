import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Addresses nobody's software is at: this machine's own link, many at once, not assigned. Refused in any case. */
const never = blockList([
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["224.0.0.0", 3],
  ["::", 128],
  ["fe80::", 10],
  ["ff00::", 8],
]);

/** Addresses that are not on the public internet (IANA special-purpose registries); refused unless allowed. */
const inside = blockList([
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  // What carries an IPv4 address inside could lead anywhere inside.
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
]);

/** The only part of IPv6 that is public. */
const publicIpv6 = blockList([["2000::", 3]]);

/** Thrown by the look-up of a name that leads to a refused address. */
class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  readonly code = "ADDRESS_REFUSED";
}

/** Whether a request may go to this IP address. IPv4 addresses written as IPv6 are judged as what they are. */
export function mayReach(address: string, allowPrivate: boolean): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  if (never.check(address, type)) return false;
  if (allowPrivate) return true;
  if (inside.check(address, type)) return false;
  return family === 4 || isMapped(address) || publicIpv6.check(address, type);
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

function isMapped(address: string): boolean {
  return mapped.check(address, "ipv6");
}

const mapped = blockList([["::ffff:0:0", 96]]);

function blockList(subnets: readonly (readonly [network: string, prefix: number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, isIP(network) === 4 ? "ipv4" : "ipv6");
  return list;
}
