import { parseArgs } from "node:util";
import { Fault } from "#core/fault.ts";
import { readSecret } from "../config/secret-sources.ts";
import type { Command, CommandIo } from "./command.ts";
import { readFixtures, type Fixture } from "./fixtures.ts";
import { createGatewayClient, type FinalState, type GatewayClient } from "./gateway-client.ts";
import { startProgress } from "./progress-bar.ts";
import { renderTable } from "./table.ts";

const usage = `lienthong replay PATH... [--to URL] [--key KEY] [--timeout SECONDS]

Gửi các tệp hồ sơ (JSON, NDJSON, XML) tới gateway và chờ kết quả của từng hồ sơ.
Pushes fixture files or folders (JSON, NDJSON, XML) to a gateway and waits for the outcome of each.

  --to URL           địa chỉ gateway, mặc định http://127.0.0.1:8080      the gateway
  --key KEY          khóa API; mặc định lấy từ BOOTSTRAP_API_KEY          API key
  --timeout SECONDS  chờ mỗi hồ sơ tối đa bao lâu, mặc định 60            longest wait per dossier

Trạng thái thoát khác 0 nếu có hồ sơ không tới được Cổng.
The exit status is not 0 when any dossier was not delivered.
`;

interface Replayed {
  readonly name: string;
  readonly dossierCode: string;
  readonly outcome: FinalState | "rejected";
  readonly detail: string;
  readonly ms: number;
}

/** The command `lienthong replay`. */
export const command: Command = {
  name: "replay",
  summary: { vi: "gửi lại các tệp hồ sơ mẫu và chờ kết quả", en: "push fixture files and wait for the outcome" },
  usage,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { to: { type: "string" }, key: { type: "string" }, timeout: { type: "string" } },
    });
    const key = values.key ?? readSecret("BOOTSTRAP_API_KEY", io.env);
    if (key === undefined)
      throw new Fault("usage", { vi: "Thiếu --key hoặc BOOTSTRAP_API_KEY.", en: "Give --key or BOOTSTRAP_API_KEY." });
    const timeoutMs = readTimeout(values.timeout ?? "60");
    const fixtures = readFixtures(positionals);
    const client = createGatewayClient(values.to ?? "http://127.0.0.1:8080", key);
    const replayed = await replayAll(client, fixtures, timeoutMs, io);
    const delivered = replayed.filter(({ outcome }) => outcome === "in-sync").length;
    // Fewer than there are fixtures when it was told to stop on the way.
    const total = Math.max(replayed.length, fixtures.length);
    io.stdout.write(
      renderTable(
        ["Hồ sơ", "Kết quả", "ms", "Ghi chú"],
        replayed.map(({ dossierCode, outcome, ms, detail }) => [dossierCode, outcome, ms, detail]),
      ),
    );
    io.stdout.write(`\n${delivered}/${total} đã tới Cổng / delivered\n`);
    return delivered === total ? 0 : 1;
  },
};

function readTimeout(seconds: string): number {
  if (/^\d{1,6}$/.test(seconds)) return Number(seconds) * 1000;
  throw new Fault("usage", {
    vi: `--timeout phải là số giây, không phải «${seconds}».`,
    en: `--timeout must be a number of seconds, not “${seconds}”.`,
  });
}

async function replayAll(
  client: GatewayClient,
  fixtures: readonly Fixture[],
  timeoutMs: number,
  io: CommandIo,
): Promise<Replayed[]> {
  const bar = startProgress(io.stdout, "Gửi hồ sơ", fixtures.length);
  const replayed: Replayed[] = [];
  for (const fixture of fixtures) {
    if (io.signal.aborted) break;
    const results = await replayOne(client, fixture, timeoutMs, io.signal).catch(unreachable);
    replayed.push(...results);
    bar.step(fixture.name);
  }
  bar.stop();
  return replayed;
}

/** What became of a fixture: one dossier as a rule, several when an XML file is a batch. */
async function replayOne(
  client: GatewayClient,
  fixture: Fixture,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Replayed[]> {
  const startedAt = performance.now();
  const answer = await client.push(fixture.body, fixture.contentType);
  const items = answer.status === 200 && isBatch(answer.body) ? answer.body.results : [answer.body];
  return Promise.all(
    items.map(async (item) => {
      const dossierCode = typeof item["dossierCode"] === "string" ? item["dossierCode"] : fixture.name;
      const problem = refusalIn(answer.status, item);
      const { state } =
        problem === null ? await client.settled(dossierCode, { timeoutMs, signal }) : { state: "rejected" as const };
      const ms = Math.round(performance.now() - startedAt);
      return { name: fixture.name, dossierCode, outcome: state, detail: problem ?? "", ms };
    }),
  );
}

function unreachable(cause: unknown): never {
  throw new Fault(
    "usage",
    { vi: "Không kết nối được gateway; kiểm tra --to.", en: "The gateway cannot be reached; check --to." },
    { cause },
  );
}

type Answer = Readonly<Record<string, unknown>>;

function isBatch(body: Answer): body is { readonly results: readonly Answer[] } {
  return Array.isArray(body["results"]);
}

/** Why the gateway did not take it; null when it did. */
function refusalIn(status: number, item: Answer): string | null {
  if (status !== 200 && status !== 202) return `${status} ${firstError(item)}`;
  return item["outcome"] === "rejected" ? firstError(item["problem"] as Answer) : null;
}

function firstError(problem: Answer): string {
  const errors = problem["errors"];
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (typeof first !== "object" || first === null || !("pointer" in first) || !("message" in first))
    return String(problem["title"]);
  return `${String(first.pointer)}: ${String(first.message)}`;
}
