import { allowsUsage, certificateDetails, extensionsOf, keyUsageBit } from "./certificate-details.ts";
import { algorithmIdentifierOf, bitStringBytes, integerHex, smallInteger, timeOf } from "../der/read-der-values.ts";
import { contextTag, derTag } from "../der/der-tags.ts";
import { type Der, DerReader, derChildren, NotDer, readDer } from "../der/read-der.ts";
import { isSignedBy, algorithmOfIdentifier, requireFittingKey } from "../algorithms/signature-algorithms.ts";
import { pemBlocks } from "../der/pem-blocks.ts";
import { isFromFuture, type RevocationAnswer, type RevocationQuestion } from "./revocation-answer.ts";

/**
 * A revocation list as a file holds it, DER or PEM, as DER. What it says is not looked at.
 *
 * @example
 * const pem = Buffer.from("-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n");
 * crlFromFile(pem); // => Buffer.from([0x30, 0x00])
 */
export function crlFromFile(file: Uint8Array): Uint8Array {
  const list = pemBlocks(Buffer.from(file).toString("latin1")).find(({ label }) => label === "X509 CRL");
  return list === undefined ? file : Buffer.from(list.base64, "base64");
}

/**
 * Looks a certificate up in a full revocation list of its issuer (RFC 5280, section 5).
 *
 * @returns undefined where the list cannot be relied on: not of this issuer, not signed by it, not fresh, partial (delta
 * or with a critical scope), or damaged. That a certificate is revoked counts from an outdated list too: lists only grow
 */
export function answerOfCrl(
  bytes: Uint8Array,
  { certificate, issuer, now, allowSha1 }: RevocationQuestion,
): RevocationAnswer | undefined {
  const list = readCrl(bytes);
  const authority = certificateDetails(issuer);
  if (!Buffer.from(list.issuer).equals(authority.subject) || !allowsUsage(authority, keyUsageBit.crlSign))
    return undefined;
  const algorithm = algorithmOfIdentifier(list.algorithm, allowSha1);
  requireFittingKey(algorithm, issuer.publicKey);
  if (!isSignedBy(algorithm, issuer.publicKey, { ...list, ecdsa: "der" })) return undefined;
  if (isFromFuture(list, now) || list.isPartial) return undefined;
  const at = revokedIn(list.entries, certificateDetails(certificate).serialHex);
  const validity = { since: list.thisUpdate, until: list.nextUpdate };
  if (at !== undefined) return { status: "revoked", at, ...validity };
  return now <= list.nextUpdate ? { status: "good", ...validity } : undefined;
}

interface Crl {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
  readonly algorithm: ReturnType<typeof algorithmIdentifierOf>;
  readonly issuer: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly entries: readonly Der[];
  readonly isPartial: boolean;
}

function readCrl(bytes: Uint8Array): Crl {
  const outer = new DerReader(readDer(bytes, derTag.sequence));
  const signed = outer.take(derTag.sequence);
  const algorithm = outer.take(derTag.sequence);
  const signature = bitStringBytes(outer.take(derTag.bitString));
  outer.end();

  const tbs = new DerReader(signed);
  const version = tbs.maybe(derTag.integer);
  if (version !== undefined && smallInteger(version) !== 1) throw new NotDer("a version unknown");
  if (!Buffer.from(tbs.take(derTag.sequence).bytes).equals(algorithm.bytes)) throw new NotDer("two algorithms");
  const issuer = tbs.take(derTag.sequence).bytes;
  const thisUpdate = timeOf(tbs.take());
  // RFC 5280, section 5.1.2.5 demands it; without it nothing says how long the list is good for.
  const nextUpdate = timeOf(tbs.take());
  const entries = tbs.maybe(derTag.sequence);
  const extensions = extensionsOf(tbs.maybe(contextTag(0)));
  tbs.end();
  return {
    bytes: signed.bytes,
    signature,
    algorithm: algorithmIdentifierOf(algorithm),
    issuer,
    thisUpdate,
    nextUpdate,
    entries: entries === undefined ? [] : derChildren(entries, derTag.sequence),
    isPartial: [...extensions.values()].some(({ isCritical }) => isCritical),
  };
}

function revokedIn(entries: readonly Der[], serialHex: string): Date | undefined {
  for (const entry of entries) {
    const reader = new DerReader(entry);
    if (integerHex(reader.take(derTag.integer)) !== serialHex) continue;
    return timeOf(reader.take());
  }
  return undefined;
}
