import type { Bilingual } from "#schemas/common/bilingual.ts";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { fromPglite, PgBoss } from "pg-boss";

import { join } from "node:path";
import { Fault } from "#core/fault.ts";
import { BYTEA_AS_HEX } from "./bytea-as-hex.ts";
import { lockDataDir } from "./data-dir-lock.ts";
import { demandPostgres } from "./engine.ts";
import { migrate } from "./migrate.ts";
import { preparing } from "./prepared-statements.ts";
import { ensureQueue } from "../delivery/queue.ts";
import { SerialPGliteDialect } from "./serial-pglite.ts";
import type { Tables } from "./tables.ts";
import { beginDatabase } from "./unfinished-database.ts";

/** Where the data are: a PostgreSQL server, or a folder for the embedded database. */
export type DatabaseLocation =
  | {
      readonly kind: "postgres";
      readonly url: string;
      readonly connections: number;
      /** Default {@link LONGEST_SILENCE_MS}. */
      readonly longestSilenceMs?: number;
    }
  | { readonly kind: "embedded"; readonly dataDir: string };

/** The open database and the queue that lives in it. */
export interface Database extends AsyncDisposable {
  readonly db: Kysely<Tables>;
  readonly boss: PgBoss;
}

/**
 * Opens and migrates the database and starts the queues.
 * @param destinations each gets a queue
 * @param onError background failures (a dropped idle connection, a failed maintenance run); they are retried by themselves
 * @param onStatement told of each statement sent, those that begin and end transactions included
 * @throws Fault `data-dir-locked`, `database-unavailable`, `database-unsupported`
 */
export async function openDatabase(
  location: DatabaseLocation,
  destinations: Iterable<string>,
  onError: (error: unknown) => void,
  onStatement: () => void = () => undefined,
): Promise<Database> {
  await using stack = new AsyncDisposableStack();
  const opened =
    location.kind === "postgres"
      ? openServer(location, onError, onStatement)
      : await openEmbedded(location, stack, onStatement);
  stack.defer(() => opened.db.destroy());
  try {
    if (location.kind === "postgres") await demandPostgres(opened.db);
    await migrate(opened.db);
    opened.boss.on("error", onError);
    await opened.boss.start();
    stack.defer(() => opened.boss.stop({ graceful: false, close: true }));
    for (const destination of destinations) await ensureQueue(opened.boss, destination);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw unavailable(location, error);
  }
  const owned = stack.move();
  return { ...opened, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/**
 * After so long without a word inside a transaction PostgreSQL ends the connection. Transactions here take milliseconds;
 * one that stands still belongs to a process that froze, or a machine that vanished, and would keep its dossiers locked,
 * for pushes too, until somebody noticed.
 */
const LONGEST_SILENCE_MS = 10_000;

const MAINTENANCE = { schedule: false, supervise: true, superviseIntervalSeconds: 30, monitorVacuum: false } as const;

function openServer(
  location: Extract<DatabaseLocation, { kind: "postgres" }>,
  onError: (error: unknown) => void,
  onStatement: () => void,
) {
  const pool = new Pool({
    connectionString: location.url,
    max: location.connections,
    connectionTimeoutMillis: 5000,
    idle_in_transaction_session_timeout: location.longestSilenceMs ?? LONGEST_SILENCE_MS,
  });
  pool.on("error", onError);
  // A connection that is in use when the server goes away says so itself, beside failing its query; unheard, that would
  // end the process.
  pool.on("connect", (client) => client.on("error", onError));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparing(pool) }), log: onStatement });
  const boss = new PgBoss({ ...MAINTENANCE, connectionString: location.url, max: 2 });
  return { db, boss };
}

async function openEmbedded(
  location: Extract<DatabaseLocation, { kind: "embedded" }>,
  stack: AsyncDisposableStack,
  onStatement: () => void,
) {
  stack.use(await lockDataDir(location.dataDir));
  const dataDir = join(location.dataDir, "pgdata");
  const finish = beginDatabase(dataDir);
  const pglite = await PGlite.create({ dataDir, ...BYTEA_AS_HEX }).catch((error: unknown) => {
    throw unavailable(location, error);
  });
  finish();
  const db = new Kysely<Tables>({ dialect: new SerialPGliteDialect(pglite), log: onStatement });
  const boss = new PgBoss({ ...MAINTENANCE, db: fromPglite(pglite), backend: "pglite" });
  return { db, boss };
}

function unavailable(location: DatabaseLocation, cause: unknown): Fault {
  const text: Bilingual =
    location.kind === "postgres"
      ? {
          vi: "Không mở được cơ sở dữ liệu ở DATABASE_URL. Kiểm tra địa chỉ, tài khoản và máy chủ PostgreSQL.",
          en: "The database at DATABASE_URL cannot be opened. Check its address, account and the PostgreSQL server.",
        }
      : {
          vi: `Không mở được cơ sở dữ liệu nhúng trong ${location.dataDir}. Kiểm tra quyền ghi và dung lượng đĩa.`,
          en: `The embedded database in ${location.dataDir} cannot be opened. Check write permission and disk space.`,
        };
  return new Fault("database-unavailable", text, { cause });
}
