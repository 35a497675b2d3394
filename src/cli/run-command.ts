import { Fault } from "#core/fault.ts";
import type { Command, CommandIo } from "./command.ts";
import { hangUpMeaning } from "./hang-up.ts";

/** Longest time an orderly stop may take. */
export const STOP_WITHIN_MS = 30_000;

/** Within this time npm passes on a signal that the terminal, or systemd, has sent to this process as well. */
const SAME_SIGNAL_MS = 500;

/**
 * This process as a command sees it. The first Ctrl-C or SIGTERM aborts its signal; a second one, of either kind, ends the
 * process where it stands: a container's first process would otherwise not hear it at all.
 */
export function processIo(): CommandIo {
  const stopping = new AbortController();
  let firstAt: number | undefined;
  const stop = (): void => {
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      stopping.abort();
      endWithin(STOP_WITHIN_MS, 1);
      return;
    }
    const isRepeated = process.env["npm_lifecycle_event"] !== undefined && now - firstAt < SAME_SIGNAL_MS;
    if (isRepeated) return;
    process.stderr.write("Dừng ngay. / Ending at once.\n");
    process.exit(1);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  const meaning = hangUpMeaning();
  const onHangUp = (heard: () => void): void => {
    const hear = (): void => {
      if (meaning() === "reread") return heard();
      // Nobody reads what a stop in order would say, and writing it fails: it ends as it would unheard.
      process.off("SIGHUP", hear);
      process.kill(process.pid, "SIGHUP");
    };
    process.on("SIGHUP", hear);
  };
  return { stdout: process.stdout, stderr: process.stderr, env: process.env, signal: stopping.signal, onHangUp };
}

/** What is under way may end, but a database that does not answer must not keep the process for ever. */
export function endWithin(ms: number, status: number): void {
  setTimeout(() => process.exit(status), ms).unref();
}

/**
 * Runs one command: `--help` prints its usage, a wrong argument says so and is status 2, a {@link Fault} is told in both
 * languages. Anything else is a defect and is thrown.
 */
export async function runCommand(command: Command, args: readonly string[], io: CommandIo): Promise<number> {
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
