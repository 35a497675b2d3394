import type { X509Certificate } from "node:crypto";
import type { Refusal } from "../signing/verify/refusal.ts";
import type { RevocationPolicy } from "../signing/trust/revocation.ts";
import { signatureCarriers } from "../signing/verify/carriers.ts";
import { type Verified, verifySignature } from "../signing/verify/verify-signature.ts";
import { type Finding, fails, holds, open } from "./findings.ts";
import type { StoryEnvelope } from "./story.ts";
import type { JudgedPath } from "./verify-revocation.ts";

export interface SignatureRules {
  readonly trustAnchors: readonly X509Certificate[];
  /** Certificates that came along; helpers, not trusted. */
  readonly intermediates: readonly X509Certificate[];
  readonly now: Date;
  /** Absent: revocation is not asked for. */
  readonly revocation?: RevocationPolicy;
  readonly largest: number;
}

/** What a signature comes to, and who made it once it holds. */
export interface SignatureFindings {
  readonly findings: readonly Finding[];
  readonly signer: string | undefined;
  /** The certificates it leads over, once it holds. */
  readonly judged?: JudgedPath;
}

/** Both clocks of the story are the gateway's own; more than this apart, one of them is wrong. */
const skewMs = 5 * 60_000;

/** Verifies the signature over an envelope's exact bytes, at the time a timestamp proves or the signer claims. */
export async function verifyEnvelope(
  envelope: StoryEnvelope,
  files: ReadonlyMap<string, Uint8Array>,
  provenAt: Date | undefined,
  rules: SignatureRules,
): Promise<SignatureFindings> {
  const [body, value] = [files.get(envelope.body), files.get(envelope.signature)];
  const carrier = signatureCarriers.get(envelope.header);
  const name = envelope.id;
  if (body === undefined || value === undefined || carrier === undefined) {
    const vi = `Phong bì ${name}: thiếu tệp thân hoặc tệp chữ ký, hoặc tiêu đề chữ ký lạ.`;
    const en = `Envelope ${name}: body or signature is missing, or its header is unknown.`;
    return { findings: [fails("envelope-missing", vi, en)], signer: undefined };
  }
  const input = carrier(new TextDecoder().decode(value), body);
  const { largest, ...rest } = rules;
  const policy = { ...rest, limits: { bytes: largest } };
  const timed = await verifySignature(input, { ...policy, ...(provenAt !== undefined && { receivedAt: provenAt }) });
  // A timestamp made after the certificate's end proves that the signature is no younger, but not that it was in time.
  const late = !timed.valid && timed.reason === "certificate-outside-dates" && provenAt !== undefined;
  const verdict = late ? await verifySignature(input, policy) : timed;
  if (!verdict.valid) return { findings: [refusedEnvelope(name, verdict)], signer: undefined };
  const findings = [
    verifiedEnvelope(name, verdict),
    ...(verdict.batch === undefined ? [] : [inBatch(verdict.batch, name)]),
    ...(late ? [lateStamp(name)] : []),
    ...warningsOf(name, verdict),
    ...contradictions(envelope, verdict),
  ];
  const proof = late ? undefined : provenAt;
  return { findings, signer: verdict.signer, judged: { path: verdict.path, provenAt: proof } };
}

function verifiedEnvelope(name: string, { signer, signedAt, profile, algorithm }: Verified): Finding {
  const at = signedAt === undefined ? "?" : signedAt.toISOString();
  return holds(
    "envelope-signature",
    `Phong bì ${name}: chữ ký ${profile} (${algorithm}) khớp từng byte; người ký ${signer}; ký lúc ${at}; chứng thư còn hiệu lực lúc đó.`,
    `Envelope ${name}: the ${profile} signature fits every byte; signed by ${signer} at ${at}, with the certificate in force then.`,
  );
}

/** One signature for many: which of them this is. */
export function inBatch({ size, position }: NonNullable<Verified["batch"]>, name = ""): Finding {
  const [vi, en] = name === "" ? ["Lô", "Batch"] : [`Phong bì ${name}: lô`, `Envelope ${name}: batch`];
  return holds(
    "signature-batch",
    `${vi} được ký một lần cho ${size} phong bì; đây là phong bì thứ ${position + 1}, chứng minh bằng đường dẫn băm riêng.`,
    `${en} of ${size} under one signature; this is number ${position + 1}, proven by a hash path of its own.`,
  );
}

function refusedEnvelope(name: string, { reason, message, detail }: Refusal): Finding {
  const about = detail === undefined ? "" : ` (${detail})`;
  return fails(
    `envelope-${reason}`,
    `Phong bì ${name}: chữ ký không được chấp nhận. ${message.vi}${about}`,
    `Envelope ${name}: the signature is refused. ${message.en}${about}`,
  );
}

function lateStamp(name: string): Finding {
  return open(
    "timestamp-late",
    `Phong bì ${name}: dấu thời gian có sau khi chứng thư hết hạn; chữ ký có trước lúc đó, nhưng thời điểm ký chỉ do người ký khai.`,
    `Envelope ${name}: the timestamp is later than the certificate's end; that it was signed in time is only the signer's word.`,
  );
}

/** What the signature leaves open; revocation is said once for the whole file. */
export function warningsOf(name: string, { warnings }: Verified): Finding[] {
  return warnings
    .filter(({ code }) => code !== "revocation-unchecked")
    .map(({ code, message }) => open(code, `${name}: ${message.vi}`, `${name}: ${message.en}`));
}

/** Where the story says something else of the envelope than its signature does. */
function contradictions({ id, certificate, createdAt }: StoryEnvelope, { thumbprint, signedAt }: Verified): Finding[] {
  const told = new Date(createdAt).getTime();
  const timely = signedAt !== undefined && Math.abs(signedAt.getTime() - told) <= skewMs;
  return [
    ...(thumbprint === certificate
      ? []
      : [
          fails(
            "envelope-certificate",
            `Phong bì ${id}: chứng thư ký không phải chứng thư ghi trong evidence.json.`,
            `Envelope ${id}: it was signed with another certificate than evidence.json says.`,
          ),
        ]),
    ...(timely
      ? []
      : [
          fails(
            "envelope-time",
            `Phong bì ${id}: thời điểm ký không khớp thời điểm lập ghi trong evidence.json (${createdAt}).`,
            `Envelope ${id}: the time of signing does not fit the time evidence.json says (${createdAt}).`,
          ),
        ]),
  ];
}
