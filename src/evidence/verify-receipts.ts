import { hash, type X509Certificate } from "node:crypto";
import { type VerifiedSignature, verifySignature } from "../signing/verify/verify-signature.ts";
import { type EvidenceFinding, fails, holds, open } from "./findings.ts";
import type { Story } from "./story.ts";
import { type SignatureRules, warningsOf } from "./verify-envelopes.ts";
import { signatureHeaders } from "../signing/verify/signature-input.ts";

type Attempt = Story["attempts"]["attempts"][number];
type Receipt = NonNullable<Attempt["receipt"]>;

/** The gateway's clock and the answerer's may be this far apart. */
const skewMs = 5 * 60_000;
/** Longest head of an answer repeated in a finding. */
const longestQuote = 160;

/**
 * Verifies each signed answer over its exact bytes: that it is the answer the attempt tells of, and was signed while that
 * attempt was under way.
 *
 * @param anchors CAs of those who sign answers; undefined: those of the envelopes, and a signer who leads to none is then left open
 */
export async function verifyReceipts(
  { attempts }: Story["attempts"],
  files: ReadonlyMap<string, Uint8Array>,
  anchors: readonly X509Certificate[] | undefined,
  rules: SignatureRules,
): Promise<{ readonly findings: readonly EvidenceFinding[]; readonly verified: number }> {
  const findings: EvidenceFinding[] = [];
  let verified = 0;
  for (const attempt of attempts) {
    const { receipt } = attempt;
    if (receipt === null || receipt === undefined) continue;
    const judged = await verifyReceipt(attempt, receipt, files, anchors, rules);
    if (judged.every(({ mark }) => mark !== "fails") && judged.some(({ mark }) => mark === "holds")) verified += 1;
    findings.push(...judged);
  }
  return { findings, verified };
}

async function verifyReceipt(
  attempt: Attempt,
  receipt: Receipt,
  files: ReadonlyMap<string, Uint8Array>,
  anchors: readonly X509Certificate[] | undefined,
  rules: SignatureRules,
): Promise<readonly EvidenceFinding[]> {
  const { body: name } = receipt;
  const [body, value] = [files.get(name), files.get(receipt.signature)];
  const carrier = signatureHeaders.get(receipt.header);
  if (body === undefined || value === undefined || carrier === undefined) {
    const vi = `Biên nhận ${name}: thiếu tệp thân hoặc tệp chữ ký, hoặc tiêu đề chữ ký lạ.`;
    return [fails("receipt-missing", vi, `Receipt ${name}: body or signature is missing, or its header is unknown.`)];
  }
  if (hash("sha256", body, "hex") !== attempt.answerSha256 || contradicts(attempt, body)) {
    const vi = `Biên nhận ${name}: không phải câu trả lời mà attempts.json ghi.`;
    return [fails("receipt-other-answer", vi, `Receipt ${name}: it is not the answer attempts.json tells of.`)];
  }
  const { largest, ...rest } = rules;
  const verdict = await verifySignature(carrier(new TextDecoder().decode(value), body), {
    ...rest,
    trustAnchors: anchors ?? rest.trustAnchors,
    limits: { bytes: largest },
  });
  if (receipt.verdict !== "verified") return [recordedAsRefused(name, receipt)];
  if (verdict.valid) return isTimely(attempt, verdict) ? confirmed(name, body, verdict) : [untimely(name, attempt)];
  if (verdict.reason === "chain-untrusted" && anchors === undefined) return [untrustedSigner(name, receipt)];
  const about = verdict.detail === undefined ? "" : ` (${verdict.detail})`;
  return [
    fails(
      `receipt-${verdict.reason}`,
      `Biên nhận ${name}: chữ ký không được chấp nhận. ${verdict.message.vi}${about}`,
      `Receipt ${name}: the signature is refused. ${verdict.message.en}${about}`,
    ),
  ];
}

/** Whether the attempt is recorded with another code than the answer has. Ministries have answers without one. */
function contradicts({ errorCode }: Attempt, body: Uint8Array): boolean {
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(body));
    if (typeof said !== "object" || said === null || !("error_code" in said)) return false;
    return typeof errorCode === "string" && errorCode !== String(said.error_code);
  } catch {
    return false; // not JSON: then nothing was read from it
  }
}

function isTimely({ startedAt, endedAt }: Attempt, { signedAt }: VerifiedSignature): boolean {
  if (signedAt === undefined) return false;
  const [from, to] = [new Date(startedAt).getTime(), new Date(endedAt ?? startedAt).getTime()];
  return signedAt.getTime() >= from - skewMs && signedAt.getTime() <= to + skewMs;
}

function confirmed(name: string, body: Uint8Array, verdict: VerifiedSignature): EvidenceFinding[] {
  const { signer, signedAt, profile } = verdict;
  const at = signedAt?.toISOString() ?? "?";
  const text = new TextDecoder().decode(body.subarray(0, 4 * longestQuote)).replaceAll(/[\p{C}\s]+/gu, " ");
  const said = text.length > longestQuote ? `${text.slice(0, longestQuote).toWellFormed()}…` : text;
  return [
    holds(
      "receipt-signature",
      `Biên nhận ${name}: chữ ký ${profile} khớp từng byte; nơi nhận ký là ${signer}, lúc ${at}; nội dung: ${said}`,
      `Receipt ${name}: the ${profile} signature fits every byte; signed by ${signer} at ${at}; it says: ${said}`,
    ),
    ...warningsOf(name, verdict),
  ];
}

function untimely(name: string, { startedAt }: Attempt): EvidenceFinding {
  return fails(
    "receipt-time",
    `Biên nhận ${name}: được ký vào lúc khác với lần gửi (${startedAt}); có thể là câu trả lời cũ.`,
    `Receipt ${name}: it was signed at another time than the attempt (${startedAt}); it may be an old answer.`,
  );
}

function recordedAsRefused(name: string, { code }: Receipt): EvidenceFinding {
  return open(
    "receipt-refused",
    `Biên nhận ${name}: lúc nhận, chữ ký của câu trả lời đã không được chấp nhận (${code ?? "?"}); giữ lại làm bằng chứng.`,
    `Receipt ${name}: when it came its signature was not accepted (${code ?? "?"}); it is kept as evidence of that.`,
  );
}

function untrustedSigner(name: string, { signer }: Receipt): EvidenceFinding {
  return open(
    "receipt-untrusted",
    `Biên nhận ${name}: chữ ký khớp từng byte, nhưng cần --receipt-trust để biết có tin người ký không (${signer ?? "?"}).`,
    `Receipt ${name}: the signature fits every byte; whether to believe its signer needs --receipt-trust (${signer ?? "?"}).`,
  );
}
