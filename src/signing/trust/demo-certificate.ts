import type { X509Certificate } from "node:crypto";

import { nameParts } from "./certificate.ts";

/** Organisation named in every throwaway certificate, as subject and as issuer. */
export const DEMO_ORGANISATION = "LIEN THONG DEMO - NOT FOR USE";

/** Password of every throwaway PKCS#12 file. Public on purpose: so is the key. */
export const DEMO_KEY_PASSWORD = "lienthong-demo";

/**
 * Tells a throwaway certificate by the organisation in its names, wherever the file was copied. Everybody has these
 * private keys, so the gateway refuses them (Fault `certificate-for-demo-only`) for any portal that is not on loopback.
 */
export function isDemoCertificate(certificate: X509Certificate): boolean {
  const marker = `O=${DEMO_ORGANISATION}`;
  return nameParts(`${certificate.subject}\n${certificate.issuer}`).includes(marker);
}
