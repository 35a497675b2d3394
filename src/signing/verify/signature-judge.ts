import type { X509Certificate } from "node:crypto";

import type { FoundSignature, SignatureJudge } from "#core/proof/found-signature.ts";
import type { Clock } from "#core/ports/ports.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { signatureCarriers } from "./carriers.ts";
import { clockSkewMs } from "../trust/crl.ts";
import type { RevocationPolicy } from "../trust/revocation.ts";
import { type SignatureInput, type Verified, verifySignature } from "./verify-signature.ts";

/** Somebody who may have signed: by the subject of the certificate, or by the certificate itself. */
export type ExpectedSigner =
  /** As {@link Verified.signer} has it. */
  | { readonly subject: string }
  /** SHA-256 of the certificate, hex without colons, lower case. */
  | { readonly sha256: string };

export interface SignatureJudgeOptions {
  readonly trustAnchors: readonly X509Certificate[];
  /** A CA vouches for many, so whose signature is awaited is said besides. */
  readonly signers: readonly ExpectedSigner[];
  /** What the signature has to be; absent: any that travels in a header. */
  readonly profile?: SignatureInput["profile"];
  /** Absent: revocation is not asked for, which is left as a warning. */
  readonly revocation?: RevocationPolicy;
  readonly clock: Clock;
}

/** The verifier's own limit is for files; who asks here has bounded the body already. */
const smallestLimit = 10 * 1024 * 1024;

/**
 * Judges signatures that come in the headers of answers and calls as the gateway's own do: whole, in time, and by somebody
 * who is expected. A signature says when it was made, or it is refused: otherwise an old answer could be played again.
 */
export function createSignatureJudge(options: SignatureJudgeOptions): SignatureJudge {
  const { trustAnchors, signers, profile, revocation, clock } = options;
  return async ({ headers, body, notBefore }) => {
    const carried = [...signatureCarriers].flatMap(([header, read]) => {
      const value = headers.get(header);
      return value === null ? [] : [{ header, value, read }];
    });
    const [carrier, another] = carried;
    if (carrier === undefined) return null;
    const { header, value, read } = carrier;
    if (another !== undefined) return { header, value, finding: refused(refusal("carriers-several", another.header)) };
    const input = inProfile(read(value, body), profile);
    if (input === undefined) return { header, value, finding: refused(refusal("profile-unexpected", header)) };
    const now = new Date(clock.now());
    const verdict = await verifySignature(input, {
      trustAnchors,
      now,
      receivedAt: now,
      limits: { bytes: Math.max(body.length, smallestLimit) },
      ...(revocation !== undefined && { revocation }),
    });
    return { header, value, finding: verdict.valid ? judge(verdict, notBefore) : refused(verdict) };
  };

  function judge(verdict: Verified, notBefore: Date): FoundSignature["finding"] {
    const { signer, thumbprint, signedAt, warnings } = verdict;
    if (signedAt === undefined) return refused(refusal("time-missing"));
    if (signedAt.getTime() < notBefore.getTime() - clockSkewMs)
      return refused(refusal("signed-too-long-ago", signedAt.toISOString()));
    const hex = Buffer.from(thumbprint, "base64url").toString("hex");
    const isExpected = signers.some((one) =>
      "subject" in one ? sameName(one.subject) === sameName(signer) : one.sha256 === hex,
    );
    if (!isExpected) return refused(refusal("signer-unexpected", signer));
    const codes = warnings.map(({ code }) => code);
    return { verdict: "verified", profile: verdict.profile, signer, thumbprint, signedAt, warnings: codes };
  }
}

/** Tools differ in the spaces between the parts of a name. */
function sameName(subject: string): string {
  return subject
    .normalize("NFC")
    .trim()
    .replaceAll(/,\s+(?=[\w.]+=)/g, ",");
}

/** The signature read as what it has to be; undefined where it is of another kind. */
function inProfile(input: SignatureInput, profile: SignatureInput["profile"] | undefined): SignatureInput | undefined {
  if (profile === undefined || profile === input.profile) return input;
  // A header with an XML signature does not say which of the XML profiles it is.
  if (profile === "jws" || profile === "cms" || profile === "batch") return undefined;
  return input.profile === "xml" ? { ...input, profile } : undefined;
}

function refused({ reason, message, detail }: Refusal): FoundSignature["finding"] {
  return { verdict: "refused", code: reason, text: message, ...(detail !== undefined && { detail }) };
}
