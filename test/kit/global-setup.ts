import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import pg from "pg";
import type { Behind } from "./door.ts";
import { startPostgresServer } from "./postgres-server.ts";

const run = promisify(execFile);

declare module "vitest" {
  interface ProvidedContext {
    /** Port on 127.0.0.1 that answers every connection with one {@link PostgresAtHand} as JSON. */
    postgresDoor: number;
    /** The same with the `path` of a folder in which the embedded database was opened once and closed. */
    migratedFolderDoor: number;
  }
}

/** A database server; `prefix` begins the name of every database this run makes, so that the run can drop them all. */
export interface PostgresAtHand {
  readonly url: string;
  readonly prefix: string;
}

const closing = new AsyncDisposableStack();

/**
 * One database server and one migrated folder for the whole run, made when the first test asks, so that runs without a
 * database do not pay for one. `TEST_DATABASE_URL` (a superuser on a server of one's own) is used instead when it is set.
 */
export async function setup(project: TestProject): Promise<void> {
  project.provide("postgresDoor", await openDoor(findPostgres));
  project.provide("migratedFolderDoor", await openDoor(makeMigratedFolder));
}

async function findPostgres(): Promise<PostgresAtHand> {
  const given = process.env["TEST_DATABASE_URL"];
  const prefix = `t${randomBytes(4).toString("hex")}_`;
  if (given !== undefined && given !== "") {
    closing.defer(() => dropAll(given, prefix));
    return { url: given, prefix };
  }
  const { url } = closing.use(await startPostgresServer());
  return { url, prefix };
}

async function makeMigratedFolder(): Promise<{ readonly path: string }> {
  const path = mkdtempSync(join(tmpdir(), "lienthong-migrated-"));
  closing.defer(() => rmSync(path, { recursive: true, force: true }));
  await run(process.execPath, [fileURLToPath(new URL("make-migrated-folder.ts", import.meta.url)), path]);
  return { path };
}

/** A port that answers every connection with what `make`, called once, gave, or with why it could not. */
async function openDoor<Thing extends object>(make: () => Promise<Thing>): Promise<number> {
  let made: Promise<Behind<Thing>> | undefined;
  const door = createServer((socket) => {
    socket.on("error", () => undefined);
    made ??= make().catch((cause: unknown) => ({ error: String(cause) }));
    void made.then((answer) => socket.end(JSON.stringify(answer)));
  }).listen(0, "127.0.0.1");
  await once(door, "listening");
  closing.defer(() => void door.close());
  return (door.address() as AddressInfo).port;
}

export async function teardown(): Promise<void> {
  await closing.disposeAsync();
}

async function dropAll(url: string, prefix: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const found = await client.query<{ datname: string }>(
    "select datname from pg_database where starts_with(datname, $1)",
    [prefix],
  );
  for (const { datname } of found.rows) {
    await client.query(`drop database if exists ${client.escapeIdentifier(datname)} with (force)`);
  }
  await client.end();
}
