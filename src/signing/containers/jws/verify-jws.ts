import type { X509Certificate } from "node:crypto";

import { subjectOf, thumbprintOf } from "../../trust/certificate.ts";
import type { JwsAlgorithmName } from "./jws-algorithms.ts";
import type { Refusal } from "../../verify/refusal.ts";
import { openJws } from "./open-jws.ts";
import { refusalOf } from "../../verify/refused.ts";
import { settle } from "../../verify/judge-signature.ts";

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
 * for here; `verifySignature` does that, for every profile.
 *
 * @example
 * const result = verifyDetachedJws({ value: request.headers["x-jws-signature"], body, trustAnchors: [ca], now });
 * if (!result.valid) return refuse(result.reason);
 */
export function verifyDetachedJws({ trustAnchors, now, ...input }: VerifyJwsOptions): VerifiedJws | Refusal {
  try {
    const sealed = openJws(input);
    settle(sealed, { trustAnchors, now });
    const { certificate, signedAt, algorithm: alg } = sealed;
    return { valid: true, signer: subjectOf(certificate), thumbprint: thumbprintOf(certificate), signedAt, alg };
  } catch (error) {
    return refusalOf(error);
  }
}
