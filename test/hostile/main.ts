import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { Fault } from "#core/fault.ts";
import type { Command, CommandIo } from "../../src/cli/command.ts";
import { processIo, runCommand } from "../../src/cli/run-command.ts";
import { sha256 } from "../../src/flow/sha256.ts";
import { startPostgresServer } from "../kit/postgres-server.ts";
import { freePort, startGatewayProcess } from "../torture/gateway-process.ts";
import type { AttackClass, Tally, Target } from "./attack.ts";
import type { AttackOrder } from "./attack-thread.ts";
import { CLASSES } from "./classes.ts";
import { notice, type Noticed } from "./neighbour.ts";

/**
 * What a gateway has to hold under any attack. Twice as long counts from `leastMs` more on: where a push usually takes 15 ms, two
 * shared cores make 40 of it by themselves now and then.
 */
const BOUNDS = { longestMs: 100, p99Ratio: 2, leastMs: 40, rssMb: 512 };

/**
 * How long the neighbour pushes before anything is measured, is watched before anything happens, and is attacked at least: of
 * fewer than some hundred pushes a 99th percentile is only the longest.
 */
const [WARMING_MS, QUIET_MS, ATTACK_SECONDS] = [3000, 10_000, 20];

/** What a gateway of the suite keeps its data in. */
const DATABASES = ["postgres", "pglite"] as const;

const usage = `npm run hostile -- [--class NAME]... [--database NAME] [--short] [--out FILE]

Tấn công một gateway trên 127.0.0.1 như một phần mềm xấu: nội dung, địa chỉ, HTTP sai, ngắt giữa chừng, tràn ngập; đo máy khách
khác phải chờ bao lâu và bộ nhớ. Thất bại nếu có 5xx, máy khách khác chờ quá lâu hoặc bộ nhớ vượt ${BOUNDS.rssMb} MB.
Attacks a gateway on 127.0.0.1 as bad software would, and measures what another client notices. Fails by 5xx, by another client
that waits longer than ${BOUNDS.longestMs} ms more than usual or more than ${BOUNDS.p99Ratio} times as long, by memory beyond ${BOUNDS.rssMb} MB.

  --class N     chỉ loại này, nhắc lại được   only this class, may be repeated: ${CLASSES.map(({ name }) => name).join(", ")}
  --database N  cơ sở dữ liệu, mặc định ${DATABASES[0]}  its database, default ${DATABASES[0]}: ${DATABASES.join(", ")}
  --short       bản ngắn như trong npm test   the short form that npm test runs
  --out FILE    nơi ghi JSON                  where the JSON goes, default bench-results/…
`;

const command: Command = {
  name: "hostile",
  summary: { vi: "bộ tấn công: không lỗi 5xx, không ai phải chờ", en: "the hostile suite" },
  usage,
  run: hostile,
};

interface Finished extends Tally {
  readonly name: string;
  readonly quiet: Noticed;
  readonly noticed: Noticed;
  readonly rssMb: number;
}

process.exitCode = await runCommand(command, process.argv.slice(2), processIo());

