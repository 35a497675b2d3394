import { formatAddress, parseAddress } from "#core/access/network-address.ts";

/**
 * Whether an address that a certificate names may be asked. Certificates come from outside, and what they name could be
 * any machine the gateway reaches: so nothing is asked but http(s) at the hosts allowed, on their usual ports unless a port
 * is allowed with them, and never with a name or password in the address.
 *
 * @param hosts a name or address, `.name` for everything below it, with or without a port; lower case
 */
export function hostRule(hosts: readonly string[]): (address: string) => boolean {
  // An IPv6 address has its colons inside brackets.
  const allowed = hosts.map((host) => /^(?<name>\[.*\]|[^:]*)(?::(?<port>\d+))?$/.exec(host)?.groups ?? {});
  return (address) => {
    if (!URL.canParse(address)) return false;
    const { protocol, hostname, port, username, password } = new URL(address);
    if (!(protocol === "http:" || protocol === "https:") || username !== "" || password !== "") return false;
    const usual = protocol === "http:" ? "80" : "443";
    return allowed.some(
      ({ name = "", port: wanted }) =>
        name !== "" && isHost(name, hostname) && (wanted === undefined ? port === "" : (port || usual) === wanted),
    );
  };
}

/** An address is itself, however it is written, and lies below no name. */
function isHost(allowed: string, hostname: string): boolean {
  const address = addressIn(hostname);
  if (address !== null) return address === addressIn(allowed);
  return allowed.startsWith(".") ? hostname.endsWith(allowed) : hostname === allowed;
}

function addressIn(host: string): string | null {
  const address = parseAddress(host.replaceAll(/^\[|\]$/g, ""));
  return address === null ? null : formatAddress(address);
}
