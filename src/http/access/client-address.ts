import type { Context } from "hono";
import { z } from "zod";
import { isInRanges, parseRange, type AddressRange } from "#core/access/address-range.ts";
import { formatAddress, parseAddress } from "#core/access/network-address.ts";

const incoming = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }) });

/** Whose word about others is not looked at any further: more machines than this do not stand one behind the other. */
const MOST_HOPS = 20;

/** Finds the machine a request comes from; null where there is none (in tests without sockets). */
export type ClientAddress = (c: Context) => string | null;

/**
 * The address at the other end of the connection. Where that is one of our own proxies, its word counts for who stands
 * behind it: the last address in `X-Forwarded-For` that is none of them. What stands before that, anybody can have written.
 *
 * @param proxies addresses or ranges of our own proxies; each appends to that header, or replaces it
 */
export function clientAddress(proxies: readonly string[]): ClientAddress {
  const trusted = rangesOf(proxies);
  const isOurs = (text: string): boolean => {
    const address = parseAddress(text);
    return address !== null && isInRanges(trusted, address);
  };
  return (c) => {
    const read = incoming.safeParse(c.env);
    if (!read.success) return null;
    const connected = canonical(read.data.incoming.socket.remoteAddress);
    if (!isOurs(connected)) return connected;
    const told = (c.req.header("X-Forwarded-For") ?? "").split(",").slice(-MOST_HOPS).map(canonical).toReversed();
    const beyond = told.findIndex((text) => !isOurs(text));
    const address = told[beyond];
    // What is no address was not written by a proxy of ours: the last that was is all there is to say.
    if (address !== undefined && parseAddress(address) !== null) return address;
    return beyond > 0 ? (told[beyond - 1] ?? connected) : connected;
  };
}

/** @param texts checked with the configuration; what is no range holds no address */
export function rangesOf(texts: readonly string[]): readonly AddressRange[] {
  return texts.map(parseRange).filter((range) => range !== null);
}

/** One way of writing an address, so that it is counted and judged as one; other text as it is. */
function canonical(text: string): string {
  const address = parseAddress(text.trim());
  return address === null ? text.trim() : formatAddress(address);
}
