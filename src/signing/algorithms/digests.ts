import { createHash } from "node:crypto";

/** A hash function by node:crypto's name. */
export type DigestName = "sha1" | "sha256" | "sha384" | "sha512";

interface Digest {
  /** RFC 9231 and XML-Signature 1.1. */
  readonly uri: string;
  /** RFC 5754 and RFC 3370. */
  readonly oid: string;
  /** Bytes. */
  readonly size: number;
}

/** The hash functions known here. SHA-1 is only ever accepted where a caller allows it, and never made. */
export const digests: Readonly<Record<DigestName, Digest>> = {
  sha1: { uri: "http://www.w3.org/2000/09/xmldsig#sha1", oid: "1.3.14.3.2.26", size: 20 },
  sha256: { uri: "http://www.w3.org/2001/04/xmlenc#sha256", oid: "2.16.840.1.101.3.4.2.1", size: 32 },
  sha384: { uri: "http://www.w3.org/2001/04/xmldsig-more#sha384", oid: "2.16.840.1.101.3.4.2.2", size: 48 },
  sha512: { uri: "http://www.w3.org/2001/04/xmlenc#sha512", oid: "2.16.840.1.101.3.4.2.3", size: 64 },
};
const names = Object.keys(digests) as readonly DigestName[];

/** The hash function of a URI or object identifier; SHA-1 only where it is allowed. */
export function digestNamed(uriOrOid: string, allowSha1: boolean): DigestName | undefined {
  const found = names.find((name) => digests[name].uri === uriOrOid || digests[name].oid === uriOrOid);
  return found === "sha1" && !allowSha1 ? undefined : found;
}

export function digestOf(name: DigestName, bytes: Uint8Array): Buffer {
  return createHash(name).update(bytes).digest();
}
