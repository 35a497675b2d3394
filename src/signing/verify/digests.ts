import { createHash } from "node:crypto";

/** A hash function by node:crypto's name. */
export type DigestName = "sha1" | "sha256" | "sha384" | "sha512";

interface Digest {
  readonly name: DigestName;
  /** RFC 6931 and XML-Signature 1.1. */
  readonly uri: string;
  readonly oid: string;
  /** Bytes. */
  readonly size: number;
}

const digests: readonly Digest[] = [
  { name: "sha1", uri: "http://www.w3.org/2000/09/xmldsig#sha1", oid: "1.3.14.3.2.26", size: 20 },
  { name: "sha256", uri: "http://www.w3.org/2001/04/xmlenc#sha256", oid: "2.16.840.1.101.3.4.2.1", size: 32 },
  { name: "sha384", uri: "http://www.w3.org/2001/04/xmldsig-more#sha384", oid: "2.16.840.1.101.3.4.2.2", size: 48 },
  { name: "sha512", uri: "http://www.w3.org/2001/04/xmlenc#sha512", oid: "2.16.840.1.101.3.4.2.3", size: 64 },
];

export const digestSize = (name: DigestName): number => digests.find((digest) => digest.name === name)?.size ?? 0;

/** The hash function of a URI or object identifier; SHA-1 only where it is allowed. */
export function digestNamed(uriOrOid: string, allowSha1: boolean): DigestName | undefined {
  const found = digests.find(({ uri, oid }) => uri === uriOrOid || oid === uriOrOid);
  return found?.name === "sha1" && !allowSha1 ? undefined : found?.name;
}

export function digestOf(name: DigestName, bytes: Uint8Array): Buffer {
  return createHash(name).update(bytes).digest();
}
