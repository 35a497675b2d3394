import { createHash, X509Certificate } from "node:crypto";

import { Fault } from "#core/fault.ts";
import { pemBlocks } from "../der/pem-blocks.ts";

/** A certificate and the CAs above it, up to and with the anchor. */
export type CertificationPath = readonly [X509Certificate, ...X509Certificate[]];

/** How far another machine's clock may be from ours, wherever a time it states is compared with our own. Milliseconds. */
export const clockSkewMs = 5 * 60 * 1000;

/**
 * The certificate in these bytes; undefined where they are none that can be used. node:crypto reads PEM as well and passes
 * over what follows, so the bytes have to be the DER of the certificate and nothing else.
 */
export function readCertificate(der: Uint8Array): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(der);
    // Asking for the key throws where its kind is unknown.
    return certificate.raw.equals(der) && certificate.publicKey.type === "public" ? certificate : undefined;
  } catch {
    return undefined; // whoever asked says what that means
  }
}

/**
 * The certificates of a PEM text, in its order.
 *
 * @throws where one of them cannot be read
 *
 * @example
 * certificatesInPem(ca.toString()).map(subjectOf); // => [subjectOf(ca)]
 */
export function certificatesInPem(text: string): X509Certificate[] {
  return pemBlocks(text)
    .filter(({ label }) => label === "CERTIFICATE" || label === "X509 CERTIFICATE")
    .map((block) => new X509Certificate(block.text));
}

/** Base64url SHA-256 of the DER of a certificate: what `x5t#S256` carries (RFC 7515, section 4.1.8). */
export function thumbprintOf(certificate: X509Certificate): string {
  return createHash("sha256").update(certificate.raw).digest("base64url");
}

/**
 * Subject on one line, most specific part first, e.g. `CN=Sở Nội vụ, O=UBND tỉnh, C=VN` (RFC 4514 order).
 *
 * @example
 * subjectOf(key.chain[0]); // => "CN=Liên Thông DEMO - KHÔNG DÙNG THẬT, O=LIEN THONG DEMO - NOT FOR USE, C=VN"
 */
export function subjectOf(certificate: X509Certificate): string {
  return nameParts(certificate.subject).toReversed().join(", ");
}

/** The `KEY=value` parts of a distinguished name as node:crypto gives it: one per line, or joined by ` + `. */
export function nameParts(name: string): string[] {
  return name.split(/\n| \+ /).filter((part) => part !== "");
}

/**
 * Both ends of the validity count as inside (RFC 5280, section 4.1.2.5).
 *
 * @example
 * [ca.validFromDate, new Date(ca.validFromDate.getTime() - 1)].map((at) => isInForce(ca, at)); // => [true, false]
 */
export function isInForce(certificate: X509Certificate, at: Date): boolean {
  return certificate.validFromDate <= at && at <= certificate.validToDate;
}

/**
 * Issued by `issuer`: the names and key identifiers fit, `issuer` may sign certificates (CA basic constraint and key
 * usage), and its key verifies the signature (RFC 5280, section 6.1).
 */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/**
 * @param from where the certificate came from (a path), for the message
 * @throws Fault `certificate-outside-dates` when `now` is outside the validity of the certificate
 */
export function requireInForce(certificate: X509Certificate, now: Date, from: string): void {
  if (isInForce(certificate, now)) return;
  const [start, end] = [vietnamTime(certificate.validFromDate), vietnamTime(certificate.validToDate)];
  const early = now < certificate.validFromDate;
  throw new Fault("certificate-outside-dates", {
    vi: `Chứng thư số trong «${from}» (${subjectOf(certificate)}) ${early ? "chưa có hiệu lực" : "đã hết hạn"}: chỉ có hiệu lực từ ${start} đến ${end}. ${
      early ? "Hãy kiểm tra đồng hồ của máy chủ." : "Hãy gia hạn chứng thư và trỏ SIGNING_KEY tới tệp mới."
    }`,
    en: `The certificate in "${from}" (${subjectOf(certificate)}) ${early ? "is not valid yet" : "has expired"}: it is valid from ${start} to ${end} (Viet Nam time). ${
      early ? "Check the clock of this machine." : "Renew it and point SIGNING_KEY to the new file."
    }`,
  });
}

function vietnamTime(date: Date): string {
  return date.toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" });
}
