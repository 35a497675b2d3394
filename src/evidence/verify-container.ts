import { X509Certificate } from "node:crypto";
import { isDemoCertificate } from "../signing/trust/demo-certificate.ts";
import { verifySignature } from "../signing/verify/verify-signature.ts";
import type { RevocationPolicy } from "../signing/trust/revocation.ts";
import { asic } from "./asic-manifest.ts";
import { judgeManifest, judgeMimetype, openZip } from "./container-checks.ts";
import { type Finding, fails, holds, open } from "./findings.ts";
import { certificateFolder } from "./names.ts";
import { readStory } from "./story.ts";
import { type SignatureFindings, type SignatureRules, verifyEnvelope, warningsOf } from "./verify-envelopes.ts";
import { verifyAudit } from "./verify-audit.ts";
import { verifyRevocation } from "./verify-revocation.ts";
import { verifyReceipts } from "./verify-receipts.ts";
import { verifyStory } from "./verify-story.ts";
import { verifyTimestamps } from "./verify-timestamps.ts";
import type { ZipLimits } from "./zip-reader.ts";

/** Whom the verifier believes, and its clock. */
export interface EvidencePolicy {
  /** CAs of the signing certificates; without any nothing is trusted. */
  readonly trustAnchors: readonly X509Certificate[];
  /** CAs of timestamp authorities; absent: timestamps are left open. */
  readonly timestampAnchors?: readonly X509Certificate[];
  /** CAs of those who sign answers; absent: the same as of the envelopes, and answers by others are left open. */
  readonly receiptAnchors?: readonly X509Certificate[];
  /** How revocation is asked for; absent: it is left open. */
  readonly revocation?: RevocationPolicy;
  readonly now: Date;
  readonly limits?: Partial<ZipLimits>;
}

export interface EvidenceReport {
  /** Whether nothing failed. */
  readonly holds: boolean;
  readonly findings: readonly Finding[];
  /** Some signature was made with a published demo key, and so proves nothing. */
  readonly isDemo: boolean;
}

const defaultLimits: ZipLimits = { bytes: 256 * 1024 * 1024, files: 5000 };

/** More than any dossier's envelopes were signed with; each could cost time on the way to a CA. */
const mostCertificates = 64;

/**
 * Verifies an evidence container with nothing but its bytes and the CAs the reader believes: no database, no network. Says
 * line by line what holds, what does not, and what the file alone cannot tell.
 */
export async function verifyContainer(bytes: Uint8Array, policy: EvidencePolicy): Promise<EvidenceReport> {
  const { trustAnchors, timestampAnchors, now } = policy;
  const limits = { ...defaultLimits, ...policy.limits };
  const zip = openZip(bytes, limits);
  if ("mark" in zip) return report([zip], []);
  const files = new Map(zip.map((file) => [file.name, file.bytes]));
  const certificates = readCertificates(files);
  const rules: SignatureRules = {
    trustAnchors,
    intermediates: certificates.read,
    now,
    largest: limits.bytes,
    ...(policy.revocation !== undefined && { revocation: policy.revocation }),
  };

  const seal = await judgeSeal(files, rules);
  const findings: Finding[] = [
    judgeMimetype(zip, files.size),
    ...judgeManifest(files),
    ...seal.findings,
    ...certificates.findings,
  ];
  const read = readStory(files);
  if ("unreadable" in read) {
    const { unreadable: name } = read;
    findings.push(fails("story-unreadable", `Không đọc được ${name}.`, `${name} cannot be read.`));
    return report(findings, certificates.read);
  }
  const { story } = read;
  const { findings: timed, times } = verifyTimestamps(story, files, { anchors: timestampAnchors, now });
  const signatures = [seal];
  for (const envelope of story.index.envelopes) {
    const signature = await verifyEnvelope(envelope, files, times.get(envelope.id), rules);
    findings.push(...signature.findings);
    signatures.push(signature);
  }
  if (story.index.envelopes.length === 0) findings.push(nothingSent());
  const audit = await verifyAudit(story, rules);
  signatures.push(audit);
  const paths = signatures.flatMap(({ judged }) => (judged === undefined ? [] : [judged]));
  const revocation = verifyRevocation(files, paths, new Date(story.index.madeAt)).filter(
    // Nothing is open where the reader had it asked for.
    ({ mark }) => mark !== "open" || policy.revocation === undefined,
  );
  const signers = new Set(signatures.flatMap(({ signer }) => (signer === undefined ? [] : [signer])));
  const receipts = await verifyReceipts(story.attempts, files, policy.receiptAnchors, rules);
  findings.push(...verifyStory(story, files), ...timed, ...receipts.findings, ...audit.findings, ...revocation);
  findings.push(...unknowable([...signers], receipts.verified));
  return report(findings, certificates.read);
}

