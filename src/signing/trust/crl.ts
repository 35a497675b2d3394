import type { X509Certificate } from "node:crypto";

import { allowsUsage, certificateDetails, extensionsOf, keyUsageBit } from "./certificate-details.ts";
import { algorithmIdentifierOf, bitStringBytes, integerHex, smallInteger, timeOf } from "../der/read-der-values.ts";
import { contextTag, type Der, DerReader, derChildren, derTag, NotDer, readDer } from "../der/read-der.ts";
import { isSignedBy, algorithmOfIdentifier, requireFittingKey } from "../verify/signature-algorithms.ts";

/** What a CA says of one certificate. */
export type RevocationAnswer =
  | ({ readonly status: "good" | "unknown" } & Told)
  | ({ readonly status: "revoked"; readonly at: Date } & Told);

/** From when to when the CA says this. */
interface Told {
  readonly since: Date;
  readonly until: Date;
}

/** How far another machine's clock may be from ours. */
export const clockSkewMs = 5 * 60 * 1000;

/**
 * Looks a certificate up in a full revocation list of its issuer (RFC 5280, section 5).
 *
 * @returns undefined where the list cannot be relied on: not of this issuer, not signed by it, not fresh, partial (delta
 * or with a critical scope), or damaged. That a certificate is revoked counts from an outdated list too: lists only grow
 */
export function answerOfCrl(
  bytes: Uint8Array,
  {
    certificate,
    issuer,
    now,
    allowSha1,
  }: { certificate: X509Certificate; issuer: X509Certificate; now: Date; allowSha1: boolean },
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
  const told = { since: list.thisUpdate, until: list.nextUpdate };
  if (at !== undefined) return { status: "revoked", at, ...told };
  return now <= list.nextUpdate ? { status: "good", ...told } : undefined;
}

/** Made later than any clock that goes wrong a little explains. */
export function isFromFuture({ thisUpdate }: { readonly thisUpdate: Date }, now: Date): boolean {
  return thisUpdate.getTime() > now.getTime() + clockSkewMs;
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
