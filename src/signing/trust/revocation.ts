import { subjectOf } from "./certificate.ts";
import type { CertificationPath } from "./certificate.ts";
import { SignatureRefused } from "../refusals/refusal.ts";
import type { RevocationAnswer, RevocationQuestion } from "./revocation-answer.ts";

/** How revocation is asked for, and what happens when nobody can tell. */
export interface RevocationPolicy {
  readonly source: RevocationSource;
  /** What happens when no responder and no list can be had, or none that can be relied on. */
  readonly whenUnreachable: "refuse" | "accept-with-warning";
}

/** Whom is asked about a certificate; remembers answers and failures, so share one between verifications. */
export interface RevocationSource {
  /** @returns undefined where nobody can be asked, or nobody answers what can be relied on */
  answerFor(question: RevocationQuestion): Promise<RevocationAnswer | undefined>;
}

/** What a path is judged by. */
interface RevocationRules {
  readonly policy: RevocationPolicy;
  readonly now: Date;
  /** Time at which the signature was there for certain: a revocation after it does not count. Default: now. */
  readonly provenAt: Date | undefined;
  readonly allowSha1: boolean;
}

/**
 * Asks for every certificate of a path but its anchor.
 *
 * @returns subjects of the certificates nobody could tell about, where the policy accepts that
 * @throws SignatureRefused `certificate-revoked`, `revocation-unknown`, `revocation-unreachable`
 *
 * @example
 * const source = { answerFor: async () => undefined };
 * const policy = { source, whenUnreachable: "accept-with-warning" } as const;
 * await requireNotRevoked(key.chain, { policy, now, provenAt: undefined, allowSha1: false }); // => [signer.subject]
 */
export async function requireNotRevoked(path: CertificationPath, rules: RevocationRules): Promise<string[]> {
  const { policy, now, provenAt, allowSha1 } = rules;
  const unanswered: string[] = [];
  for (const [index, certificate] of path.entries()) {
    const issuer = path[index + 1];
    if (issuer === undefined) break;
    const who = subjectOf(certificate);
    const answer = await policy.source.answerFor({ certificate, issuer, now, allowSha1 });
    if (answer === undefined) {
      if (policy.whenUnreachable === "refuse") throw new SignatureRefused("revocation-unreachable", who);
      unanswered.push(who);
    } else if (answer.status === "unknown") {
      throw new SignatureRefused("revocation-unknown", who);
    } else if (answer.status === "revoked" && !(provenAt !== undefined && provenAt < answer.at)) {
      throw new SignatureRefused("certificate-revoked", `${answer.at.toISOString()}, ${who}`);
    }
  }
  return unanswered;
}
