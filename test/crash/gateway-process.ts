import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** Kills the process `$0` when its own end of the pipe closes without a word: when we die, however we die. */
const GUARD = 'read -r word; [ "$word" = done ] || kill -KILL "$0"';

/** A gateway in a process of its own, gone when disposed or when we die. */
export interface GatewayProcess extends AsyncDisposable {
  /** Resolves when it says that it runs, or when it ended before. */
  readonly ready: Promise<void>;
  /** SIGKILL: no goodbye, no flush. Throws when it had ended by itself, with its last words. */
  kill(): Promise<void>;
}

/** Starts `lienthong serve` with nothing of our own environment but what is given. */
export function startGatewayProcess(env: Readonly<Record<string, string>>): GatewayProcess {
  const child = spawn(process.execPath, ["src/main.ts", "serve"], {
    cwd: project,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const guard = spawn("sh", ["-c", GUARD, String(child.pid)], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  const gone = once(child, "exit");
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said = (said + String(text)).slice(-4000);
  });
  const ready = Promise.race([once(child.stdout, "data"), gone]).then(() => undefined);
  const end = async (): Promise<void> => {
    child.kill("SIGKILL");
    await gone;
    if (!guard.stdin.writableEnded) guard.stdin.end("done\n");
  };
  return {
    ready,
    async kill() {
      const ended = child.exitCode;
      await end();
      if (ended !== null) throw new Error(`the gateway ended by itself (${ended}):\n${said}`);
    },
    [Symbol.asyncDispose]: end,
  };
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