function report(findings: readonly Finding[], certificates: readonly X509Certificate[]): EvidenceReport {
  return {
    holds: findings.every(({ mark }) => mark !== "fails"),
    findings,
    isDemo: certificates.some((certificate) => isDemoCertificate(certificate)),
  };
}

/** The signature over the manifest, and with it over every file. */
async function judgeSeal(files: ReadonlyMap<string, Uint8Array>, rules: SignatureRules): Promise<SignatureFindings> {
  const [signature, content] = [files.get(asic.signature), files.get(asic.manifest)];
  if (signature === undefined || content === undefined) {
    const vi = "Gói không có chữ ký niêm phong.";
    const finding = fails("seal-missing", vi, "The container has no signature over its manifest.");
    return { findings: [finding], signer: undefined };
  }
  const { largest: _largest, ...rest } = rules;
  const verdict = await verifySignature({ profile: "cms", signature, content }, rest);
  if (!verdict.valid) {
    const { reason, message, detail } = verdict;
    const about = detail === undefined ? "" : ` (${detail})`;
    const vi = `Chữ ký niêm phong của gói không được chấp nhận. ${message.vi}${about}`;
    const finding = fails(`seal-${reason}`, vi, `The container's own signature is refused. ${message.en}${about}`);
    return { findings: [finding], signer: undefined };
  }
  const { signer } = verdict;
  const at = verdict.signedAt?.toISOString() ?? "?";
  const vi = `Gói được niêm phong bởi ${signer} lúc ${at}; danh mục không bị sửa từ đó.`;
  const finding = holds("seal", vi, `Sealed by ${signer} at ${at}; the manifest was not changed since.`);
  const judged = { path: verdict.path, provenAt: undefined };
  return { findings: [finding, ...warningsOf(asic.signature, verdict)], signer, judged };
}

/** Certificates that came along. They only help to find the way to a CA that is trusted from elsewhere. */
function readCertificates(files: ReadonlyMap<string, Uint8Array>) {
  const read: X509Certificate[] = [];
  const findings: Finding[] = [];
  for (const [name, bytes] of files) {
    if (!name.startsWith(certificateFolder)) continue;
    if (read.length === mostCertificates) {
      findings.push(tooManyCertificates());
      break;
    }
    try {
      read.push(new X509Certificate(bytes));
    } catch {
      findings.push(
        fails("certificate-unreadable", `Không đọc được chứng thư ${name}.`, `The certificate ${name} cannot be read.`),
      );
    }
  }
  return { read, findings };
}

function tooManyCertificates(): Finding {
  const vi = `Gói có hơn ${mostCertificates} chứng thư.`;
  return fails("certificates-too-many", vi, `The container has more than ${mostCertificates} certificates.`);
}

function nothingSent(): Finding {
  return open(
    "nothing-sent",
    "Gói không có phong bì nào: hồ sơ chưa được gửi lần nào.",
    "There is no envelope: the dossier was never sent.",
  );
}

/** A CA vouches for many: that one of them signed does not say that it was the right one. */
function askWho(names: string): Finding {
  return open(
    "signers",
    `Người đọc tự xác nhận người ký đúng là đơn vị có thẩm quyền: ${names}.`,
    `The reader has to know whether this is who should have signed: ${names}.`,
  );
}

/** What no file can tell about itself. */
function unknowable(signers: readonly string[], receipts: number): Finding[] {
  const names = signers.join(" | ");
  return [
    ...(signers.length === 0 ? [] : [askWho(names)]),
    open(
      "receipts",
      `Câu trả lời không kèm chữ ký của nơi nhận là lời ghi của bên gửi (${receipts} câu trả lời có chữ ký đúng).`,
      `Answers without a signature of the destination are the sender's record (${receipts} have one that holds).`,
    ),
  ];
}
