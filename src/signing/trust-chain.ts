import type { X509Certificate } from "node:crypto";

import { isInForce, isIssuedBy } from "./certificate.ts";

/** More certificates than any public-key infrastructure in use has. */
const longestPath = 8;

/**
 * The path from the first certificate of `chain` up to one of `trustAnchors`, both included; undefined when there is
 * none. Each certificate must be issued by the next one (RFC 5280, section 6.1). A signing certificate that is itself
 * an anchor is trusted as it stands. Path length and name constraints are not evaluated: the anchors are few and chosen.
 */
export function pathToAnchor(
  chain: readonly [X509Certificate, ...X509Certificate[]],
  trustAnchors: readonly X509Certificate[],
): readonly X509Certificate[] | undefined {
  const path: X509Certificate[] = [];
  for (const [index, certificate] of chain.slice(0, longestPath).entries()) {
    path.push(certificate);
    if (trustAnchors.some((anchor) => anchor.raw.equals(certificate.raw))) return path;
    const anchor = trustAnchors.find((candidate) => isIssuedBy(certificate, candidate));
    if (anchor !== undefined) return [...path, anchor];
    const next = chain[index + 1];
    if (next === undefined || !isIssuedBy(certificate, next)) return undefined;
  }
  return undefined;
}

/** Every certificate of a path was in force at that time. */
export function pathInForce(path: readonly X509Certificate[], at: Date): boolean {
  return path.every((certificate) => isInForce(certificate, at));
}
