import type { X509Certificate } from "node:crypto";
import { subjectOf } from "../signing/trust/certificate.ts";
import type { CertificatePath } from "../signing/trust/certificate.ts";
import { answerOfData, readRevocationData, type RevocationData } from "../signing/trust/revocation-data.ts";
import { type Finding, fails, holds, open } from "./findings.ts";
import { revocationFolder } from "./names.ts";

/** A signature that holds, by the certificates it leads over. */
export interface JudgedPath {
  readonly path: CertificatePath;
  /** Time at which a timestamp proves that it was there; undefined where only its signer says when. */
  readonly provenAt: Date | undefined;
}

/** More than are ever put in; each costs a look per certificate. */
const mostFiles = 32;

/** Judges every certificate of the paths but the anchors by what the CAs said when the container was made. */
export function verifyRevocation(
  files: ReadonlyMap<string, Uint8Array>,
  paths: readonly JudgedPath[],
  madeAt: Date,
): Finding[] {
  const names = [...files.keys()].filter((name) => name.startsWith(revocationFolder));
  if (names.length === 0) return [nothingKept()];
  if (names.length > mostFiles) return [tooMany()];
  const findings: Finding[] = [];
  const kept: RevocationData[] = [];
  for (const name of names) {
    const data = readRevocationData(files.get(name) ?? new Uint8Array());
    if (data === undefined) findings.push(unreadable(name));
    else kept.push(data);
  }
  for (const { certificate, issuer, proofs } of certificatesIn(paths))
    findings.push(judge(certificate, issuer, { proofs, kept, madeAt }));
  return findings;
}

interface Certificate {
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;
  readonly proofs: (Date | undefined)[];
}

function certificatesIn(paths: readonly JudgedPath[]): readonly Certificate[] {
  const found = new Map<string, Certificate>();
  for (const { path, provenAt } of paths) {
    for (const [index, certificate] of path.entries()) {
      const issuer = path[index + 1];
      if (issuer === undefined) break;
      const name = `${certificate.fingerprint256} ${issuer.fingerprint256}`;
      const known = found.get(name) ?? { certificate, issuer, proofs: [] };
      known.proofs.push(provenAt);
      found.set(name, known);
    }
  }
  return [...found.values()];
}

function judge(
  certificate: X509Certificate,
  issuer: X509Certificate,
  {
    proofs,
    kept,
    madeAt,
  }: Pick<Certificate, "proofs"> & { readonly kept: readonly RevocationData[]; readonly madeAt: Date },
): Finding {
  const who = subjectOf(certificate);
  const answer = answerOfData(kept, { certificate, issuer, now: madeAt });
  if (answer === undefined) return untold(who);
  if (answer.status !== "revoked") return answer.status === "good" ? notRevoked(who, answer.until) : unknown(who);
  const { at } = answer;
  const isLater = proofs.every((proof) => proof !== undefined && proof < at);
  return isLater ? revokedLater(who, at) : revoked(who, at);
}

function nothingKept(): Finding {
  return open(
    "revocation",
    "Gói không kèm dữ liệu thu hồi: không biết được khi không có mạng chứng thư có bị thu hồi trước lúc ký hay không. Hỏi CA (CRL, OCSP).",
    "There is no revocation data in here: whether a certificate was revoked before it signed cannot be known offline. Ask the CA (CRL, OCSP).",
  );
}

function notRevoked(who: string, until: Date): Finding {
  const time = until.toISOString();
  return holds(
    "revocation",
    `Thu hồi: ${who} không bị thu hồi, theo câu trả lời của CA kèm trong gói (có hiệu lực đến ${time}).`,
    `Revocation: ${who} was not revoked, as its CA says in here (good until ${time}).`,
  );
}

function revoked(who: string, at: Date): Finding {
  const time = at.toISOString();
  return fails(
    "revocation-revoked",
    `Thu hồi: ${who} bị thu hồi từ ${time}, và không có dấu thời gian chứng minh mọi chữ ký có trước lúc đó.`,
    `Revocation: ${who} was revoked at ${time}, and no timestamp proves that all its signatures were there before.`,
  );
}

function revokedLater(who: string, at: Date): Finding {
  const time = at.toISOString();
  return holds(
    "revocation-later",
    `Thu hồi: ${who} bị thu hồi từ ${time}, sau các dấu thời gian của mọi chữ ký trong gói.`,
    `Revocation: ${who} was revoked at ${time}, after the timestamps of all its signatures in here.`,
  );
}

function unknown(who: string): Finding {
  return fails(
    "revocation-unknown",
    `Thu hồi: CA trả lời rằng không biết chứng thư ${who}.`,
    `Revocation: the CA answers that it does not know ${who}.`,
  );
}

function untold(who: string): Finding {
  return open(
    "revocation-untold",
    `Thu hồi: dữ liệu trong gói không nói được về ${who} (của CA khác, hoặc đã cũ khi lập gói). Hỏi CA.`,
    `Revocation: nothing in here tells about ${who} (of another CA, or outdated when this was made). Ask the CA.`,
  );
}

function unreadable(name: string): Finding {
  return fails("revocation-unreadable", `Không đọc được dữ liệu thu hồi ${name}.`, `${name} is no CRL or OCSP answer.`);
}

function tooMany(): Finding {
  const vi = `Gói có hơn ${mostFiles} tệp dữ liệu thu hồi.`;
  return fails("revocation-too-many", vi, `The container has more than ${mostFiles} files about revocation.`);
}
