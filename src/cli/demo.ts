import { once } from "node:events";
import { X509Certificate, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { toConfig } from "../config/config.ts";
import { readEnv } from "../config/env.ts";
import { envToSecrets } from "../config/secrets.ts";
import { createGateway, type Gateway } from "../compose/gateway.ts";
import { seededRandom } from "../simulator/seeded-random.ts";
import { serveSimulator } from "../simulator/serve-simulator.ts";
import { createSimulator, type Simulator } from "../simulator/simulator.ts";
import type { Command, CommandIo } from "./command.ts";
import { createGatewayClient, type GatewayClient } from "./gateway-client.ts";
import { startProgress } from "./progress-bar.ts";
import { renderTable } from "./table.ts";

const usage = `lienthong demo [--once]

Chạy thử trọn vẹn trên máy này: Cổng giả lập, gateway với cơ sở dữ liệu nhúng và khóa dùng thử, gửi hồ sơ mẫu của
các lĩnh vực qua API thật, rồi in bảng kết quả. Dữ liệu nằm trong thư mục tạm.
The whole thing on this machine: the portal's stand-in, the gateway on its embedded database with throwaway keys, the
sample dossiers of all sectors through the real API, and a table of what came of it. Data go to a temporary folder.

  --once  thoát khi xong: 0 nếu mọi hồ sơ đã tới Cổng và chữ ký hợp lệ, ngược lại 1
          leave when done: 0 when every dossier was delivered and its signatures verified, 1 otherwise
`;

interface Row {
  readonly dossierCode: string;
  readonly sector: string;
  readonly delivered: number;
  readonly expected: number;
  readonly verified: boolean;
  readonly ms: number;
}

/** The command `lienthong demo`. */
export const command: Command = {
  name: "demo",
  summary: {
    vi: "chạy thử trọn vẹn với Cổng giả lập và hồ sơ mẫu",
    en: "the whole journey with a stand-in portal and samples",
  },
  usage,

  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options: { once: { type: "boolean", default: false } } });
    await using stack = new AsyncDisposableStack();
    const folder = mkdtempSync(join(tmpdir(), "lienthong-demo-"));
    stack.defer(() => rmSync(folder, { recursive: true, force: true }));

    const simulator = createSimulator({
      clock: { now: () => Date.now() },
      random: seededRandom("demo"),
      trustAnchors: [demoAuthority()],
    });
    const portal = stack.use(await serveSimulator({ simulator, host: "127.0.0.1" }));
    const apiKey = `demo-${randomBytes(12).toString("base64url")}`;
    io.stdout.write(
      "Đang khởi động gateway với cơ sở dữ liệu nhúng… / Starting the gateway on its embedded database…\n",
    );
    const gateway = stack.use(await startGateway(io, { portalUrl: portal.url, dataDir: join(folder, "data"), apiKey }));

    const rows = await replaySamples(createGatewayClient(gateway.url, apiKey), simulator, io);
    io.stdout.write(`\n${tableOf(rows)}`);
    const good = rows.length > 0 && rows.every((row) => row.verified && row.delivered === row.expected);
    io.stdout.write(
      good
        ? `\n${rows.length} hồ sơ đã tới Cổng, mọi chữ ký hợp lệ. / All delivered, all signatures verified.\n`
        : "\nCó hồ sơ chưa tới Cổng. / Not everything was delivered.\n",
    );
    io.stdout.write(await batchesOf(gateway));
    if (!values.once && !io.signal.aborted) {
      io.stdout.write(`\nBảng điều khiển / console: ${gateway.url}/console   (khóa / key: ${apiKey})\n`);
      io.stdout.write(
        `API: ${gateway.url}/docs   Cổng giả lập / stand-in portal: ${portal.url}/ledger\nCtrl-C để dừng / stops.\n`,
      );
      await once(io.signal, "abort");
    }
    return good ? 0 : 1;
  },
};

