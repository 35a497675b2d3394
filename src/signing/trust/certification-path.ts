import type { X509Certificate } from "node:crypto";

import { type CertificationPath, isInForce, isIssuedBy, subjectOf } from "./certificate.ts";
import {
  allowsUsage,
  basicConstraintsOf,
  type CertificateDetails,
  certificateDetails,
  extensionOid,
  keyUsageBit,
  extendedKeyUsageOf,
} from "./certificate-details.ts";
import { NotDer } from "../der/read-der.ts";
import { demand, SignatureRefused, strictly } from "../refusals/refusal.ts";
import { algorithmOfIdentifier, requireFittingKey } from "../algorithms/signature-algorithms.ts";

/** What the key of the first certificate of a path is used for; judged by its extended key usage (RFC 5280, section 4.2.1.12). */
export type KeyPurpose = "signing" | "timestamping" | "tls-client";

/** By what a certification path is judged. */
export interface CertificationPathRules {
  /** Roots (or pinned certificates) the path has to lead to. */
  readonly trustAnchors: readonly X509Certificate[];
  /** CA certificates the sender need not send; not trusted by themselves. */
  readonly intermediates?: readonly X509Certificate[];
  /** Default: refused. */
  readonly allowSha1?: boolean;
  /** Every certificate must have been in force then. */
  readonly at: Date;
  readonly keyPurpose: KeyPurpose;
}

/** More certificates than any public-key infrastructure in use has. */
const longestPath = 8;
/** Cross-signed CAs can make the number of ways explode; real ones have one or two. */
const mostSteps = 64;

/**
 * The first path from `leaf` to a trust anchor that keeps every rule of RFC 5280, section 6.1 that is evaluated here:
 * issuers and signatures, dates, CA and path length constraints, key usage, and no critical extension we do not know.
 * Name and policy constraints are not evaluated, so a path that depends on them is refused.
 *
 * @param bag certificates that came with the signature, in any order; only helpers, never trusted
 * @throws SignatureRefused `chain-untrusted` where nothing leads to an anchor, otherwise what is wrong with the path found first
 */
