import { Fault } from "#core/fault.ts";

/** Where the portal is reached: the local adapter of the national data-exchange platform and the destination behind it. */
export interface AdapterAddress {
  /** Base address of the local adapter, e.g. `http://10.10.1.20:8080`. A path prefix is kept. */
  readonly url: string;
  /** Context of the adapter: `VXPAdapter`, or `XrdAdapter` on older installations. */
  readonly context: string;
  /** Destination in X-Road form, e.g. `VN:GOV:000.00.00.G22:vpcpdvcprovider`. */
  readonly dstcode: string;
  /** Base address of the provider's back end, for a destination that has several. */
  readonly providerUrl?: string;
}

/** Provider's path behind the adapter: `mapi/login` opens a session, `mapi/g` takes every service. */
export type ProviderPath = "mapi/login" | "mapi/g";

/**
 * Full address of one call, e.g. `http://10.10.1.20:8080/VXPAdapter/RestService/forward/mapi/g?dstcode=VN%3AGOV%3A…`.
 * Colons are percent-encoded: adapters seen accept both forms, and only the encoded one survives every proxy.
 *
 * @throws Fault `config-invalid` when the base address is not an http(s) URL.
 */
export function adapterUrl(address: AdapterAddress, path: ProviderPath): string {
  const base = URL.parse(address.url);
  if (base === null || (base.protocol !== "http:" && base.protocol !== "https:")) {
    throw new Fault("config-invalid", {
      vi: "PORTAL_URL không phải là địa chỉ http(s) hợp lệ. Hãy ghi dạng http://10.10.1.20:8080.",
      en: "PORTAL_URL is not a valid http(s) address. Write it like http://10.10.1.20:8080.",
    });
  }
  const prefix = base.pathname.replace(/\/+$/, "");
  const query = [`dstcode=${encodeURIComponent(address.dstcode)}`];
  if (address.providerUrl !== undefined) query.push(`providerurl=${encodeURIComponent(address.providerUrl)}`);
  return `${base.origin}${prefix}/${encodeURIComponent(address.context)}/RestService/forward/${path}?${query.join("&")}`;
}
