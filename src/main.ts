#!/usr/bin/env node
import type { Command, CommandIo } from "./cli/command.ts";
import { processIo, runCommand } from "./cli/run-command.ts";

/** Commands by name; a file is loaded only when its command is run. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  serve: () => import("./cli/serve.ts"),
  demo: () => import("./cli/demo.ts"),
  simulator: () => import("./cli/simulator.ts"),
  replay: () => import("./cli/replay.ts"),
  clients: () => import("./cli/clients.ts"),
  reconcile: () => import("./cli/reconcile.ts"),
  evidence: () => import("./cli/evidence.ts"),
  verify: () => import("./cli/verify.ts"),
  keys: () => import("./cli/keys.ts"),
  audit: () => import("./cli/audit.ts"),
  coverage: () => import("./cli/coverage.ts"),
  "adapter:new": () => import("./cli/adapter-new.ts"),
};

process.exitCode = await main(process.argv.slice(2));

async function main([name = "--help", ...args]: readonly string[]): Promise<number> {
  const io = processIo();
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) return help(name, io);
  return runCommand((await load()).command, args, io);
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
