import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { registry } from "../adapters/adapter-folders.ts";
import { toConfig } from "../../src/config/config.ts";
import { readEnv } from "../../src/config/env.ts";
import { configFile } from "../../src/config/file.ts";
import { envToSecrets } from "../../src/config/secrets.ts";
import { createGateway } from "../../src/compose/gateway.ts";
import { fillMigrated } from "../kit/migrated-folder.ts";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { createSimulator, type Simulator } from "../../src/simulator/simulator.ts";

export const API_KEY = "khoa-dung-thu-0123456789";

/** A folder of its own that goes with the test. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "lienthong-gateway-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export interface RunningGateway extends AsyncDisposable {
  /** The gateway's address. */
  readonly url: string;
  readonly dataDir: string;
  readonly simulator: Simulator;
}

/** The real gateway on its embedded database before the real simulator, both on sockets of this process. */
export async function openRunningGateway(input: {
  readonly dataDir: string;
  /** The folder is left as it is: the gateway makes its database anew. */
  readonly isFirstStart?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly file?: z.input<typeof configFile>;
}): Promise<RunningGateway> {
  await using stack = new AsyncDisposableStack();
  const simulator = createSimulator({
    clock: { now: () => Date.now() },
    random: seededRandom("gateway"),
    sectors: registry.all,
  });
  const portal = stack.use(await serveSimulator({ simulator }));
  if (input.isFirstStart !== true) await fillMigrated(input.dataDir);
  const env = readEnv({
    PORT: "0",
    PORTAL_URL: portal.url,
    DATA_DIR: input.dataDir,
    BOOTSTRAP_API_KEY: API_KEY,
    LOG_LEVEL: "silent",
    ...input.env,
  });
  const config = toConfig(env, { ...configFile.parse(input.file ?? {}), sectors: {} });
  const gateway = stack.use(await createGateway(config, envToSecrets(env, { portal: true, key: true })));
  const owned = stack.move();
  const close = () => owned.disposeAsync();
  return { url: gateway.url, dataDir: input.dataDir, simulator, [Symbol.asyncDispose]: close };
}

/** For tests that start a gateway or a process, on a machine with much else to do; it only ends what hangs. */
export const PATIENT = { timeout: 200_000 };

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export interface Exit {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Child {
  /** What it has said so far. */
  readonly said: { readonly stdout: string; readonly stderr: string };
  readonly exit: Promise<Exit>;
  /** Waits until one of its streams matches; fails when it ends before. */
  says(words: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
}

/** `lienthong ARGS` as a process of its own, with this environment and no other. Killed when it takes too long. */
export function startMain(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  longestMs = 150_000,
): Child {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), longestMs);
  const exit = new Promise<Exit>((resolve) => {
    child.once("close", (status) => {
      clearTimeout(timer);
      resolve({ status, ...said });
    });
  });
  return {
    said,
    exit,
    signal: (name) => child.kill(name),
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = words.exec(said.stdout) ?? words.exec(said.stderr);
          if (found === null) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        void exit.then(({ status, stderr }) => reject(new Error(`it ended with ${String(status)}: ${stderr}`)));
      }),
  };
}