export function buildCertificationPath(
  leaf: X509Certificate,
  bag: readonly X509Certificate[],
  rules: CertificationPathRules,
): CertificationPath {
  const helpers = [...bag, ...(rules.intermediates ?? [])];
  let steps = 0;
  let firstRefusal: SignatureRefused | undefined;

  const search = (path: CertificationPath): CertificationPath | undefined => {
    const last = path.at(-1) ?? leaf;
    const isAnchor = rules.trustAnchors.some((anchor) => anchor.raw.equals(last.raw));
    if (isAnchor) {
      try {
        requireValidPath(path, rules);
        return path;
      } catch (error) {
        if (!(error instanceof SignatureRefused)) throw error;
        firstRefusal ??= error; // another way up may still hold
        return undefined;
      }
    }
    if (path.length >= longestPath) return undefined;
    for (const issuer of [...rules.trustAnchors, ...helpers]) {
      steps += 1;
      if (steps > mostSteps * (helpers.length + rules.trustAnchors.length)) return undefined;
      if (path.some((one) => one.raw.equals(issuer.raw)) || !isIssuedBy(last, issuer)) continue;
      const found = search([...path, issuer]);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const found = search([leaf]);
  if (found !== undefined) return found;
  throw firstRefusal ?? new SignatureRefused("chain-untrusted", subjectOf(leaf));
}

/**
 * Checks a path whose links are already known to hold.
 *
 * @throws SignatureRefused the first rule broken, with the subject of the certificate that breaks it
 */
function requireValidPath(path: CertificationPath, rules: CertificationPathRules): void {
  let authoritiesBelow = 0;
  for (const [index, certificate] of path.entries()) {
    // Nobody relies on the signature of an anchor: it is trusted as it stands.
    const issuer = path[index + 1];
    strictly("certificate-unreadable", () => {
      const details = certificateDetails(certificate);
      requireValidCertificate(certificate, details, { issuer, ...rules });
      if (index === 0) requireKeyPurpose(details, rules.keyPurpose, subjectOf(certificate));
      else requireAuthority(certificate, details, authoritiesBelow);
      // Self-issued certificates do not count (RFC 5280, section 6.1.4).
      if (index > 0 && !Buffer.from(details.subject).equals(details.issuer)) authoritiesBelow += 1;
    });
  }
}

function requireValidCertificate(
  certificate: X509Certificate,
  details: CertificateDetails,
  { at, issuer, allowSha1 = false }: CertificationPathRules & { issuer: X509Certificate | undefined },
): void {
  demand(isInForce(certificate, at), "certificate-outside-dates", subjectOf(certificate));
  requireKnownExtensions(details, subjectOf(certificate));
  if (issuer !== undefined) requireStrongSignature(certificate, issuer, details, allowSha1);
}

function requireAuthority(certificate: X509Certificate, details: CertificateDetails, authoritiesBelow: number): void {
  const { isCa, pathLength } = basicConstraintsOf(details);
  demand(isCa && authoritiesBelow <= pathLength, "certificate-constraint", subjectOf(certificate));
  demand(allowsUsage(details, keyUsageBit.keyCertSign), "certificate-usage", subjectOf(certificate));
}

const known: ReadonlySet<string> = new Set([
  extensionOid.keyUsage,
  extensionOid.basicConstraints,
  extensionOid.extendedKeyUsage,
  extensionOid.certificatePolicies, // every policy is accepted
  extensionOid.subjectAlternativeName, // only whom it is about, which nothing here depends on
]);

function requireKnownExtensions({ extensions }: CertificateDetails, who: string): void {
  for (const [oid, { isCritical }] of extensions) {
    demand(!isCritical || known.has(oid), "certificate-critical-extension", `${oid}, ${who}`);
  }
  demand(!extensions.has(extensionOid.nameConstraints), "certificate-constraint", who);
}

function requireStrongSignature(
  certificate: X509Certificate,
  issuer: X509Certificate,
  { signatureAlgorithm }: CertificateDetails,
  allowSha1: boolean,
): void {
  try {
    const algorithm = algorithmOfIdentifier(signatureAlgorithm, allowSha1);
    requireFittingKey(algorithm, issuer.publicKey);
  } catch (error) {
    if (!(error instanceof SignatureRefused || error instanceof NotDer)) throw error;
    throw new SignatureRefused("certificate-algorithm-weak", subjectOf(certificate));
  }
}

/** Purposes under which the certificates of people and organisations that sign are issued. */
const signingPurposes: ReadonlySet<string> = new Set([
  "2.5.29.37.0", // any
  "1.3.6.1.5.5.7.3.2", // TLS client: Vietnamese signing tokens carry it
  "1.3.6.1.5.5.7.3.4", // e-mail protection
  "1.3.6.1.5.5.7.3.36", // document signing (RFC 9336)
  "1.3.6.1.4.1.311.10.3.12", // document signing (Microsoft)
]);
const timestampPurpose = "1.3.6.1.5.5.7.3.8";
const clientPurposes: ReadonlySet<string> = new Set(["2.5.29.37.0", "1.3.6.1.5.5.7.3.2"]);

const fitsPurpose: Readonly<Record<KeyPurpose, (details: CertificateDetails) => boolean>> = {
  signing: (details) => hasPurposeIn(signingPurposes, details),
  "tls-client": (details) =>
    hasPurposeIn(clientPurposes, details) && allowsUsage(details, keyUsageBit.digitalSignature),
  // RFC 3161, section 2.3: this purpose alone, and critical.
  timestamping: (details) => {
    const purposes = extendedKeyUsageOf(details);
    const isCritical = details.extensions.get(extensionOid.extendedKeyUsage)?.isCritical === true;
    return isCritical && purposes?.length === 1 && purposes[0] === timestampPurpose;
  },
};

/** A certificate that says nothing of purposes is for any. */
function hasPurposeIn(wanted: ReadonlySet<string>, details: CertificateDetails): boolean {
  return extendedKeyUsageOf(details)?.some((one) => wanted.has(one)) ?? true;
}

function requireKeyPurpose(details: CertificateDetails, purpose: KeyPurpose, who: string): void {
  demand(fitsPurpose[purpose](details), "certificate-usage", who);
  demand(allowsUsage(details, keyUsageBit.digitalSignature, keyUsageBit.nonRepudiation), "certificate-usage", who);
}