/** The demo ignores the caller's portal, database and keys on purpose: nothing real can be touched by it. */
function startGateway(
  io: CommandIo,
  own: { readonly portalUrl: string; readonly dataDir: string; readonly apiKey: string },
): Promise<Gateway> {
  const env = readEnv({
    PORT: io.env["PORT"] ?? "0",
    PORTAL_URL: own.portalUrl,
    DATA_DIR: own.dataDir,
    BOOTSTRAP_API_KEY: own.apiKey,
    LOG_LEVEL: io.env["LOG_LEVEL"] ?? "error",
    // How it signs may be tried here; with which key not.
    SIGNING_PROFILE: io.env["SIGNING_PROFILE"],
    SIGNING_BATCH_SIZE: io.env["SIGNING_BATCH_SIZE"],
    SIGNING_BATCH_WAIT_MS: io.env["SIGNING_BATCH_WAIT_MS"],
  });
  return createGateway(toConfig(env), envToSecrets(env, { portal: true, key: true }));
}

/** How many signatures the batches took; nothing to say where each envelope has its own. */
async function batchesOf({ url }: Gateway): Promise<string> {
  const metrics = await (await fetch(new URL("/metrics", url))).text();
  const total = (name: string) => Number(new RegExp(`^lienthong_${name}_total (\\d+)$`, "m").exec(metrics)?.[1] ?? 0);
  const [signatures, envelopes] = [total("batch_signatures"), total("batch_signed_envelopes")];
  if (signatures === 0) return "";
  return `Ký theo lô: ${signatures} chữ ký cho ${envelopes} phong bì. / Batches: ${signatures} signatures for ${envelopes} envelopes.\n`;
}

function demoAuthority(): X509Certificate {
  return new X509Certificate(readFileSync(new URL("../../certs.example/ca.pem", import.meta.url)));
}

interface Sample {
  readonly sector: string;
  readonly dossier: { readonly dossierCode: string };
  readonly messages: readonly unknown[];
}

async function readSamples(client: GatewayClient): Promise<Sample[]> {
  const { sectors } = (await client.get("/v1/sectors")) as { sectors: readonly { sector: string; title: string }[] };
  const lists = await Promise.all(
    sectors.map(async ({ sector, title }) => {
      const { samples } = (await client.get(`/v1/sectors/${sector}/samples`)) as {
        samples: readonly Omit<Sample, "sector">[];
      };
      return samples.map((sample) => ({ ...sample, sector: title }));
    }),
  );
  return lists.flat();
}

/** Pushes every sample, then waits for each: the gateway delivers them in batches meanwhile. */
async function replaySamples(client: GatewayClient, simulator: Simulator, io: CommandIo): Promise<Row[]> {
  const samples = await readSamples(client);
  const bar = startProgress(io.stdout, "Hồ sơ mẫu", samples.length);
  const rows: Row[] = [];
  const pushed = await Promise.all(
    samples.map(async (sample) => {
      const startedAt = performance.now();
      const answer = await client.push(JSON.stringify(sample.dossier), "application/json");
      return { sample, startedAt, taken: answer.status === 202 };
    }),
  );
  await Promise.all(
    pushed.map(async ({ sample, startedAt, taken }) => {
      const { dossierCode } = sample.dossier;
      const settled = taken ? await client.settled(dossierCode, { timeoutMs: 60_000, signal: io.signal }) : null;
      const lines = simulator.ledger.lines().filter((line) => line.dossierCode === dossierCode);
      rows.push({
        dossierCode,
        sector: sample.sector,
        delivered: settled?.state === "in-sync" ? lines.length : 0,
        expected: sample.messages.length,
        verified: lines.length > 0 && lines.every((line) => line.signature.valid),
        ms: Math.round(performance.now() - startedAt),
      });
      bar.step(dossierCode);
    }),
  );
  bar.stop();
  return rows.toSorted((a, b) => a.sector.localeCompare(b.sector, "vi") || a.dossierCode.localeCompare(b.dossierCode));
}

function tableOf(rows: readonly Row[]): string {
  return renderTable(
    ["Hồ sơ", "Lĩnh vực", "Thông điệp", "Chữ ký", "ms"],
    rows.map((row) => [
      row.dossierCode,
      row.sector,
      `${row.delivered}/${row.expected}`,
      row.verified ? "hợp lệ ✓" : "KHÔNG ✗",
      row.ms,
    ]),
  );
}
