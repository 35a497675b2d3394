import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import pg from "pg";
import { startPostgresServer, type PostgresServer } from "./postgres-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Port on 127.0.0.1 that answers every connection with one {@link PostgresDoor} as JSON. */
    postgresDoor: number;
  }
}

/** What a test file learns when it asks for a database server. */
export type PostgresDoor =
  /** `prefix` begins the name of every database this run makes, so that the run can drop them all. */
  { readonly url: string; readonly prefix: string } | { readonly error: string };

let close: () => Promise<void> = () => Promise.resolve();

/**
 * One database server for the whole run, started when the first test asks for it, so that runs without a database do not
 * pay for one. `TEST_DATABASE_URL` (a superuser on a server of one's own) is used instead when it is set.
 */
export async function setup(project: TestProject): Promise<void> {
  const given = process.env["TEST_DATABASE_URL"];
  const prefix = `t${randomBytes(4).toString("hex")}_`;
  let server: Promise<PostgresServer> | undefined;

  const openDoor = async (): Promise<PostgresDoor> => {
    if (given !== undefined && given !== "") return { url: given, prefix };
    server ??= startPostgresServer();
    try {
      return { url: (await server).url, prefix };
    } catch (cause) {
      return { error: String(cause) };
    }
  };

  const door = createServer((socket) => {
    socket.on("error", () => undefined);
    void openDoor().then((answer) => socket.end(JSON.stringify(answer)));
  }).listen(0, "127.0.0.1");
  await once(door, "listening");
  project.provide("postgresDoor", (door.address() as AddressInfo).port);

  close = async () => {
    door.close();
    if (given !== undefined && given !== "") await dropAll(given, prefix);
    const started = await server?.catch(() => undefined);
    await started?.[Symbol.asyncDispose]();
  };
}

export async function teardown(): Promise<void> {
  await close();
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
