import { parseAddress } from "#core/access/network-address.ts";

/** Whether a URL names this very machine, by address, however it is written, or by the name localhost. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname.replaceAll(/^\[|\]$/g, "").toLowerCase();
  if (host === "localhost" || host.endsWith(".localhost") || host === "::1") return true;
  const address = parseAddress(host);
  return address?.length === 4 && address[0] === 127;
}
