import { mkdirSync, writeFileSync } from "node:fs";
import { randomInt } from "node:crypto";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { Fault } from "#core/fault.ts";
import type { Command, CommandIo } from "../../src/cli/command.ts";
import { startProgress } from "../../src/cli/progress-bar.ts";
import { processIo, runCommand } from "../../src/cli/run-command.ts";
import { startPostgresServer, type PostgresServer } from "../kit/postgres-server.ts";
import { renderReport } from "./render-report.ts";
import { runScenario, type Finished } from "./run-scenario.ts";
import { HOUSE_NAMES } from "./scenarios/portal-variants.ts";
import { SCENARIOS } from "./scenarios.ts";

/** Longest time one scenario may take. */
const LONGEST_MS = 90 * 60_000;

const usage = `npm run torture -- [--scenario NAME]... [--seed N] [--dossiers N] [--variant N]... [--house N]... [--short] [--out FILE]

Tra tấn gateway: giết tiến trình, làm chết cơ sở dữ liệu, đứt mạng, đóng băng, Cổng sai hỏng; rồi đối chiếu ba cuốn sổ
(phần mềm một cửa, gateway, Cổng giả lập) xem có mất, lặp hay đảo thứ tự không. Chỉ dùng 127.0.0.1. Mất khoảng một giờ.
Torments the gateway: kills, database crashes, cut lines, freezes, portal faults; then compares the three books (vendor,
gateway, simulated portal) for anything lost, repeated or out of order. 127.0.0.1 only. Takes about an hour.

  --scenario N  chỉ kịch bản này, nhắc lại được   only this scenario, may be repeated: docs/torture.md
  --seed N      hạt giống, mặc định ngẫu nhiên    decides what is drawn; printed, default random
  --dossiers N  số hồ sơ mỗi kịch bản             dossiers in each scenario
  --variant N   trong portal-variants: chỉ Cổng này  in portal-variants: only this portal, may be repeated
  --house N     trong portal-variants: chỉ nhà này   in portal-variants: only these gateways: ${HOUSE_NAMES.join(", ")}
  --short       bản ngắn như trong npm test       the short form that npm test runs
  --out FILE    nơi ghi JSON                      where the JSON goes, default bench-results/…
`;

const command: Command = {
  name: "torture",
  summary: { vi: "bộ thử lỗi dài: không mất, không lặp, không đảo", en: "the long fault suite" },
  usage,
  run: torture,
};

process.exitCode = await runCommand(command, process.argv.slice(2), processIo());

async function torture(args: readonly string[], { signal, stdout }: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string" },
      scenario: { type: "string", multiple: true },
      dossiers: { type: "string" },
      variant: { type: "string", multiple: true },
      house: { type: "string", multiple: true },
      short: { type: "boolean", default: false },
      out: { type: "string" },
    },
  });
  if (values.dossiers !== undefined && !/^[1-9]\d{0,6}$/.test(values.dossiers)) {
    throw new Fault("usage", {
      vi: "--dossiers cần một số từ 1 đến 9999999.",
      en: "--dossiers takes a number from 1 to 9999999.",
    });
  }
  const noHouse = values.house?.find((name) => !HOUSE_NAMES.includes(name));
  if (noHouse !== undefined) {
    const names = HOUSE_NAMES.join(", ");
    throw new Fault("usage", {
      vi: `Không có nhà ${noHouse}; có: ${names}.`,
      en: `No house ${noHouse}; there are: ${names}.`,
    });
  }
  const seed = values.seed ?? String(randomInt(1_000_000));
  const wanted = values.scenario ?? [];
  const unknown = wanted.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0) {
    const names = SCENARIOS.map(({ name }) => name).join(", ");
    throw new Fault("usage", {
      vi: `Không có kịch bản ${unknown.join(", ")}; có: ${names}.`,
      en: `There is no scenario ${unknown.join(", ")}; there are: ${names}.`,
    });
  }
  const scenarios = SCENARIOS.filter(({ name, isOnlyLong }) =>
    wanted.length === 0 ? !(values.short && isOnlyLong === true) : wanted.includes(name),
  );
  await using stack = new AsyncDisposableStack();
  let server: Promise<PostgresServer> | undefined;
  stack.defer(async () => {
    await (await server)?.[Symbol.asyncDispose]();
  });
  stdout.write(`seed ${seed}\n`);
  const finished: Finished[] = [];
  for (const scenario of scenarios) {
    if (signal.aborted) break;
    stdout.write(`\n${scenario.name}: ${scenario.title.vi} / ${scenario.title.en}\n`);
    let bar: ReturnType<typeof startProgress> | undefined;
    let shown = 0;
    const one = await runScenario(scenario, {
      seed,
      isLong: !values.short,
      dossiers: values.dossiers === undefined ? undefined : Number(values.dossiers),
      variants: values.variant,
      houses: values.house,
      server: () => (server ??= startPostgresServer({ durable: true })),
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
      progress: (done, total, wrong = []) => {
        bar ??= startProgress(stdout, scenario.name, total);
        for (const one of wrong) stdout.write(`\n  ✗ ${one}\n`);
        for (; shown < done; shown += 1) bar.step("");
      },
    });
    bar?.stop();
    finished.push(one);
    for (const violation of one.violations.slice(0, 20)) stdout.write(`  ✗ ${violation}\n`);
    stdout.write(`  ${one.violations.length === 0 ? "✓" : "✗"} ${one.seconds} s\n`);
  }
  stdout.write(`\n${renderReport(finished)}`);
  const out =
    values.out ?? join("bench-results", `torture-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.json`);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ at: new Date().toISOString(), seed, scenarios: finished }, null, 2)}\n`);
  stdout.write(`\n${out}\n`);
  const held = finished.length === scenarios.length && finished.every(({ violations }) => violations.length === 0);
  stdout.write(
    held
      ? "Không mất, không lặp, không đảo thứ tự. / Nothing lost, nothing twice, nothing out of order.\n"
      : `Có vi phạm; chạy lại với --seed ${seed}. / There are violations; run again with --seed ${seed}.\n`,
  );
  return held ? 0 : 1;
}
