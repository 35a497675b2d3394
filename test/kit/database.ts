import { randomBytes } from "node:crypto";
import pg from "pg";
import { askDoor } from "./door.ts";
import type { PostgresAtHand } from "./global-setup.ts";

/** A database of one test's own, dropped when disposed, whoever still holds a connection. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/** How a database looks before the test begins. Filled once per run, then cloned for each test. */
export interface DatabaseTemplate {
  /** Short, lower case, unique for what `fill` makes. */
  readonly name: string;
  /** Makes the tables. Must have closed its connections when it resolves. */
  fill(url: string): Promise<void>;
}

/**
 * A new, empty (or cloned) database on a real PostgreSQL.
 *
 * @example
 * await using database = await freshPostgresDatabase({ name: "store", fill: migrateStore });
 * const store = await openStore({ databaseUrl: database.url });
 */
export async function freshPostgresDatabase(template?: DatabaseTemplate): Promise<TestDatabase> {
  const server = await postgresServer();
  const name = `${server.prefix}${randomBytes(6).toString("hex")}`;
  await administer(server.url, async (client) => {
    const source = template === undefined ? "template0" : await templateDatabase(client, server, template);
    await client.query(`create database ${name} template ${source}`);
  });
  return {
    url: urlOf(server.url, name),
    async [Symbol.asyncDispose]() {
      await administer(server.url, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

let known: Promise<PostgresAtHand> | undefined;

function postgresServer(): Promise<PostgresAtHand> {
  known ??= askDoor<PostgresAtHand>("postgresDoor");
  return known;
}

async function templateDatabase(
  client: pg.Client,
  server: PostgresAtHand,
  template: DatabaseTemplate,
): Promise<string> {
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(template.name)) throw new Error(`Not a template name: ${template.name}`);
  const name = `${server.prefix}template_${template.name}`;
  // Test files run side by side; the first one fills, the others wait for it.
  await client.query("select pg_advisory_lock(hashtext($1))", [name]);
  try {
    const found = await client.query("select from pg_database where datname = $1", [name]);
    if (found.rowCount === 0) await fillTemplate(client, server, name, template);
  } finally {
    await client.query("select pg_advisory_unlock(hashtext($1))", [name]);
  }
  return name;
}

async function fillTemplate(
  client: pg.Client,
  server: PostgresAtHand,
  name: string,
  template: DatabaseTemplate,
): Promise<void> {
  await client.query(`create database ${name} template template0`);
  try {
    await template.fill(urlOf(server.url, name));
  } catch (cause) {
    await client.query(`drop database ${name} with (force)`);
    throw cause;
  }
}

async function administer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
