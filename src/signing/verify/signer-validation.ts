import { clockSkewMs, isInForce, subjectOf } from "../trust/certificate.ts";
import type { CertificationPath } from "../trust/certificate.ts";
import { buildCertificationPath } from "../trust/certification-path.ts";
import type { VerificationPolicy } from "../containers/verification-policy.ts";
import { demand } from "../refusals/refusal.ts";
import type { OpenedSignature } from "../containers/opened-signature.ts";
import { verifyTimestampToken, type VerifiedTimestamp } from "../timestamps/verify-timestamp.ts";
import { type SignatureWarning, signatureWarning } from "./signature-warnings.ts";

/** Who signed and when, as far as can be told without asking anybody. */
export interface ValidatedSigner {
  readonly path: CertificationPath;
  readonly timestamp: VerifiedTimestamp | undefined;
  /** Earliest time at which the signature was there for certain, if any is certain. */
  readonly provenAt: Date | undefined;
  /** Time that counts for dates. */
  readonly at: Date;
  readonly warnings: readonly SignatureWarning[];
}

/**
 * Judges time and trust of an opened container. The certificates must have been in force when it was signed, not today,
 * so that stored evidence stays verifiable. When that was says, in this order: a trusted timestamp or the caller
 * (whichever is earlier), the signer, the verifier's clock.
 *
 * @throws SignatureRefused
 */
export function validateSigner(opened: OpenedSignature, policy: VerificationPolicy): ValidatedSigner {
  const { certificate, signedAt, bag } = opened;
  const { now, receivedAt, trustAnchors, intermediates = [], allowSha1 = false } = policy;
  const latest = now.getTime() + clockSkewMs;
  // Written so that a time no calendar has is refused as well.
  demand(signedAt === undefined || signedAt.getTime() <= latest, "signed-in-future", isoOf(signedAt));

  const warnings: SignatureWarning[] = [];
  const timestamp = timestampOf(opened, policy, warnings);
  const proofs = [timestamp?.at, receivedAt].filter((time) => time !== undefined);
  const provenAt = proofs.length === 0 ? undefined : new Date(Math.min(...proofs.map((time) => time.getTime())));
  const isContradicted =
    provenAt !== undefined && signedAt !== undefined && signedAt.getTime() > provenAt.getTime() + clockSkewMs;
  demand(!isContradicted, "time-contradicted", isoOf(signedAt));

  const at = provenAt ?? signedAt ?? now;
  const path = buildCertificationPath(certificate, bag, {
    trustAnchors,
    intermediates,
    allowSha1,
    at,
    keyPurpose: "signing",
  });
  demand(
    signedAt === undefined || isInForce(certificate, signedAt),
    "certificate-outside-dates",
    subjectOf(certificate),
  );
  if (signedAt === undefined) warnings.push(signatureWarning("time-absent"));
  else if (provenAt === undefined && !path.every((one) => isInForce(one, now)))
    warnings.push(signatureWarning("time-unproven"));
  return { path, timestamp, provenAt, at, warnings };
}

function timestampOf(
  { timestamp }: OpenedSignature,
  policy: VerificationPolicy,
  warnings: SignatureWarning[],
): VerifiedTimestamp | undefined {
  demand(timestamp !== undefined || policy.requireTimestamp !== true, "timestamp-missing");
  if (timestamp === undefined) return undefined;
  const { timestampAnchors: anchors } = policy;
  if (anchors !== undefined) return verifyTimestampToken(timestamp, policy, anchors);
  demand(policy.requireTimestamp !== true, "timestamp-untrusted");
  warnings.push(signatureWarning("timestamp-unchecked"));
  return undefined;
}

const isoOf = (time: Date | undefined): string | undefined =>
  time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
