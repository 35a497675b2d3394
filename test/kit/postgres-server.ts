import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";
import pg from "pg";
import { freshDataFolder, postgresBinaries, serverUser, type ServerUser } from "./postgres-binaries.ts";

/** A PostgreSQL 18 of one's own on 127.0.0.1, gone with all its data when disposed or when this process dies. */
export interface PostgresServer extends AsyncDisposable {
  /** Connection to the database `postgres`, as superuser. The port stays the same across a crash. */
  readonly url: string;
  /** Stops the server as a power cut would: no checkpoint, no goodbye to clients. Resolves when it is gone. */
  crash(): Promise<void>;
  /** Starts it again on the same data and port, through crash recovery. */
  restart(): Promise<void>;
}

export interface PostgresServerOptions {
  /** Keep every promise about the disk (fsync, full-page writes). Off by default: faster, and unfit for `crash()`. */
  readonly durable?: boolean;
}

/**
 * Guards the server: stops it on an order, and also when our end of the pipe closes, which the system does for us however
 * we die. So nothing is left behind by Ctrl-C, SIGTERM or even SIGKILL.
 */
const GUARD = `
folder=$1; shift
"$@" </dev/null & server=$!
read -r order
if [ "$order" = crash ]; then kill -QUIT $server; wait $server; exit 0; fi
kill -INT $server; wait $server
rm -rf "$folder"`;

const FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];
const READY_WITHIN_MS = 60_000;

/**
 * Starts a server; takes one to two seconds, most of it for laying out the data folder.
 * @throws Error with the server's own words when it does not come up.
 */
export async function startPostgresServer(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  const user = await serverUser();
  const binaries = await postgresBinaries(user);
  const folder = await freshDataFolder(user);
  const port = await freePort();
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await layOut(binaries, folder, user);

  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=64MB",
    "timezone=UTC",
    ...(options.durable === true ? [] : FAST),
  ].flatMap((setting) => ["-c", setting]);

  const start = async (): Promise<ChildProcess> => {
    const guard = spawn(
      "sh",
      ["-c", GUARD, "guard", folder, join(binaries, "bin", "postgres"), "-D", folder, ...settings],
      // A session of its own: Ctrl-C in the terminal reaches us, and the closing pipe then reaches the guard.
      { cwd: folder, detached: true, stdio: ["pipe", "ignore", "pipe"], ...user },
    );
    try {
      await ready(guard, url);
    } catch (cause) {
      await order(guard, "stop");
      throw cause;
    }
    // The server must not be what keeps a finished test process alive.
    guard.unref();
    return guard;
  };

  let guard: ChildProcess | undefined = await start();
  return {
    url,
    async crash() {
      if (guard === undefined) return;
      await order(guard, "crash");
      guard = undefined;
    },
    async restart() {
      guard ??= await start();
    },
    async [Symbol.asyncDispose]() {
      if (guard !== undefined) await order(guard, "stop");
      guard = undefined;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function layOut(binaries: string, folder: string, user: ServerUser | undefined): Promise<void> {
  const locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  try {
    await promisify(execFile)(
      join(binaries, "bin", "initdb"),
      ["--pgdata", folder, "--username=postgres", "--auth=trust", "--no-sync", "--no-instructions", ...locale],
      { cwd: folder, ...user },
    );
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw cause;
  }
}

async function order(guard: ChildProcess, word: "crash" | "stop"): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  const gone = once(guard, "exit");
  guard.ref();
  guard.stdin?.end(`${word}\n`);
  await gone;
}

async function ready(guard: ChildProcess, url: string): Promise<void> {
  let said = "";
  guard.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4_000);
  });
  const givenUpAt = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      // While it starts it refuses connections or says so itself (57P03); both are worth another try.
      const lost = said.includes("FATAL:  could not") || performance.now() > givenUpAt || guard.exitCode !== null;
      if (lost) throw new Error(`PostgreSQL did not start:\n${said}`, { cause });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
