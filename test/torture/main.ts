import { mkdirSync, writeFileSync } from "node:fs";
import { randomInt } from "node:crypto";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { startProgress } from "../../src/cli/progress-bar.ts";
import { startPostgresServer, type PostgresServer } from "../kit/postgres-server.ts";
import { renderReport } from "./render-report.ts";
import { runScenario, type Finished } from "./run-scenario.ts";
import { SCENARIOS } from "./scenarios.ts";

/** Longest time one scenario may take. */
const LONGEST_MS = 90 * 60_000;

process.exitCode = await main();

/** What `lienthong torture` starts; its arguments are checked there. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string" },
      scenario: { type: "string", multiple: true },
      dossiers: { type: "string" },
      short: { type: "boolean", default: false },
      out: { type: "string" },
    },
  });
  const seed = values.seed ?? String(randomInt(1_000_000));
  const wanted = values.scenario ?? [];
  const unknown = wanted.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  if (unknown.length > 0) {
    const names = SCENARIOS.map(({ name }) => name).join(", ");
    process.stderr.write(`Không có kịch bản ${unknown.join(", ")}. / No such scenario. ${names}\n`);
    return 2;
  }
  const scenarios = SCENARIOS.filter(({ name, isOnlyLong }) =>
    wanted.length === 0 ? !(values.short && isOnlyLong === true) : wanted.includes(name),
  );
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());

  await using stack = new AsyncDisposableStack();
  let server: Promise<PostgresServer> | undefined;
  stack.defer(async () => {
    await (await server)?.[Symbol.asyncDispose]();
  });
  process.stdout.write(`seed ${seed}\n`);
  const finished: Finished[] = [];
  for (const scenario of scenarios) {
    if (stopping.signal.aborted) break;
    process.stdout.write(`\n${scenario.name}: ${scenario.title.vi} / ${scenario.title.en}\n`);
    let bar: ReturnType<typeof startProgress> | undefined;
    let shown = 0;
    const one = await runScenario(scenario, {
      seed,
      isLong: !values.short,
      dossiers: values.dossiers === undefined ? undefined : Number(values.dossiers),
      server: () => (server ??= startPostgresServer({ durable: true })),
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(LONGEST_MS)]),
      progress: (done, total) => {
        bar ??= startProgress(process.stdout, scenario.name, total);
        for (; shown < done; shown += 1) bar.step("");
      },
    });
    bar?.stop();
    finished.push(one);
    for (const violation of one.violations.slice(0, 20)) process.stdout.write(`  ✗ ${violation}\n`);
    process.stdout.write(`  ${one.violations.length === 0 ? "✓" : "✗"} ${one.seconds} s\n`);
  }
  process.stdout.write(`\n${renderReport(finished)}`);
  const out =
    values.out ?? join("bench-results", `torture-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.json`);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ at: new Date().toISOString(), seed, scenarios: finished }, null, 2)}\n`);
  process.stdout.write(`\n${out}\n`);
  const held = finished.length === scenarios.length && finished.every(({ violations }) => violations.length === 0);
  process.stdout.write(
    held
      ? "Không mất, không lặp, không đảo thứ tự. / Nothing lost, nothing twice, nothing out of order.\n"
      : `Có vi phạm; chạy lại với --seed ${seed}. / There are violations; run again with --seed ${seed}.\n`,
  );
  return held ? 0 : 1;
}
