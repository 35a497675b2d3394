import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Fault } from "#core/fault.ts";
import type { Signer } from "#core/ports/ports.ts";
import { loadSectors } from "../compose/load-sectors.ts";
import { SIMULATOR_VARIABLES } from "../config/variables.ts";
import { DEMO_KEY_PASSWORD } from "../signing/trust/demo-certificate.ts";
import { readKeyFile } from "../signing/keys/key-file.ts";
import { createSigner } from "../signing/signers/signing-profiles.ts";
import { jsonOrNothing } from "../simulator/control-answers.ts";
import { DEMO_PORTAL, type PortalAccount } from "../simulator/demo-account.ts";
import { seededRandom } from "../simulator/seeded-random.ts";
import { serveSimulator, type RunningSimulator } from "../simulator/serve-simulator.ts";
import { createSimulator, type Simulator } from "../simulator/simulator.ts";

interface CommandIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the command shall stop. */
  readonly signal: AbortSignal;
}

const usage = `lienthong simulator [--sign-answers] [--answer-key FILE]

Chạy riêng trình giả lập Cổng Dịch vụ công quốc gia, dữ liệu chỉ nằm trong bộ nhớ.
Runs the stand-in for the National Public Service Portal alone, wholly in memory.

  --sign-answers     ký câu trả lời bằng khóa thử nghiệm   sign the answers, with the throwaway key
  --answer-key FILE  khóa khác để ký, .p12 hoặc .pem       another key to sign with; .p12: SIGNING_KEY_PASSWORD

  PORT             cổng mạng, mặc định 8090             port, default 8090
  HOST             địa chỉ, mặc định 127.0.0.1          address, default 127.0.0.1
  SIMULATOR_SEED   hạt giống ngẫu nhiên, mặc định 1     seed of all randomness, default 1
  SIMULATOR_TRUST  tệp CA, mặc định certs.example/ca.pem  CA file, default certs.example/ca.pem

  SIMULATOR_VARIANT  biến thể của Cổng, một tên hoặc JSON   a plausible portal, a name or JSON: GET /variants

  PORTAL_USERNAME, PORTAL_PASSWORD, PORTAL_UNIT_CODE, PORTAL_DSTCODE
                   tài khoản nhận thêm, ngoài tài khoản dùng thử
                   an account to accept beside the demo's

  GET    /ledger            những gì Cổng đã ghi nhận      what the portal applied (NDJSON)
  GET    /dossiers/{MaHoSo} hồ sơ Cổng đang giữ            what the portal holds of a dossier
  PUT    /faults            gây sự cố                      make it misbehave
  PUT    /variant           đổi biến thể                   play another plausible portal
  POST   /restore           khôi phục bản sao lưu cũ       restore an old backup
  DELETE /ledger, /dossiers xóa sổ, xóa hồ sơ              empty the ledger, forget the dossiers
`;

const DEFAULT_KEY = fileURLToPath(new URL("../../certs.example/signing.p12", import.meta.url));
const DEFAULT_TRUST = fileURLToPath(new URL(`../../${SIMULATOR_VARIABLES.SIMULATOR_TRUST.fallback}`, import.meta.url));

/** The command `lienthong simulator`: runs until it is told to stop. */
export const command = {
  name: "simulator",
  summary: { vi: "chạy trình giả lập Cổng Dịch vụ công quốc gia", en: "run the stand-in for the national portal" },
  usage,

  /** @returns the exit status: 0 after an orderly stop, 2 for arguments it does not know. */
  async run(args: readonly string[], io: CommandIo): Promise<number> {
    const asked = readArgs(args, io);
    if (asked === null) return args.includes("--help") || args.includes("-h") ? 0 : 2;
    const clock = { now: () => Date.now() };
    const simulator = createSimulator({
      clock,
      random: seededRandom(io.env["SIMULATOR_SEED"] ?? SIMULATOR_VARIABLES.SIMULATOR_SEED.fallback),
      trustAnchors: readTrust(io.env["SIMULATOR_TRUST"]),
      accounts: accountsOf(io.env),
      sectors: (await loadSectors()).all,
      ...(asked.key !== undefined && { signer: signerOf(asked.key, io.env) }),
    });
    chooseVariant(simulator, io.env["SIMULATOR_VARIANT"]);
    await using running = await listen({ simulator, ...addressOf(io.env), onError: (error) => report(error, io) });
    io.stdout.write(
      `Cổng giả lập đang chạy tại ${running.url} (tài khoản dùng thử: ${DEMO_PORTAL.username}). Ctrl-C để dừng.\n` +
        `The portal's stand-in runs at ${running.url} (demo account: ${DEMO_PORTAL.username}). Ctrl-C stops it.\n`,
    );
    await untilAborted(io.signal);
    return 0;
  },
};

