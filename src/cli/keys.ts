import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { DEMO_KEY_PASSWORD } from "../signing/trust/demo-certificate.ts";
import { makeThrowawayKeys, type ThrowawayKeys } from "../signing/keys/throwaway-keys.ts";
import { throwawayReadme } from "./keys-readme.ts";

interface Output {
  write(text: string): unknown;
}

const usage = `lienthong keys [--out DIR] [--days N] [--from YYYY-MM-DD] [--force]

Tạo bộ khóa dùng thử (CA, khóa ký, khóa TLS). KHÔNG dùng cho hệ thống thật.
Makes a set of throwaway keys (CA, signing, TLS). NOT for real systems.

  --out DIR          thư mục ghi tệp, mặc định ./certs        folder to write to, default ./certs
  --days N           số ngày hiệu lực, mặc định 365           days of validity, default 365
  --from YYYY-MM-DD  ngày bắt đầu hiệu lực, mặc định hôm qua  first day of validity, default yesterday
  --force            ghi đè tệp đã có                         overwrite files that exist
  --help             hiện trợ giúp này                        show this help
`;

/** Each file of the set: where its content is, who may read it, what it is. */
const files: readonly {
  readonly name: string;
  readonly content: (keys: ThrowawayKeys) => Buffer;
  readonly secret: boolean;
  readonly vi: string;
  readonly en: string;
}[] = [
  { name: "ca.pem", content: (keys) => keys.ca, secret: false, vi: "chứng thư CA", en: "CA certificate" },
  {
    name: "signing.p12",
    content: (keys) => keys.signingP12,
    secret: true,
    vi: `khóa ký và chứng thư, mật khẩu ${DEMO_KEY_PASSWORD}`,
    en: `signing key and certificate, password ${DEMO_KEY_PASSWORD}`,
  },
  {
    name: "signing.pem",
    content: (keys) => keys.signingPem,
    secret: true,
    vi: "khóa ký và chứng thư, không mật khẩu",
    en: "signing key and certificate, no password",
  },
  {
    name: "tls-server.pem",
    content: (keys) => keys.tlsServerCertificate,
    secret: false,
    vi: "chứng thư máy chủ TLS (localhost)",
    en: "TLS server certificate (localhost)",
  },
  {
    name: "tls-server.key",
    content: (keys) => keys.tlsServerKey,
    secret: true,
    vi: "khóa máy chủ TLS",
    en: "TLS server key",
  },
  {
    name: "tls-client.pem",
    content: (keys) => keys.tlsClientCertificate,
    secret: false,
    vi: "chứng thư máy khách TLS",
    en: "TLS client certificate",
  },
  {
    name: "tls-client.key",
    content: (keys) => keys.tlsClientKey,
    secret: true,
    vi: "khóa máy khách TLS",
    en: "TLS client key",
  },
  {
    name: "README.md",
    content: () => Buffer.from(throwawayReadme),
    secret: false,
    vi: "lời cảnh báo",
    en: "the warning",
  },
];

/** Options read from the command line. */
interface Options {
  readonly out: string;
  readonly days: number;
  readonly from: Date;
  readonly force: boolean;
  readonly help: boolean;
}

/** `lienthong keys`: throwaway keys for demos and tests. Status 0 done, 1 refused to overwrite, 2 wrong usage. */
export const command = {
  name: "keys",
  summary: { vi: "Tạo bộ khóa dùng thử (không dùng thật)", en: "make throwaway keys (not for real use)" },
  usage,
  async run(args: readonly string[], io: { stdout: Output; stderr: Output }): Promise<number> {
    const options = readOptions(args);
    if (typeof options === "string") {
      io.stderr.write(`${options}\n\n${usage}`);
      return 2;
    }
    if (options.help) {
      io.stdout.write(usage);
      return 0;
    }
    const { out, days, from, force } = options;
    const existing = files.map(({ name }) => join(out, name)).filter((path) => existsSync(path));
    if (existing.length > 0 && !force) {
      io.stderr.write(
        `Đã có sẵn, không ghi đè (thêm --force nếu muốn): ${existing.join(", ")}\n` +
          `These exist and are not overwritten (add --force to do so): ${existing.join(", ")}\n`,
      );
      return 1;
    }
    const keys = makeThrowawayKeys({ now: from, days, random: { next: Math.random, uuid: randomUUID } });
    mkdirSync(out, { recursive: true });
    for (const { name, content, secret } of files) {
      writeFileSync(join(out, name), content(keys), { mode: secret ? 0o600 : 0o644, flag: force ? "w" : "wx" });
    }
    io.stdout.write(report(out));
    return 0;
  },
};

function readOptions(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: "string", default: "./certs" },
        days: { type: "string", default: "365" },
        from: { type: "string", default: new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10) },
        force: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (!/^[1-9]\d{0,4}$/.test(values.days)) {
      return "--days phải là số ngày từ 1 đến 99999. / --days must be a number of days from 1 to 99999.";
    }
    const from = new Date(`${values.from}T00:00:00Z`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(values.from) || Number.isNaN(from.getTime())) {
      return "--from phải là ngày dạng 2026-01-31. / --from must be a date like 2026-01-31.";
    }
    return { ...values, days: Number(values.days), from };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return `Tham số không đúng. / Wrong arguments: ${error.message}`;
  }
}

function report(out: string): string {
  const rows = files.map(({ name, vi, en }) => ({ path: join(out, name), vi, en }));
  const width = (key: "path" | "vi"): number => Math.max(...rows.map((row) => row[key].length));
  const lines = rows.map(({ path, vi, en }) => `  ${path.padEnd(width("path"))}  ${vi.padEnd(width("vi"))}  ${en}\n`);
  return (
    `Đã tạo bộ khóa dùng thử, KHÔNG DÙNG CHO HỆ THỐNG THẬT: / Throwaway keys made, NOT FOR REAL SYSTEMS:\n` +
    lines.join("")
  );
}
