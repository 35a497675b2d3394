import type { X509Certificate } from "node:crypto";
import type { Clock } from "#core/ports/ports.ts";
import { signatureCarriers } from "../signing/verify/carriers.ts";
import { verifySignature } from "../signing/verify/verify-signature.ts";

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
export type SignatureCheck = (headers: Headers, body: Uint8Array) => Promise<SignatureVerdict>;

/**
 * Plays the receiving side of the gateway's signature. That dossier calls are signed at all is this project's own
 * addition: no client or portal was seen doing it. With signatures in several headers the call counts as unsigned by
 * any: which of them was meant is not guessed.
 */
export function signatureCheck(parts: { trustAnchors: readonly X509Certificate[]; clock: Clock }): SignatureCheck {
  const { trustAnchors, clock } = parts;
  return async (headers, body) => {
    const carried = [...signatureCarriers].filter(([header]) => headers.has(header));
    const [carrier] = carried;
    if (carrier === undefined) return { present: false, valid: false, signer: null, profile: null };
    if (carried.length > 1) return { ...refused, profile: null, reason: "signature-several" };
    const [header, read] = carrier;
    const input = read(headers.get(header) ?? "", body);
    const verdict = await verifySignature(input, { trustAnchors, now: new Date(clock.now()) });
    return verdict.valid
      ? { present: true, valid: true, signer: verdict.signer, profile: verdict.profile }
      : { ...refused, profile: input.profile, reason: verdict.reason };
  };
}

const refused = { present: true, valid: false, signer: null } as const;
