#!/usr/bin/env node
import { Fault } from "#core/fault.ts";
import type { Command, CommandIo } from "./cli/command.ts";

/** Commands by name; a file is loaded only when its command is run. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  serve: () => import("./cli/serve.ts"),
  demo: () => import("./cli/demo.ts"),
  simulator: () => import("./cli/simulator.ts"),
  replay: () => import("./cli/replay.ts"),
  reconcile: () => import("./cli/reconcile.ts"),
  evidence: () => import("./cli/evidence.ts"),
  verify: () => import("./cli/verify.ts"),
  keys: () => import("./cli/keys.ts"),
  bench: () => import("./cli/bench.ts"),
  audit: () => import("./cli/audit.ts"),
  torture: () => import("./cli/torture.ts"),
  coverage: () => import("./cli/coverage.ts"),
  "adapter:new": () => import("./cli/adapter-new.ts"),
};

/** Longest time an orderly stop may take. */
const STOP_WITHIN_MS = 30_000;

process.exitCode = await main(process.argv.slice(2));

async function main([name = "--help", ...args]: readonly string[]): Promise<number> {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stopping.abort();
      // What is under way may end, but a database that does not answer must not keep the process for ever.
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    });
  }
  const io: CommandIo = { stdout: process.stdout, stderr: process.stderr, env: process.env, signal: stopping.signal };

  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) return help(name, io);
  const { command } = await load();
  if (args.includes("--help") || args.includes("-h")) {
    io.stdout.write(command.usage);
    return 0;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    if (isWrongArgument(error)) {
      io.stderr.write(`Tham số không đúng. / Wrong arguments: ${error.message}\n\n${command.usage}`);
      return 2;
    }
    if (!(error instanceof Fault)) throw error;
    io.stderr.write(`${error.vi}\n${error.en}\n`);
    return error.code === "usage" ? 2 : 1;
  }
}

/** What `parseArgs` of Node throws about an option it does not know. */
function isWrongArgument(error: unknown): error is TypeError {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}

async function help(name: string, io: CommandIo): Promise<number> {
  const known = await Promise.all(Object.values(COMMANDS).map(async (load) => (await load()).command));
  const width = Math.max(...known.map((command) => command.name.length));
  const lines = known.map(
    ({ name: word, summary }) => `  ${word.padEnd(width)}  ${summary.vi}\n  ${" ".repeat(width)}  ${summary.en}\n`,
  );
  const asked = name === "--help" || name === "-h" || name === "help";
  const out = asked ? io.stdout : io.stderr;
  if (!asked) out.write(`Không có lệnh «${name}». / There is no command “${name}”.\n\n`);
  out.write(`lienthong LỆNH [--help]\n\n${lines.join("")}`);
  return asked ? 0 : 2;
}
