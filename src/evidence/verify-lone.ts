import { isDemoCertificate } from "../signing/trust/demo-certificate.ts";
import { strictBase64 } from "../signing/verify/strict-base64.ts";
import { type SignatureInput, verifySignature } from "../signing/verify/verify-signature.ts";
import { BODY_URI } from "../signing/containers/xml/detached-xml.ts";
import { fails, holds, open } from "./findings.ts";
import { inBatch, warningsOf } from "./verify-envelopes.ts";
import type { EvidencePolicy, EvidenceReport } from "./verify-container.ts";

/**
 * What a file that is no container is, by how it begins: with a signature beside it (compact JWS; batch; CMS or XML, as it is or
 * in Base64), or a signed XML document by itself. Undefined for what should be a container.
 */
export function readLoneSignature(file: Uint8Array, signature: Uint8Array | undefined): SignatureInput | undefined {
  if (signature === undefined) return looksLikeXml(file) ? { profile: "xml", document: file } : undefined;
  const text = Buffer.from(signature).toString("latin1").trim();
  if (/^[\w-]+\.\.[\w-]+$/.test(text)) return { profile: "jws", value: text, body: file };
  if (text.startsWith("by=")) return { profile: "batch", value: text, body: file };
  const bytes = strictBase64(text) ?? signature;
  return looksLikeXml(bytes)
    ? { profile: "xml", document: bytes, detached: new Map([[BODY_URI, file]]) }
    : { profile: "cms", signature: bytes, content: file };
}

function looksLikeXml(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 200)).toString("utf8");
  return /^\uFEFF?\s*</.test(start);
}

/** Verifies one signature and says what is known of it. */
export async function verifyLone(input: SignatureInput, policy: EvidencePolicy): Promise<EvidenceReport> {
  const { trustAnchors, timestampAnchors, revocation, now } = policy;
  const verdict = await verifySignature(input, {
    trustAnchors,
    now,
    ...(timestampAnchors && { timestampAnchors }),
    ...(revocation && { revocation }),
  });
  if (!verdict.valid) {
    const { reason, message, detail } = verdict;
    const about = detail === undefined ? "" : ` (${detail})`;
    const finding = fails(
      reason,
      `Chữ ký không được chấp nhận. ${message.vi}${about}`,
      `Refused. ${message.en}${about}`,
    );
    return { holds: false, findings: [finding], isDemo: false };
  }
  const { profile, algorithm, signer, signedAt, timestampedAt, signed, path, batch } = verdict;
  const at = signedAt?.toISOString() ?? "?";
  const what = signed
    .map(({ element, bytes }) => `${element?.path ?? "toàn bộ tệp"} (${bytes.length} byte)`)
    .join(", ");
  const findings = [
    holds(
      "signature",
      `Chữ ký ${profile} (${algorithm}) đúng; người ký ${signer}; ký lúc ${at}.`,
      `The ${profile} signature holds; signed by ${signer} at ${at}.`,
    ),
    holds("signed", `Phần được ký: ${what}.`, `What was signed: ${what}.`),
    ...(batch === undefined ? [] : [inBatch(batch)]),
    ...(timestampedAt === undefined
      ? []
      : [
          holds(
            "timestamp",
            `Dấu thời gian: ${timestampedAt.toISOString()}.`,
            `Timestamp: ${timestampedAt.toISOString()}.`,
          ),
        ]),
    ...warningsOf(profile, verdict),
    revocation === undefined
      ? open(
          "revocation",
          "Không biết được khi không có mạng: chứng thư có bị thu hồi hay không (--crl, --ocsp).",
          "Cannot be known offline: whether the certificate was revoked (--crl, --ocsp).",
        )
      : holds(
          "revocation",
          "CA cho biết (CRL, OCSP kèm theo) không chứng thư nào trong đường dẫn bị thu hồi.",
          "The CA says (CRL, OCSP at hand) that no certificate on the path was revoked.",
        ),
  ];
  return { holds: true, findings, isDemo: path.some((certificate) => isDemoCertificate(certificate)) };
}
