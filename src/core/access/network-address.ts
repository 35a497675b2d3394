/** An IP address as its bytes, 4 or 16. An IPv4 address written as IPv6 (`::ffff:10.0.0.1`) is the IPv4 address. */
export type NetworkAddress = readonly number[];

/** Reads an IPv4 address in four decimal numbers, or an IPv6 address; a zone (`%eth0`) does not count. Null for anything else. */
export function parseAddress(text: string): NetworkAddress | null {
  const [address = "", ...zone] = text.split("%");
  const ipv4 = parseIpv4(address);
  if (ipv4 !== null) return zone.length === 0 ? ipv4 : null;
  const ipv6 = parseIpv6(address);
  return ipv6 === null ? null : (mappedIpv4(ipv6) ?? ipv6);
}

/** The one way of writing it: IPv4 with dots, IPv6 as RFC 5952 says. */
export function formatAddress(address: NetworkAddress): string {
  if (address.length === 4) return address.join(".");
  const groups = Array.from({ length: 8 }, (_, at) =>
    (byte(address, 2 * at) * 256 + byte(address, 2 * at + 1)).toString(16),
  );
  const text = groups.join(":");
  const longest = [...text.matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)]
    .toSorted(([one], [other]) => other.length - one.length)
    .at(0);
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, "");
  return `${before}::${text.slice(longest.index + longest[0].length).replace(/^:/, "")}`;
}

/**
 * The IPv4 addresses that an IPv6 address carries inside, by which packets to it may end at an IPv4 host: through NAT64
 * (RFC 6052), 6to4 (RFC 3056), Teredo (RFC 4380), or as the IPv4-compatible form that is no longer used (RFC 4291).
 */
export function carriedIpv4(address: NetworkAddress): readonly NetworkAddress[] {
  if (address.length !== 16) return [];
  if (beginsWith(address, NAT64) || beginsWith(address, LOCAL_NAT64)) return [address.slice(12)];
  if (beginsWith(address, SIX_TO_FOUR)) return [address.slice(2, 6)];
  if (beginsWith(address, TEREDO)) return [address.slice(4, 8), address.slice(12).map((one) => 255 - one)];
  const isCompatible = beginsWith(address, ZEROS) && address.slice(12, 15).some((one) => one !== 0);
  return isCompatible ? [address.slice(12)] : [];
}

const NAT64 = [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];
/** A network's own (RFC 8215), which mostly writes the IPv4 address at the end as well. */
const LOCAL_NAT64 = [0x00, 0x64, 0xff, 0x9b, 0, 1];
const SIX_TO_FOUR = [0x20, 0x02];
const TEREDO = [0x20, 0x01, 0, 0];
const ZEROS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

function mappedIpv4(address: NetworkAddress): NetworkAddress | null {
  return beginsWith(address, MAPPED) ? address.slice(12) : null;
}

function beginsWith(address: NetworkAddress, bytes: readonly number[]): boolean {
  return bytes.every((one, at) => address[at] === one);
}

function parseIpv4(text: string): NetworkAddress | null {
  const parts = text.split(".");
  const isIpv4 = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  return isIpv4 ? parts.map(Number) : null;
}

function parseIpv6(text: string): NetworkAddress | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [before, after] = halves.map(bytesOfGroups);
  if (before == null || after === null) return null;
  if (after === undefined) return before.length === 16 ? before : null;
  const missing = 16 - before.length - after.length;
  return missing < 2 ? null : [...before, ...Array.from({ length: missing }, () => 0), ...after];
}

/** Groups of four hexadecimal digits; the last may be an IPv4 address. Null where one is none. */
function bytesOfGroups(text: string): number[] | null {
  if (text === "") return [];
  const groups = text.split(":");
  const bytes = groups.map((group, at) => {
    if (/^[0-9a-f]{1,4}$/i.test(group)) return [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255];
    return at === groups.length - 1 ? parseIpv4(group) : null;
  });
  return bytes.includes(null) ? null : bytes.flatMap((two) => two ?? []);
}

function byte(address: NetworkAddress, at: number): number {
  return address[at] ?? 0;
}
