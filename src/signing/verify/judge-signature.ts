import { isInForce, subjectOf } from "../trust/certificate.ts";
import type { CertificatePath } from "../trust/certificate.ts";
import { pathFor } from "../trust/certificate-path.ts";
import { clockSkewMs } from "../trust/crl.ts";
import type { VerificationPolicy } from "./policy.ts";
import { demand } from "./refused.ts";
import type { Sealed } from "./sealed.ts";
import { readTimestamp, type Timestamp } from "../timestamps/read-timestamp.ts";
import { type Warning, warning } from "./warnings.ts";

/** Who signed and when, as far as can be told without asking anybody. */
export interface Settled {
  readonly path: CertificatePath;
  readonly timestamp: Timestamp | undefined;
  /** Earliest time at which the signature was there for certain, if any is certain. */
  readonly provenAt: Date | undefined;
  /** Time that counts for dates. */
  readonly at: Date;
  readonly warnings: readonly Warning[];
}

/**
 * Judges time and trust of an opened container. The certificates must have been in force when it was signed, not today,
 * so that stored evidence stays verifiable. When that was says, in this order: a trusted timestamp or the caller
 * (whichever is earlier), the signer, the verifier's clock.
 *
 * @throws Refused
 */
export function settle(sealed: Sealed, policy: VerificationPolicy): Settled {
  const { certificate, signedAt, bag } = sealed;
  const { now, receivedAt, trustAnchors, intermediates = [], allowSha1 = false } = policy;
  const latest = now.getTime() + clockSkewMs;
  // Written so that a time no calendar has is refused as well.
  demand(signedAt === undefined || signedAt.getTime() <= latest, "signed-in-future", isoOf(signedAt));

  const warnings: Warning[] = [];
  const timestamp = timestampOf(sealed, policy, warnings);
  const proofs = [timestamp?.at, receivedAt].filter((time) => time !== undefined);
  const provenAt = proofs.length === 0 ? undefined : new Date(Math.min(...proofs.map((time) => time.getTime())));
  const isContradicted =
    provenAt !== undefined && signedAt !== undefined && signedAt.getTime() > provenAt.getTime() + clockSkewMs;
  demand(!isContradicted, "time-contradicted", isoOf(signedAt));

  const at = provenAt ?? signedAt ?? now;
  const path = pathFor(certificate, bag, { trustAnchors, intermediates, allowSha1, at, purpose: "signing" });
  demand(
    signedAt === undefined || isInForce(certificate, signedAt),
    "certificate-outside-dates",
    subjectOf(certificate),
  );
  if (signedAt === undefined) warnings.push(warning("time-absent"));
  else if (provenAt === undefined && !path.every((one) => isInForce(one, now))) warnings.push(warning("time-unproven"));
  return { path, timestamp, provenAt, at, warnings };
}

function timestampOf({ timestamp }: Sealed, policy: VerificationPolicy, warnings: Warning[]): Timestamp | undefined {
  demand(timestamp !== undefined || policy.requireTimestamp !== true, "timestamp-missing");
  if (timestamp === undefined) return undefined;
  const { timestampAnchors: anchors } = policy;
  if (anchors !== undefined) return readTimestamp(timestamp, policy, anchors);
  demand(policy.requireTimestamp !== true, "timestamp-untrusted");
  warnings.push(warning("timestamp-unchecked"));
  return undefined;
}

const isoOf = (time: Date | undefined): string | undefined =>
  time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
