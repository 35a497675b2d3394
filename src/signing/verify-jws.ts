import { verify, type X509Certificate } from "node:crypto";

import { subjectOf, thumbprintOf } from "./certificate.ts";
import { dsaEncodingOf, signingInput } from "./jws.ts";
import { type JwsAlgorithmName, jwsAlgorithmNames } from "./jws-algorithms.ts";
import { parseDetachedJws } from "./jws-header.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { pathInForce, pathToAnchor } from "./trust-chain.ts";

/** How far a signer's clock may be ahead of ours. */
const clockSkewMs = 5 * 60 * 1000;

export interface VerifyJwsOptions {
  /** Value of the HTTP header. */
  readonly value: string;
  /** The exact bytes of the body. */
  readonly body: Uint8Array;
  /** Roots (or pinned certificates) a signing certificate has to lead to. */
  readonly trustAnchors: readonly X509Certificate[];
  readonly now: Date;
  /** Default: all of ours. */
  readonly allowedAlgorithms?: readonly JwsAlgorithmName[];
}

/** A signature that holds, and who made it when. */
export interface VerifiedJws {
  readonly valid: true;
  /** Subject of the signing certificate. */
  readonly signer: string;
  /** Base64url SHA-256 of the signing certificate. */
  readonly thumbprint: string;
  /** Time the signer claims, to the second. */
  readonly signedAt: Date;
  readonly alg: JwsAlgorithmName;
}

/**
 * Verifies a detached JWS over a body: its form, algorithm, certificate, chain, time and signature. The certificates
 * must have been in force when it was signed, not today, so stored evidence stays verifiable. Revocation is not asked
 * for here.
 *
 * @example
 * const result = verifyDetachedJws({ value: request.headers["x-jws-signature"], body, trustAnchors: [ca], now });
 * if (!result.valid) return refuse(result.reason);
 */
export function verifyDetachedJws(options: VerifyJwsOptions): VerifiedJws | Refusal {
  const { value, body, trustAnchors, now, allowedAlgorithms = jwsAlgorithmNames } = options;
  const jws = parseDetachedJws(value, allowedAlgorithms);
  if (typeof jws === "string") return refusal(jws);

  const { algorithm, signedAt } = jws;
  const [certificate] = jws.chain;
  const { publicKey } = certificate;
  if (!algorithm.fits(publicKey)) return refusal("algorithm-key-mismatch");
  if (!algorithm.isStrong(publicKey)) return refusal("key-too-weak");
  if (thumbprintOf(certificate) !== jws.thumbprint) return refusal("thumbprint-mismatch");
  if (!(signedAt.getTime() <= now.getTime() + clockSkewMs)) return refusal("signed-in-future");

  const path = pathToAnchor(jws.chain, trustAnchors);
  if (path === undefined) return refusal("chain-untrusted");
  if (!pathInForce(path, signedAt)) return refusal("certificate-outside-dates");

  const key = { key: publicKey, ...dsaEncodingOf(algorithm) };
  if (!verify(algorithm.digest, signingInput(jws.protectedHeader, body), key, jws.signature)) {
    return refusal("signature-mismatch");
  }
  const signer = subjectOf(certificate);
  return { valid: true, signer, thumbprint: jws.thumbprint, signedAt, alg: algorithm.name };
}