async function hostile(args: readonly string[], { signal, stdout }: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      class: { type: "string", multiple: true },
      database: { type: "string", default: DATABASES[0] },
      short: { type: "boolean", default: false },
      out: { type: "string" },
    },
  });
  const wanted = values.class ?? CLASSES.map(({ name }) => name);
  const classes = CLASSES.filter(({ name }) => wanted.includes(name));
  if (classes.length !== new Set(wanted).size) {
    const names = CLASSES.map(({ name }) => name).join(", ");
    throw new Fault("usage", { vi: `Chỉ có các loại: ${names}.`, en: `The classes are: ${names}.` });
  }
  const { database } = values;
  if (!DATABASES.some((name) => name === database)) {
    const names = DATABASES.join(", ");
    throw new Fault("usage", { vi: `Chỉ có các cơ sở dữ liệu: ${names}.`, en: `The databases are: ${names}.` });
  }
  const finished: Finished[] = [];
  for (const attack of classes) {
    if (signal.aborted) break;
    const one = await attackOne(attack, { isLong: !values.short, isEmbedded: database === "pglite" });
    finished.push(one);
    const { name, cases, refused, failures, quiet, noticed, rssMb, wrong } = one;
    stdout.write(
      `${wrong.length === 0 ? "✓" : "✗"} ${name}: ${cases} cases, ${refused} refused, ${failures} failures; ` +
        `another client: p99 ${quiet.p99} → ${noticed.p99} ms, longest ${quiet.longest} → ${noticed.longest} ms; RSS ${rssMb} MB\n`,
    );
    for (const sentence of wrong.slice(0, 20)) stdout.write(`  ✗ ${sentence}\n`);
  }
  const at = new Date().toISOString();
  const out = values.out ?? join("bench-results", `hostile-${at.slice(0, 19).replaceAll(":", "")}.json`);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ at, database, bounds: BOUNDS, classes: finished }, null, 2)}\n`);
  stdout.write(`\n${out}\n`);
  return finished.length === classes.length && finished.every(({ wrong }) => wrong.length === 0) ? 0 : 1;
}

/** Plays one class at a gateway and a database of its own, with a neighbour beside it. */
async function attackOne(
  attack: AttackClass,
  { isLong, isEmbedded }: { readonly isLong: boolean; readonly isEmbedded: boolean },
): Promise<Finished> {
  await using server = isEmbedded ? null : await startPostgresServer();
  const folder = mkdtempSync(join(tmpdir(), "lienthong-hostile-"));
  const pushKey = "khoa-chi-gui-mau-0001";
  const fullKey = "khoa-quan-tri-mau-0001";
  const file = join(folder, "config.json");
  const clients = [{ id: "hostile", name: "Phần mềm xấu", keySha256: sha256(pushKey), rights: ["push"] }];
  writeFileSync(file, JSON.stringify({ clients }));
  const env = {
    NODE_OPTIONS: flagsOfStart(),
    PORTAL_URL: "http://127.0.0.1:4",
    CONFIG_FILE: file,
    LOG_LEVEL: "fatal",
    ...(server === null ? { DATA_DIR: join(folder, "data") } : { DATABASE_URL: server.url }),
  };
  try {
    const port = String(await freePort());
    await using gateway = startGatewayProcess({ ...env, PORT: port, BOOTSTRAP_API_KEY: fullKey });
    await gateway.ready;
    const target: Target = { url: gateway.url, pushKey, fullKey };
    await notice(target, AbortSignal.timeout(WARMING_MS));
    const quiet = await notice(target, AbortSignal.timeout(QUIET_MS));
    const begin = await openAttack({ name: attack.name, target, isLong, seconds: isLong ? ATTACK_SECONDS : 0 });
    const over = new AbortController();
    const [tally, noticed, rssMb] = await Promise.all([
      begin().finally(() => over.abort()),
      notice(target, over.signal),
      watchMemory(target, over.signal),
    ]);
    return {
      ...tally,
      name: attack.name,
      quiet,
      noticed,
      rssMb,
      wrong: [...tally.wrong, ...beyond(quiet, noticed, rssMb)],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `npm start` gives Node, because memory is measured. */
function flagsOfStart(): string {
  const file = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { scripts } = JSON.parse(file) as { readonly scripts: { readonly start: string } };
  return scripts.start
    .split(" ")
    .filter((word) => word.startsWith("--"))
    .join(" ");
}

/** Makes an attacker ready; what it gives begins the attack. */
async function openAttack(order: AttackOrder): Promise<() => Promise<Tally>> {
  const thread = new Worker(new URL("attack-thread.ts", import.meta.url), { workerData: order });
  await once(thread, "message");
  return async () => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.postMessage("begin");
    const [tally] = (await once(thread, "message")) as [Tally];
    return tally;
  };
}

function beyond(quiet: Noticed, noticed: Noticed, rssMb: number): readonly string[] {
  const stall = noticed.longest - quiet.longest;
  return [
    ...(noticed.refused > 0 ? [`another client was refused ${noticed.refused} of ${noticed.pushes} times`] : []),
    ...(stall > BOUNDS.longestMs ? [`another client waited ${stall} ms longer than usual`] : []),
    ...(noticed.p99 > Math.max(BOUNDS.p99Ratio * quiet.p99, quiet.p99 + BOUNDS.leastMs)
      ? [`another client's p99 went from ${quiet.p99} to ${noticed.p99} ms`]
      : []),
    ...(rssMb > BOUNDS.rssMb ? [`the gateway took ${rssMb} MB`] : []),
  ];
}

/** The most memory that the gateway says it has, in MB. */
async function watchMemory({ url, fullKey }: Target, signal: AbortSignal): Promise<number> {
  let most = 0;
  while (!signal.aborted) {
    const answer = await fetch(new URL("/metrics", url), { headers: { Authorization: `Bearer ${fullKey}` } });
    const said = /^lienthong_process_resident_memory_bytes (\S+)/m.exec(await answer.text())?.[1];
    most = Math.max(most, Number(said ?? 0));
    await sleep(200);
  }
  return Math.round(most / 1024 ** 2);
}
