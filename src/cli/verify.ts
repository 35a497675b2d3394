import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Fault } from "#core/fault.ts";
import type { Finding } from "../evidence/findings.ts";
import { verifyContainer } from "../evidence/verify-container.ts";
import { readLoneSignature, verifyLone } from "../evidence/verify-lone.ts";
import { isDemoCertificate } from "../signing/trust/demo-certificate.ts";
import { readPem } from "../signing/keys/pem.ts";
import { crlIn } from "../signing/trust/crl-file.ts";
import { createRevocationSource } from "../signing/trust/revocation-source.ts";
import type { RevocationPolicy } from "../signing/trust/revocation.ts";
import type { Command, CommandIo } from "./command.ts";

const usage = `lienthong verify FILE [--trust CA.pem]... [--timestamp-trust CA.pem]... [--signature FILE] [--at TIME]

Kiểm tra một gói bằng chứng mà không cần cơ sở dữ liệu hay mạng: gói, danh mục, chữ ký, chứng thư lúc ký, nội dung.
Verifies an evidence container without database or network: container, manifest, signatures, certificates, contents.

  --trust CA.pem            CA được tin cậy của chứng thư ký (bắt buộc với khóa thật)   trusted CA (needed for real keys)
  --timestamp-trust CA.pem  CA của tổ chức cấp dấu thời gian                            CA of the timestamp authority
  --receipt-trust CA.pem    CA của nơi nhận ký câu trả lời; mặc định như --trust        CA of who signs answers
  --crl FILE                danh sách thu hồi (DER, PEM); phải còn hạn vào lúc kiểm tra  revocation list, in force when verified
  --ocsp FILE               câu trả lời OCSP (DER)                                       OCSP answer
  --signature FILE          FILE là dữ liệu gốc, chữ ký rời ở tệp này (JWS, CMS, XML)   FILE is signed data, this its signature
  --at TIME                 xem như đang kiểm tra vào lúc này (ISO 8601)                verify as of this time

Không có --signature, FILE có thể là gói .asice hoặc một tệp XML đã ký.
Without --signature FILE is an .asice container, or one signed XML file.

Trạng thái thoát: 0 khi mọi điều kiểm tra đều đúng, 1 khi có điều sai, 2 khi gọi sai.
The exit status is 0 when everything checked holds, 1 when something does not, 2 for wrong usage.
`;

const marks = { holds: "✓", fails: "✗", open: "?" } as const;

/** The CA of the published demo keys: what is asked for when nobody is named, since it proves nothing either way. */
const demoCa = fileURLToPath(new URL("../../certs.example/ca.pem", import.meta.url));

/** The command `lienthong verify`. */
export const command: Command = {
  name: "verify",
  summary: { vi: "kiểm tra gói bằng chứng, không cần mạng", en: "verify an evidence container offline" },
  usage,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        trust: { type: "string", multiple: true },
        "timestamp-trust": { type: "string", multiple: true },
        "receipt-trust": { type: "string", multiple: true },
        crl: { type: "string", multiple: true },
        ocsp: { type: "string", multiple: true },
        signature: { type: "string" },
        at: { type: "string" },
      },
    });
    const [path, more] = positionals;
    if (path === undefined || more !== undefined)
      throw new Fault("usage", { vi: "Cho đúng một tệp để kiểm tra.", en: "Give one file to verify." });
    const [stampers, answerers] = [values["timestamp-trust"], values["receipt-trust"]];
    const revocation = revocationFrom({ crl: values.crl, ocsp: values.ocsp });
    const policy = {
      trustAnchors: (values.trust ?? [demoCa]).flatMap(readCertificates),
      ...(stampers !== undefined && { timestampAnchors: stampers.flatMap(readCertificates) }),
      ...(answerers !== undefined && { receiptAnchors: answerers.flatMap(readCertificates) }),
      ...(revocation !== undefined && { revocation }),
      now: values.at === undefined ? new Date() : readTime(values.at),
    };
    const bytes = read(path);
    const lone = readLoneSignature(bytes, values.signature === undefined ? undefined : read(values.signature));
    const report = lone === undefined ? await verifyContainer(bytes, policy) : await verifyLone(lone, policy);
    print(io, report.findings);
    if (values.trust === undefined) io.stdout.write(nobodyTrusted);
    if (report.isDemo || policy.trustAnchors.some((anchor) => isDemoCertificate(anchor))) io.stdout.write(demoWarning);
    io.stdout.write(report.holds ? `\nKẾT QUẢ: đúng / RESULT: holds\n` : `\nKẾT QUẢ: SAI / RESULT: DOES NOT HOLD\n`);
    return report.holds ? 0 : 1;
  },
};

const nobodyTrusted = `
! Không có --trust: chỉ CA của bộ khóa thử nghiệm công khai được chấp nhận; chữ ký thật cần --trust CA.pem.
  Without --trust only the CA of the published demo keys is taken; real signatures need --trust CA.pem.
`;

const demoWarning = `
!!! KHÓA THỬ NGHIỆM CÔNG KHAI: ai cũng có khóa này. Kết quả dưới đây KHÔNG CHỨNG MINH ĐIỀU GÌ.
!!! PUBLISHED DEMO KEYS: everybody has them. The result below PROVES NOTHING.
`;

function print({ stdout }: CommandIo, findings: readonly Finding[]): void {
  for (const { mark, vi, en } of findings) stdout.write(`${marks[mark]} ${vi}\n  ${en}\n`);
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Fault("usage", { vi: `Không đọc được tệp ${path}.`, en: `The file ${path} cannot be read.` }, { cause });
  }
}

function readCertificates(path: string): X509Certificate[] {
  const bytes = read(path);
  try {
    const { certificates } = readPem(Buffer.from(bytes).toString("latin1"), undefined);
    return certificates.length > 0 ? [...certificates] : [new X509Certificate(bytes)];
  } catch (cause) {
    const text = {
      vi: `Trong ${path} không có chứng thư đọc được.`,
      en: `${path} holds no certificate that can be read.`,
    };
    throw new Fault("usage", text, { cause });
  }
}

/** Only what is at hand is asked: no network. With something at hand, a certificate it does not tell of is refused. */
function revocationFrom({
  crl = [],
  ocsp = [],
}: {
  readonly crl: readonly string[] | undefined;
  readonly ocsp: readonly string[] | undefined;
}): RevocationPolicy | undefined {
  if (crl.length + ocsp.length === 0) return undefined;
  const lists = crl.map(read).map((bytes) => () => Promise.resolve(crlIn(bytes)));
  const noNetwork = () => Promise.reject(new TypeError("no network"));
  const source = createRevocationSource({ fetch: noNetwork, lists, answers: ocsp.map(read) });
  return { source, whenUnreachable: "refuse" };
}

function readTime(text: string): Date {
  const time = new Date(/^\d{4}-\d{2}-\d{2}(T.*)?$/.test(text) ? text : "");
  if (!Number.isNaN(time.getTime())) return time;
  throw new Fault("usage", {
    vi: `--at phải là thời điểm ISO 8601, ví dụ 2030-01-31T08:00:00+07:00, không phải «${text}».`,
    en: `--at must be an ISO 8601 time such as 2030-01-31T08:00:00+07:00, not "${text}".`,
  });
}
