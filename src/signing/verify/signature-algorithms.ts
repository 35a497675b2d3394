import { constants, type KeyObject, verify, type VerifyKeyObjectInput } from "node:crypto";

import { smallestRsaBits } from "../containers/jws/jws-algorithms.ts";
import { type AlgorithmIdentifier, algorithmIdentifierOf, smallInteger } from "../der/read-der-values.ts";
import { contextTag, derChildren, DerReader } from "../der/read-der.ts";
import { digestNamed, type DigestName, digestSize } from "./digests.ts";
import { Refused, demand } from "./refused.ts";

/** How a signature is computed. Nothing symmetric, so that a public key can never serve as a shared secret. */
export interface SignatureAlgorithm {
  readonly kind: "rsa" | "rsa-pss" | "ecdsa";
  readonly digest: DigestName;
}

/** For reports, e.g. `rsa-pss-sha256`. */
export const algorithmName = ({ kind, digest }: SignatureAlgorithm): string => `${kind}-${digest}`;

/** Larger keys only serve to keep a verifier busy. */
const largestRsaBits = 8192;
const curves: ReadonlySet<string | undefined> = new Set(["prime256v1", "secp384r1", "secp521r1"]);

const more = "http://www.w3.org/2001/04/xmldsig-more#";
const pss = "http://www.w3.org/2007/05/xmldsig-more#";
const byUri: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  ["http://www.w3.org/2000/09/xmldsig#rsa-sha1", { kind: "rsa", digest: "sha1" }],
  [`${more}rsa-sha256`, { kind: "rsa", digest: "sha256" }],
  [`${more}rsa-sha384`, { kind: "rsa", digest: "sha384" }],
  [`${more}rsa-sha512`, { kind: "rsa", digest: "sha512" }],
  [`${pss}sha256-rsa-MGF1`, { kind: "rsa-pss", digest: "sha256" }],
  [`${pss}sha384-rsa-MGF1`, { kind: "rsa-pss", digest: "sha384" }],
  [`${pss}sha512-rsa-MGF1`, { kind: "rsa-pss", digest: "sha512" }],
  [`${more}ecdsa-sha1`, { kind: "ecdsa", digest: "sha1" }],
  [`${more}ecdsa-sha256`, { kind: "ecdsa", digest: "sha256" }],
  [`${more}ecdsa-sha384`, { kind: "ecdsa", digest: "sha384" }],
  [`${more}ecdsa-sha512`, { kind: "ecdsa", digest: "sha512" }],
]);

const byOid: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  ["1.2.840.113549.1.1.5", { kind: "rsa", digest: "sha1" }],
  ["1.2.840.113549.1.1.11", { kind: "rsa", digest: "sha256" }],
  ["1.2.840.113549.1.1.12", { kind: "rsa", digest: "sha384" }],
  ["1.2.840.113549.1.1.13", { kind: "rsa", digest: "sha512" }],
  ["1.2.840.10045.4.1", { kind: "ecdsa", digest: "sha1" }],
  ["1.2.840.10045.4.3.2", { kind: "ecdsa", digest: "sha256" }],
  ["1.2.840.10045.4.3.3", { kind: "ecdsa", digest: "sha384" }],
  ["1.2.840.10045.4.3.4", { kind: "ecdsa", digest: "sha512" }],
]);
const rsaEncryption = "1.2.840.113549.1.1.1";
const rsaPss = "1.2.840.113549.1.1.10";
const mgf1 = "1.2.840.113549.1.1.8";

/** @throws Refused `algorithm-refused` for an algorithm that is unknown, symmetric, or SHA-1 where that is not allowed */
export function algorithmOfUri(uri: string, allowSha1: boolean): SignatureAlgorithm {
  return allowed(byUri.get(uri), allowSha1, uri);
}

/**
 * The algorithm of an identifier in a certificate, CRL, OCSP answer or CMS message.
 *
 * @param digest of the CMS signer, which plain `rsaEncryption` leaves open (RFC 3370, section 3.2)
 * @throws Refused `algorithm-refused`
 */
export function algorithmOfIdentifier(
  { oid, parameters }: AlgorithmIdentifier,
  allowSha1: boolean,
  digest?: DigestName,
): SignatureAlgorithm {
  if (oid === rsaPss) return { kind: "rsa-pss", digest: pssDigest(parameters, allowSha1) };
  demand(parameters === undefined, "algorithm-refused", oid);
  const found = oid === rsaEncryption && digest !== undefined ? { kind: "rsa" as const, digest } : byOid.get(oid);
  return allowed(found, allowSha1, oid);
}

function allowed(algorithm: SignatureAlgorithm | undefined, allowSha1: boolean, name: string): SignatureAlgorithm {
  if (algorithm === undefined || (algorithm.digest === "sha1" && !allowSha1))
    throw new Refused("algorithm-refused", name);
  return algorithm;
}

/** RSASSA-PSS-params (RFC 4055, section 3.1): one hash for both uses, and a salt as long as it. */
function pssDigest(parameters: AlgorithmIdentifier["parameters"], allowSha1: boolean): DigestName {
  demand(parameters !== undefined, "algorithm-refused", "RSASSA-PSS with SHA-1 by default");
  const reader = new DerReader(parameters);
  const [hash, mask, salt] = [0, 1, 2].map((n) => {
    const field = reader.maybe(contextTag(n));
    return field === undefined ? undefined : derChildren(field)[0];
  });
  reader.end();
  const digest = hash === undefined ? undefined : digestNamed(algorithmIdentifierOf(hash).oid, allowSha1);
  const generator = mask === undefined ? undefined : algorithmIdentifierOf(mask);
  const inner = generator?.parameters === undefined ? undefined : algorithmIdentifierOf(generator.parameters).oid;
  const fits =
    digest !== undefined &&
    generator?.oid === mgf1 &&
    inner !== undefined &&
    digestNamed(inner, allowSha1) === digest &&
    salt !== undefined &&
    smallInteger(salt) === digestSize(digest);
  if (!fits) throw new Refused("algorithm-refused", "RSASSA-PSS with unusual parameters");
  return digest;
}

/**
 * The key is of the kind the algorithm is for, and neither too weak nor absurdly large.
 *
 * @throws Refused `algorithm-key-mismatch`, `key-too-weak`, `key-too-large`
 */
export function requireFittingKey({ kind }: SignatureAlgorithm, key: KeyObject): void {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const fits = kind === "ecdsa" ? type === "ec" : type === "rsa" || (kind === "rsa-pss" && type === "rsa-pss");
  demand(fits, "algorithm-key-mismatch");
  if (kind === "ecdsa") {
    demand(curves.has(details?.namedCurve), "algorithm-key-mismatch", details?.namedCurve);
    return;
  }
  const bits = details?.modulusLength ?? 0;
  demand(bits >= smallestRsaBits, "key-too-weak", `${bits}`);
  demand(bits <= largestRsaBits, "key-too-large", `${bits}`);
}

/**
 * Whether `key` made this signature over `bytes`.
 *
 * @param ecdsa how r and s travel: side by side in XML (RFC 6931), as ASN.1 everywhere else
 */
export function isSignedBy(
  { kind, digest }: SignatureAlgorithm,
  key: KeyObject,
  { bytes, signature, ecdsa }: { bytes: Uint8Array; signature: Uint8Array; ecdsa: "ieee-p1363" | "der" },
): boolean {
  const input: VerifyKeyObjectInput = { key, dsaEncoding: ecdsa };
  if (kind === "rsa-pss")
    Object.assign(input, { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: digestSize(digest) });
  return verify(digest, bytes, input, signature);
}
