import type { X509Certificate } from "node:crypto";
import type { Clock } from "#core/ports.ts";
import { JWS_HEADER } from "../signing/jws.ts";
import { verifyDetachedJws } from "../signing/verify-jws.ts";

/** What the portal thinks of the signature beside a call, as the ledger tells it. */
export interface SignatureVerdict {
  readonly present: boolean;
  readonly valid: boolean;
  /** Subject of the signing certificate, once the signature holds. */
  readonly signer: string | null;
  /** Name of the signing profile, null without a signature. */
  readonly profile: string | null;
  /** Why a signature that is there does not hold. */
  readonly reason?: string;
}

/** Judges the signature in a call's headers over the exact bytes of its body. */
export type SignatureCheck = (headers: Headers, body: Uint8Array) => SignatureVerdict;

/**
 * Plays the receiving side of the gateway's signature. That dossier calls are signed at all is this project's own
 * addition: no client or portal was seen doing it.
 */
export function signatureCheck(parts: { trustAnchors: readonly X509Certificate[]; clock: Clock }): SignatureCheck {
  return (headers, body) => {
    const value = headers.get(JWS_HEADER);
    if (value === null) return { present: false, valid: false, signer: null, profile: null };
    const now = new Date(parts.clock.now());
    const verdict = verifyDetachedJws({ value, body, trustAnchors: parts.trustAnchors, now });
    return verdict.valid
      ? { present: true, valid: true, signer: verdict.signer, profile: "jws" }
      : { present: true, valid: false, signer: null, profile: "jws", reason: verdict.reason };
  };
}
