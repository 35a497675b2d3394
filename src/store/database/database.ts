import type { Bilingual } from "#schemas/common/bilingual.ts";
import { PGlite } from "@electric-sql/pglite";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { join } from "node:path";
import { Fault } from "#core/fault.ts";
import { BYTEA_AS_HEX } from "./bytea-as-hex.ts";
import { lockDataDir } from "./data-dir-lock.ts";
import { demandPostgres } from "./engine.ts";
import { switchJitOff } from "./jit-off.ts";
import { migrate } from "./migrate.ts";
import { preparing } from "./prepared-statements.ts";
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

/** The open database. */
export interface Database extends AsyncDisposable {
  readonly db: Kysely<Tables>;
}

/**
 * Opens and migrates the database.
 * @param onError background failures (a dropped idle connection); they are mended by themselves
 * @param onStatement told of each statement sent, those that begin and end transactions included
 * @throws Fault `data-dir-locked`, `database-unavailable`, `database-unsupported`
 */
export async function openDatabase(
  location: DatabaseLocation,
  onError: (error: unknown) => void,
  onStatement: () => void = () => undefined,
): Promise<Database> {
  await using stack = new AsyncDisposableStack();
  try {
    const db =
      location.kind === "postgres"
        ? await openServer(location, stack, onError, onStatement)
        : await openEmbedded(location, stack, onStatement);
    await migrate(db);
    const owned = stack.move();
    return { db, [Symbol.asyncDispose]: () => owned.disposeAsync() };
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw unavailable(location, error);
  }
}

/**
 * After so long without a word inside a transaction PostgreSQL ends the connection. Transactions here take milliseconds;
 * one that stands still belongs to a process that froze, or a machine that vanished, and would keep its dossiers locked,
 * for pushes too, until somebody noticed.
 */
const LONGEST_SILENCE_MS = 10_000;

async function openServer(
  location: Extract<DatabaseLocation, { kind: "postgres" }>,
  stack: AsyncDisposableStack,
  onError: (error: unknown) => void,
  onStatement: () => void,
): Promise<Kysely<Tables>> {
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
  stack.defer(() => db.destroy());
  await switchJitOff(pool, onError);
  await demandPostgres(db);
  return db;
}

async function openEmbedded(
  location: Extract<DatabaseLocation, { kind: "embedded" }>,
  stack: AsyncDisposableStack,
  onStatement: () => void,
): Promise<Kysely<Tables>> {
  stack.use(await lockDataDir(location.dataDir));
  const dataDir = join(location.dataDir, "pgdata");
  const finish = beginDatabase(dataDir);
  const pglite = await PGlite.create({ dataDir, ...BYTEA_AS_HEX }).catch((error: unknown) => {
    throw unavailable(location, error);
  });
  finish();
  const db = new Kysely<Tables>({ dialect: new SerialPGliteDialect(pglite), log: onStatement });
  stack.defer(() => db.destroy());
  return db;
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
