import { parseArgs } from "node:util";
import { Fault } from "#core/fault.ts";
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
    const key = values.key ?? io.env["BOOTSTRAP_API_KEY"];
    if (key === undefined)
      throw new Fault("usage", { vi: "Thiếu --key hoặc BOOTSTRAP_API_KEY.", en: "Give --key or BOOTSTRAP_API_KEY." });
    const fixtures = readFixtures(positionals);
    const client = createGatewayClient(values.to ?? "http://127.0.0.1:8080", key);
    const replayed = await replayAll(client, fixtures, Number(values.timeout ?? 60) * 1000, io);
    const failed = replayed.filter(({ outcome }) => outcome !== "in-sync");
    io.stdout.write(
      renderTable(
        ["Hồ sơ", "Kết quả", "ms", "Ghi chú"],
        replayed.map(({ dossierCode, outcome, ms, detail }) => [dossierCode, outcome, ms, detail]),
      ),
    );
    io.stdout.write(`\n${replayed.length - failed.length}/${replayed.length} đã tới Cổng / delivered\n`);
    return failed.length === 0 ? 0 : 1;
  },
};

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
    const result = await replayOne(client, fixture, timeoutMs, io.signal);
    replayed.push(result);
    bar.step(result.dossierCode);
  }
  bar.stop();
  return replayed;
}

async function replayOne(
  client: GatewayClient,
  fixture: Fixture,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Replayed> {
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  const answer = await client.push(fixture.body, fixture.contentType).catch((error: unknown) => {
    throw new Fault(
      "usage",
      { vi: "Không kết nối được gateway; kiểm tra --to.", en: "The gateway cannot be reached; check --to." },
      { cause: error },
    );
  });
  const dossierCode = typeof answer.body["dossierCode"] === "string" ? answer.body["dossierCode"] : fixture.name;
  if (answer.status !== 200 && answer.status !== 202) {
    return {
      name: fixture.name,
      dossierCode,
      outcome: "rejected",
      detail: `${answer.status} ${firstError(answer.body)}`,
      ms: elapsed(),
    };
  }
  const { state } = await client.settled(dossierCode, { timeoutMs, signal });
  return { name: fixture.name, dossierCode, outcome: state, detail: "", ms: elapsed() };
}

function firstError(problem: Readonly<Record<string, unknown>>): string {
  const errors = problem["errors"];
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (typeof first !== "object" || first === null || !("pointer" in first) || !("message" in first))
    return String(problem["title"]);
  return `${String(first.pointer)}: ${String(first.message)}`;
}
