import type { FoundSignature, ReceiptRules, UntrustedCause } from "#core/proof/found-signature.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import { isSettledByStatus } from "./answer-to-outcome.ts";
import type { WireCause } from "#core/delivery/causes.ts";
import { composeOutcome, type RequestPurpose } from "./compose-outcome.ts";
import { quoteOf } from "./evidence-text.ts";
import type { ReceivedAnswer } from "../wires/exchange.ts";

/** The call an answer belongs to. */
interface Asked {
  readonly purpose: Exclude<RequestPurpose, "login">;
  /** When it was sent, in milliseconds since the epoch. */
  readonly sentAt: number;
}

/**
 * Puts what was found about the signature of an answer into its outcome. Where a signature is demanded and none holds, the
 * answer is not believed, whatever it says: the outcome is unknown, as if the answer were lost.
 *
 * Only what follows from the portal's own words needs a signature: a status that settles the matter by itself (401, 429,
 * 5xx), or a page of a proxy, is nobody's receipt and never a yes or a no. The same holds for a session refused to a question, which
 * changes nothing, and for one that only a new login can tell from a real no.
 */
export async function judgeReceipt(
  rules: ReceiptRules | undefined,
  { answer, headers }: ReceivedAnswer,
  outcome: Outcome,
  { purpose, sentAt }: Asked,
): Promise<Outcome> {
  // Of an answer cut off there is nothing to verify, and nothing was read from it.
  if (rules === undefined || !answer.complete) return outcome;
  const signature = await rules.judge({ headers, body: answer.body, notBefore: new Date(sentAt) });
  const receipt = signature === null ? {} : { receipt: { body: answer.body, signature } };
  const finding = signature?.finding;
  if (finding?.verdict === "verified" || !rules.require) return { ...outcome, ...receipt };
  const isAboutSession = outcome.kind === "session-refused" || outcome.doubtsSession !== undefined;
  const mayRenew = purpose === "lookup" && isAboutSession;
  const needsNone = mayRenew || isSettledByStatus(answer) || !isInPortalsWords(outcome);
  if (signature === null && needsNone) return outcome;
  return { ...unbelieved(finding, outcome, purpose), ...receipt };
}

type Refusal = Extract<FoundSignature["finding"], { verdict: "refused" }>;

/** An answer of a form only a sector understands is a ministry's own words. */
function isInPortalsWords({ errorCode, cause }: Outcome): boolean {
  return errorCode !== undefined || cause === ("unexpected-json" satisfies WireCause);
}

function unbelieved(refusal: Refusal | undefined, outcome: Outcome, purpose: RequestPurpose): Outcome {
  const { httpStatus, errorCode, excerpt, answerSha256 } = outcome;
  const details = { purpose, httpStatus, errorCode, excerpt, answerSha256 };
  if (refusal === undefined) return composeOutcome("receipt-unsigned" satisfies UntrustedCause, details);
  const { code, detail } = refusal;
  const said = quoteOf(detail === undefined ? code : `${code}: ${detail}`, []);
  return composeOutcome(causeOf(code), { ...details, said });
}

/** Refusals that say that the configuration, or whoever answers, is not who was awaited. */
const ABOUT_TRUST: ReadonlySet<string> = new Set(["chain-untrusted", "signer-unexpected", "profile-unexpected"]);

function causeOf(code: string): UntrustedCause & WireCause {
  if (code === "revocation-unreachable") return "receipt-unchecked";
  return ABOUT_TRUST.has(code) ? "receipt-untrusted" : "receipt-refused";
}
