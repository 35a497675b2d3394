import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { openDatabase, type Database } from "../../src/store/database.ts";
import { createStore, type Store } from "../../src/store/store.ts";
import { freshPostgresDatabase, type DatabaseTemplate } from "../kit/database.ts";
import { seededRandom } from "../kit/seeded-random.ts";

/** An open database with the store on it. Disposing closes and removes it. */
export interface DatabaseUnderTest extends AsyncDisposable {
  readonly database: Database;
  readonly store: Store;
  /** Several transactions may be open at once. */
  readonly concurrent: boolean;
  /** Forgets everything, as if just migrated. */
  clear(): Promise<void>;
  /** Makes every waiting job due, whatever time it was put off to. */
  hurry(): Promise<void>;
}

/** Background failures have no place in a test, until its database is being closed. */
class Background {
  closing = false;
  readonly onError = (error: unknown): void => {
    if (!this.closing) throw error;
  };
}

/** The embedded database in a temporary folder. */
export async function embeddedUnderTest(): Promise<DatabaseUnderTest> {
  await using stack = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), "lienthong-test-store-"));
  stack.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const background = new Background();
  const database = stack.use(await openDatabase({ kind: "embedded", dataDir }, background.onError));
  return underTest(database, background, stack.move(), false);
}

const migrated: DatabaseTemplate = {
  name: "store",
  fill: async (url) => {
    await using _database = await openDatabase({ kind: "postgres", url, connections: 2 }, () => undefined);
  },
};

/** A database of its own on a real PostgreSQL. */
export async function postgresUnderTest(): Promise<DatabaseUnderTest> {
  await using stack = new AsyncDisposableStack();
  const { url } = stack.use(await freshPostgresDatabase(migrated));
  const background = new Background();
  const database = stack.use(await openDatabase({ kind: "postgres", url, connections: 8 }, background.onError));
  return underTest(database, background, stack.move(), true);
}

function underTest(
  database: Database,
  background: Background,
  owned: AsyncDisposableStack,
  concurrent: boolean,
): DatabaseUnderTest {
  const { db } = database;
  return {
    database,
    store: createStore(database, seededRandom()),
    concurrent,
    clear: async () => {
      // One statement; ten times faster than truncating tables that hold a few rows.
      await sql`
        with gone1 as (delete from attempts), gone2 as (delete from envelope_items), gone3 as (delete from envelopes),
          gone4 as (delete from messages), gone5 as (delete from audit), gone6 as (delete from idempotency),
          gone7 as (delete from pgboss.job)
        delete from dossiers`.execute(db);
    },
    hurry: async () => {
      await sql`update pgboss.job set start_after = now() - interval '1 second' where state < 'active'`.execute(db);
    },
    [Symbol.asyncDispose]: () => {
      background.closing = true;
      return owned.disposeAsync();
    },
  };
}