/** What the arguments ask for; null when it shall not run. */
function readArgs(args: readonly string[], io: CommandIo): { readonly key: string | undefined } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: "boolean", short: "h" },
        "sign-answers": { type: "boolean" },
        "answer-key": { type: "string" },
      },
    });
    const key = values["answer-key"] ?? (values["sign-answers"] === true ? DEFAULT_KEY : undefined);
    if (values.help !== true) return { key };
    io.stdout.write(usage);
  } catch (error) {
    io.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
  return null;
}

/** @throws Fault `key-unreadable` and the like */
function signerOf(path: string, env: CommandIo["env"]): Signer {
  const password = path === DEFAULT_KEY ? DEMO_KEY_PASSWORD : env["SIGNING_KEY_PASSWORD"];
  return createSigner({ profile: "jws", key: readKeyFile({ path, password }) });
}

/** The demo account, and the gateway's own if this shell has it set, so that both can share an environment. */
function accountsOf(env: CommandIo["env"]): PortalAccount[] {
  const { username, password, unitCode, dstcode } = DEMO_PORTAL;
  const named: PortalAccount = {
    username: env["PORTAL_USERNAME"] ?? username,
    password: env["PORTAL_PASSWORD"] ?? password,
    unitCode: env["PORTAL_UNIT_CODE"] ?? unitCode,
    dstcode: env["PORTAL_DSTCODE"] ?? dstcode,
  };
  return [named, DEMO_PORTAL];
}

/** @throws Fault `config-invalid` for a variant that is not known, or settings it does not have */
function chooseVariant({ variant }: Simulator, text: string | undefined): void {
  if (text === undefined) return;
  const read = variant.choose(text.trimStart().startsWith("{") ? jsonOrNothing(text) : { name: text });
  if (read.ok) return;
  const { pointer, message, messageEn } = read.issues[0] ?? { pointer: "", message: "", messageEn: "" };
  throw new Fault("config-invalid", {
    vi: `SIMULATOR_VARIANT «${text}» không hợp lệ (${pointer} ${message}); xem GET /variants hoặc docs/simulator.md.`,
    en: `SIMULATOR_VARIANT “${text}” is not valid (${pointer} ${messageEn}); see GET /variants or docs/simulator.md.`,
  });
}

function addressOf(env: CommandIo["env"]): { host: string; port: number } {
  const text = env["PORT"] ?? String(SIMULATOR_VARIABLES.PORT.fallback);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Fault("config-invalid", {
      vi: `PORT phải là số từ 0 đến 65535, không phải «${text}».`,
      en: `PORT must be a number from 0 to 65535, not “${text}”.`,
    });
  }
  return { host: env["HOST"] ?? SIMULATOR_VARIABLES.HOST.fallback, port };
}

function readTrust(path = DEFAULT_TRUST): X509Certificate[] {
  try {
    const blocks =
      readFileSync(path, "utf8").match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
    if (blocks.length > 0) return blocks.map((pem) => new X509Certificate(pem));
  } catch (cause) {
    throw trustFault(path, { cause });
  }
  throw trustFault(path);
}

function trustFault(path: string, options?: { cause: unknown }): Fault {
  return new Fault(
    "config-invalid",
    {
      vi: `SIMULATOR_TRUST: không đọc được chứng thư CA nào (PEM) từ «${path}».`,
      en: `SIMULATOR_TRUST: no CA certificate (PEM) could be read from “${path}”.`,
    },
    options,
  );
}

async function listen(options: Parameters<typeof serveSimulator>[0]): Promise<RunningSimulator> {
  try {
    return await serveSimulator(options);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    throw new Fault(
      "config-invalid",
      {
        vi: `Không mở được HOST ${options.host}, PORT ${options.port} (${code}).`,
        en: `Cannot listen on HOST ${options.host}, PORT ${options.port} (${code}).`,
      },
      { cause },
    );
  }
}

function report(error: unknown, io: CommandIo): void {
  io.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
