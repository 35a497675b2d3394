import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** Kills the process `$0` when its own end of the pipe closes without a word: when we die, however we die. */
const GUARD = 'read -r word; [ "$word" = done ] || kill -KILL "$0"';

/** A gateway in a process of its own, gone when disposed or when we die. */
export interface GatewayProcess extends AsyncDisposable {
  readonly url: string;
  /** Resolves when it says that it runs, or when it ended before. */
  readonly ready: Promise<void>;
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
  readonly running: boolean;
  /** SIGKILL: no goodbye, no flush. Throws, with its last words, when it had ended by itself or its last net caught something. */
  kill(): Promise<void>;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
  /** SIGSTOP: it stands still wherever it is. */
  freeze(): void;
  /** SIGCONT: it goes on as if nothing had been. */
  thaw(): void;
  /** Whether it stands still. */
  isFrozen(): boolean;
}

/**
 * Starts `lienthong serve` with nothing of our own environment but what is given.
 * @param preload a module that the process loads before anything else
 */
export function startGatewayProcess(env: Readonly<Record<string, string>>, preload?: URL): GatewayProcess {
  const before = preload === undefined ? [] : ["--import", preload.href];
  const child = spawn(process.execPath, [...before, "src/main.ts", "serve"], {
    cwd: project,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const guard = spawn("sh", ["-c", GUARD, String(child.pid)], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  guard.stdin.on("error", () => undefined);
  const gone = once(child, "exit").then(() => {
    if (!guard.stdin.writableEnded) guard.stdin.end("done\n");
  });
  let said = "";
  let hasUncaught = false;
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said = (said + String(text)).slice(-4000);
    hasUncaught ||= said.includes('"msg":"uncaught"');
  });
  let started = false;
  const ready = Promise.race([once(child.stdout, "data").then(() => (started = true)), gone]).then(() => undefined);
  /** A database that goes away while a gateway opens it ends the gateway, which says so; whoever started it tries again. */
  const foundNoDatabase = (): boolean => !started && said.includes("The database at DATABASE_URL cannot be opened");
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    // Who stands still hears nothing but SIGKILL.
    if (signal !== "SIGKILL") child.kill("SIGCONT");
    child.kill(signal);
    await gone;
  };
  return {
    url: `http://127.0.0.1:${env["PORT"] ?? ""}`,
    ready,
    ended: gone,
    get running() {
      return running();
    },
    async kill() {
      const ended = child.exitCode;
      child.kill("SIGKILL");
      await gone;
      if (hasUncaught) throw new Error(`the last net of the gateway caught something:\n${said}`);
      if (ended !== null && !foundNoDatabase()) throw new Error(`the gateway ended by itself (${ended}):\n${said}`);
    },
    stop: () => end("SIGTERM"),
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    isFrozen: () => running() && stateOf(child.pid ?? 0) === "T",
    [Symbol.asyncDispose]: () => end("SIGKILL"),
  };
}

/** State of a process as Linux tells it; `T`: stopped. Empty where it cannot be told. */
function stateOf(pid: number): string {
  try {
    return /\) (\w) /.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1] ?? "";
  } catch {
    return "";
  }
}

/** Waits until `holds`, looking again and again; gives false when `signal` ends the wait, or the time is up. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  signal: AbortSignal,
  { withinMs = Infinity, everyMs = 50 } = {},
): Promise<boolean> {
  const givenUpAt = performance.now() + withinMs;
  while (!signal.aborted && performance.now() < givenUpAt) {
    if (await holds()) return true;
    await sleep(everyMs);
  }
  return false;
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
