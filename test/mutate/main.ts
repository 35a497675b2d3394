import { globSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { Fault } from "#core/fault.ts";
import type { Command, CommandIo } from "../../src/cli/command.ts";
import { processIo, runCommand } from "../../src/cli/run-command.ts";
import { renderTable } from "../../src/cli/table.ts";
import { startPostgresServer } from "../kit/postgres-server.ts";
import { ROOMS, type MutatedRoom } from "./rooms.ts";

/** Share of its mutants that every room has to notice, in percent. */
const LEAST_SCORE = 85;

/** Where results are kept between runs; not versioned. */
const RESULTS = "bench-results/mutation";

const usage = `npm run mutate -- [PATH]... [--force] [--concurrency N]

Kiểm thử đột biến: sửa sai mã từng chỗ một rồi xem kiểm thử có phát hiện không. Không truyền PATH thì thử mọi phòng; lần
sau chỉ thử lại những gì đã đổi. Trạng thái 1 khi có phòng phát hiện dưới ${LEAST_SCORE} %.
Mutation testing: breaks the code in one place at a time and looks whether a test notices. Without a PATH all rooms are
tried; a second run tries only what changed. Status 1 if a room notices fewer than ${LEAST_SCORE} %.

  PATH             tệp hay thư mục mã nguồn      only this file or folder, e.g. src/core/delivery
  --force          thử lại từ đầu                try everything again
  --concurrency N  số tiến trình, mặc định 2     processes at a time, default 2
`;

const command: Command = {
  name: "mutate",
  summary: { vi: "kiểm thử đột biến", en: "mutation testing" },
  usage,
  run: mutate,
};

process.exitCode = await runCommand(command, process.argv.slice(2), processIo());

async function mutate(args: readonly string[], { stdout }: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { force: { type: "boolean", default: false }, concurrency: { type: "string", default: "2" } },
  });
  const chosen = ROOMS.map((room) => ({ ...room, code: filesOf(room, positionals) })).filter(
    ({ code }) => code.length > 0,
  );
  if (chosen.length === 0) {
    throw new Fault("usage", {
      vi: `Không có mã được thử ở ${positionals.join(", ")}.`,
      en: `No code that is tried lies at ${positionals.join(", ")}.`,
    });
  }
  // One server for all of them: workers are ended where they stand, and must not leave servers behind.
  await using server = await startPostgresServer();
  process.env["TEST_DATABASE_URL"] = server.url;
  const scores: RoomScore[] = [];
  for (const room of chosen) {
    stdout.write(`\n${room.name}\n`);
    scores.push(await tryRoom(room, { force: values.force, concurrency: Number(values.concurrency) }, stdout));
  }
  stdout.write(
    `\n${renderTable(
      ["room", "killed", "timeout", "survived", "no coverage", "error", "ignored", "score %", "s"],
      scores.map((one) => [
        one.room,
        one.counts.Killed ?? 0,
        one.counts.Timeout ?? 0,
        one.counts.Survived ?? 0,
        one.counts.NoCoverage ?? 0,
        one.counts.RuntimeError ?? 0,
        one.counts.Ignored ?? 0,
        one.score.toFixed(1),
        one.seconds,
      ]),
    )}`,
  );
  return scores.every(({ score }) => score >= LEAST_SCORE) ? 0 : 1;
}

function filesOf({ code }: MutatedRoom, paths: readonly string[]): readonly string[] {
  const within = paths.map((path) => path.replace(/^\.\//, "").replace(/\/$/, ""));
  return code
    .flatMap((pattern) => globSync(pattern))
    .filter((file) => within.length === 0 || within.some((path) => file === path || file.startsWith(`${path}/`)));
}

type MutantStatus = Awaited<ReturnType<Stryker["runMutationTest"]>>[number]["status"];

interface RoomScore {
  readonly room: string;
  readonly counts: Partial<Record<MutantStatus, number>>;
  readonly score: number;
  readonly seconds: number;
}

/** Tries a room's mutants, and names those that no test noticed. */
async function tryRoom(
  { name, code, tests }: MutatedRoom,
  { force, concurrency }: { readonly force: boolean; readonly concurrency: number },
  out: CommandIo["stdout"],
): Promise<RoomScore> {
  const begun = Date.now();
  mkdirSync(RESULTS, { recursive: true });
  const stryker = new Stryker({
    mutate: [...code],
    testFiles: [...tests],
    testRunner: "vitest",
    vitest: { configFile: "test/mutate/vitest.config.ts", related: false },
    plugins: [
      fileURLToPath(import.meta.resolve("@stryker-mutator/vitest-runner")),
      fileURLToPath(new URL("ignore-sentences.ts", import.meta.url)),
    ],
    ignorers: ["sentences"],
    coverageAnalysis: "perTest",
    // What is worked out while a module is read would need the module to be read anew for each mutant.
    ignoreStatic: true,
    // The types are not what is tested; without this the whole project is copied to be rewritten for the type checker.
    tsconfigFile: "none",
    incremental: true,
    incrementalFile: `${RESULTS}/${name}-known.json`,
    force,
    reporters: [out.isTTY === true ? "progress" : "progress-append-only", "clear-text", "json"],
    clearTextReporter: { reportTests: false, reportMutants: false },
    jsonReporter: { fileName: `${RESULTS}/${name}.json` },
    thresholds: { high: 95, low: LEAST_SCORE, break: null },
    concurrency,
    // A slow test is not a mutant that never ends.
    dryRunTimeoutMinutes: 30,
    timeoutMS: 10_000,
    timeoutFactor: 4,
    tempDirName: `.stryker-tmp/${name}`,
    ignorePatterns: ["/.stryker-tmp", "/bench-results", "/test/tmp", "/docs", "/data"],
  });
  const mutants = await stryker.runMutationTest();
  const counts: Partial<Record<MutantStatus, number>> = {};
  for (const { status } of mutants) counts[status] = (counts[status] ?? 0) + 1;
  const noticed = (counts.Killed ?? 0) + (counts.Timeout ?? 0);
  const missed = (counts.Survived ?? 0) + (counts.NoCoverage ?? 0);
  for (const mutant of mutants) {
    if (mutant.status !== "Survived" && mutant.status !== "NoCoverage") continue;
    const { line, column } = mutant.location.start;
    out.write(
      `${mutant.fileName}:${line}:${column} ${mutant.status} ${mutant.mutatorName} ${(mutant.replacement ?? "").replaceAll(/\s+/g, " ")}\n`,
    );
  }
  return {
    room: name,
    counts,
    score: noticed + missed === 0 ? 100 : (100 * noticed) / (noticed + missed),
    seconds: Math.round((Date.now() - begun) / 1000),
  };
}
