import type { X509Certificate } from "node:crypto";

import { demand, SignatureRefused } from "../refusals/refusal.ts";
import { readCertificate } from "../trust/certificate.ts";
import type { VerificationLimits } from "./verification-policy.ts";

/** The certificates that came with a signature. @throws SignatureRefused `certificate-unreadable`, `too-many-certificates` */
export function readCertificates(encoded: readonly Uint8Array[], limits: VerificationLimits): X509Certificate[] {
  demand(encoded.length <= limits.certificates, "too-many-certificates", `${encoded.length}`);
  return encoded.map((der) => {
    const certificate = readCertificate(der);
    if (certificate === undefined) throw new SignatureRefused("certificate-unreadable");
    return certificate;
  });
}
