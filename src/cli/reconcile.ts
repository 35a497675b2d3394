import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Fault } from "#core/fault.ts";
import type { Finding, RunView } from "#core/reconciliation/reconciliation.ts";
import { readSecret } from "../config/secret-sources.ts";
import type { Command, CommandIo } from "./command.ts";
import { createGatewayClient, wanted, type GatewayClient } from "./gateway-client.ts";
import { startProgress } from "./progress-bar.ts";
import { renderTable } from "./table.ts";

const usage = `lienthong reconcile [--to URL] [--key KEY] [--since DATE | --dossier CODE | --unknown [--reason TEXT]]

Hỏi Cổng về từng hồ sơ và in những gì khác với gateway; không gửi gì lên Cổng. Gateway phải đang chạy.
Asks the portal about each dossier and prints what differs from the gateway; sends nothing. The gateway must be running.

  --to URL        địa chỉ gateway, mặc định http://127.0.0.1:8080          the gateway
  --key KEY       khóa API có quyền operate; mặc định BOOTSTRAP_API_KEY    API key with the right operate
  --since DATE    mọi hồ sơ thay đổi từ ngày này (YYYY-MM-DD)              every dossier changed since that day
  --dossier CODE  chỉ một hồ sơ                                            a single dossier
  --unknown       hỏi Cổng ngay về mọi thông điệp chưa rõ kết quả          ask about every lost answer now
  --reason TEXT   lý do, ghi vào nhật ký kiểm toán                         why, for the audit log

Không có --since hay --dossier: các hồ sơ đã tới hạn đối soát, như lượt hằng đêm.
Without --since or --dossier: the dossiers that are due to be compared, as in the nightly run.
Trạng thái thoát 1 nếu có sai lệch, hoặc có hồ sơ không hỏi được.
The exit status is 1 when something differs, or could not be asked about.
`;

const KIND_WORDS: Readonly<Record<Finding["kind"], string>> = {
  missing: "Cổng không có / missing",
  extra: "Cổng có thêm / extra",
  different: "khác nội dung / different",
};

/** Longest pause between two looks at the run. */
const LOOK_EVERY_MS = 1000;

/** The command `lienthong reconcile`. */
export const command: Command = {
  name: "reconcile",
  summary: { vi: "đối soát hồ sơ với Cổng", en: "compare the dossiers with what the portal holds" },
  usage,

  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        to: { type: "string" },
        key: { type: "string" },
        since: { type: "string" },
        dossier: { type: "string" },
        unknown: { type: "boolean" },
        reason: { type: "string" },
      },
    });
    const key = values.key ?? readSecret("BOOTSTRAP_API_KEY", io.env);
    if (key === undefined)
      throw new Fault("usage", { vi: "Thiếu --key hoặc BOOTSTRAP_API_KEY.", en: "Give --key or BOOTSTRAP_API_KEY." });
    const { since, dossier: dossierCode, reason, unknown = false } = values;
    if ([since, dossierCode, unknown ? "" : undefined].filter((value) => value !== undefined).length > 1)
      throw new Fault("usage", {
        vi: "Chỉ dùng một trong --since, --dossier và --unknown.",
        en: "Give one of --since, --dossier and --unknown only.",
      });
    const client = createGatewayClient(values.to ?? "http://127.0.0.1:8080", key);
    return unknown ? askUnknown(client, reason, io) : compare(client, { since, dossierCode }, io);
  },
};

async function askUnknown(client: GatewayClient, reason: string | undefined, io: CommandIo): Promise<number> {
  const { due } = (await wanted(client.post("/v1/reconciliation/unknown", { reason }))) as { readonly due: number };
  io.stdout.write(`${due} thông điệp được hỏi lại ngay / lost answers being asked after now\n`);
  return 0;
}

async function compare(
  client: GatewayClient,
  window: { readonly since: string | undefined; readonly dossierCode: string | undefined },
  io: CommandIo,
): Promise<number> {
  const begun = (await wanted(client.post("/v1/reconciliation/runs", window))) as unknown as RunView;
  const run = await follow(client, begun, io);
  const findings = await findingsOf(client, run);
  if (findings.length > 0) {
    io.stdout.write(
      renderTable(
        ["Hồ sơ", "Sai lệch", "Trường khác nhau", "Mã việc"],
        findings.map(({ dossierCode, kind, fields, id }) => [dossierCode, KIND_WORDS[kind], fields.join(" "), id]),
      ),
    );
  }
  const { agrees, partly, dismissed, undetermined, busy, unanswered, missing, extra, different } = run.counts;
  const differing = missing + extra + different;
  const figures: readonly (readonly [number, string])[] = [
    [agrees, "khớp / agree"],
    [differing, "sai lệch / differ"],
    [partly, "khớp phần Cổng cho xem / agree as far as shown"],
    [dismissed, "đã bỏ qua trước đó / dismissed before"],
    [undetermined, "không so sánh được / could not be compared"],
    [busy, "đang gửi, để lần sau / under way, left to a later run"],
    [unanswered, "không hỏi được / unanswered"],
  ];
  const said = figures.filter(([count], index) => index < 2 || count > 0).map(([count, words]) => `${count} ${words}`);
  io.stdout.write(`\n${run.done}/${run.total} hồ sơ / dossiers: ${said.join("; ")}\n`);
  const { sent, compared } = run.fields;
  if (compared < sent)
    io.stdout.write(
      `Cổng chỉ cho so sánh ${compared}/${sent} trường đã gửi. / The portal shows so many of the fields.\n`,
    );
  if (run.endedAt === null) io.stdout.write(`Gateway làm tiếp lượt ${run.id}. / The gateway goes on with the run.\n`);
  return differing + unanswered > 0 || run.endedAt === null ? 1 : 0;
}

/** Until the run has ended, or the command is stopped; the run itself goes on then. */
async function follow(client: GatewayClient, begun: RunView, { stdout, signal }: CommandIo): Promise<RunView> {
  const bar = startProgress(stdout, "Đối soát", begun.total);
  let run = begun;
  for (let shown = 0, wait = 50; ; wait = Math.min(wait * 1.5, LOOK_EVERY_MS)) {
    for (; shown < run.done; shown += 1) bar.step("");
    if (run.endedAt !== null || signal.aborted) break;
    await sleep(wait, undefined, { signal }).catch(() => undefined);
    run = (await wanted(client.call(`/v1/reconciliation/runs/${run.id}`))) as unknown as RunView;
  }
  bar.stop();
  return run;
}

async function findingsOf(client: GatewayClient, run: RunView): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const after: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await wanted(client.call(`/v1/reconciliation?run=${run.id}&limit=200${after}`))) as unknown as {
      readonly findings: readonly Finding[];
      readonly nextCursor: string | null;
    };
    found.push(...page.findings);
    cursor = page.nextCursor;
  }
  return found;
}
