import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import { openDiskAttachments } from "../../src/attachments/disk-attachments.ts";
import { postgresAttachments } from "../../src/attachments/postgres-attachments.ts";
import { openDatabase, type Database } from "../../src/store/database/database.ts";
import { createStore, type Store } from "../../src/store/store.ts";
import { freshPostgresDatabase, type DatabaseTemplate } from "../kit/database.ts";
import { BEHIND_ONE_DOOR } from "../kit/delivery-order.ts";
import { fillMigrated } from "../kit/migrated-folder.ts";
import { SEARCH_TOKENS } from "../kit/search-tokens.ts";
import { seededRandom } from "../kit/seeded-random.ts";

/** An open database with the store on it. Disposing closes and removes it. */
export interface DatabaseUnderTest extends AsyncDisposable {
  readonly database: Database;
  readonly store: Store;
  /** Where large contents are kept beside it. */
  readonly attachments: AttachmentStore;
  /** Several transactions may be open at once. */
  readonly concurrent: boolean;
  /** Forgets everything, as if just migrated. */
  clear(): Promise<void>;
  /** Makes every waiting job due, whatever time it was put off to. */
  hurry(): Promise<void>;
  /** Lets all that was put off come up because its time is over by the database's clock, whatever others say. */
  waitOut(): Promise<void>;
  /** Sets the database's clock back, as far as what it has timed so far can tell. */
  setBack(seconds: number): Promise<void>;
}

/** Gives the database the running test has for itself. */
export type OpenDatabase = () => DatabaseUnderTest;

/** Background failures have no place in a test, until its database is being closed. */
class Background {
  closing = false;
  readonly onError = (error: unknown): void => {
    if (!this.closing) throw error;
  };
}

/** The embedded database in a temporary folder. */
export async function embeddedUnderTest(order: DeliveryOrder = BEHIND_ONE_DOOR): Promise<DatabaseUnderTest> {
  await using stack = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), "lienthong-test-store-"));
  stack.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  await fillMigrated(dataDir);
  const background = new Background();
  const database = stack.use(await openDatabase({ kind: "embedded", dataDir }, background.onError));
  const attachments = await openDiskAttachments(join(dataDir, "attachments"));
  return underTest(database, attachments, background, stack.move(), false, order);
}

const migrated: DatabaseTemplate = {
  name: "store",
  fill: async (url) => {
    await using _database = await openDatabase({ kind: "postgres", url, connections: 2 }, () => undefined);
  },
};

/** A database of its own on a real PostgreSQL. */
export async function postgresUnderTest(order: DeliveryOrder = BEHIND_ONE_DOOR): Promise<DatabaseUnderTest> {
  await using stack = new AsyncDisposableStack();
  const { url } = stack.use(await freshPostgresDatabase(migrated));
  const background = new Background();
  const database = stack.use(await openDatabase({ kind: "postgres", url, connections: 8 }, background.onError));
  return underTest(database, postgresAttachments(database.db), background, stack.move(), true, order);
}

function underTest(
  database: Database,
  attachments: AttachmentStore,
  background: Background,
  owned: AsyncDisposableStack,
  concurrent: boolean,
  order: DeliveryOrder,
): DatabaseUnderTest {
  const { db } = database;
  return {
    database,
    store: createStore(database, seededRandom(), order, SEARCH_TOKENS),
    attachments,
    concurrent,
    clear: async () => {
      // One statement; ten times faster than truncating tables that hold a few rows.
      await sql`
        with gone1 as (delete from attempts), gone2 as (delete from envelope_items), gone3 as (delete from envelopes),
          gone4 as (delete from messages), gone5 as (delete from audit), gone6 as (delete from idempotency),
          gone7 as (delete from jobs), gone8 as (delete from feedback), gone9 as (delete from inquiries),
          gone10 as (delete from applications), gone11 as (delete from pauses), gone12 as (delete from audit_links),
          gone13 as (delete from audit_checkpoints), gone14 as (delete from findings),
          gone15 as (delete from reconciled_dossiers), gone16 as (delete from reconciliation_queue),
          gone17 as (delete from reconciliation_runs), paced as (update reconciliation_pace set next_at = 'epoch'),
          gone18 as (delete from changes), gone19 as (delete from webhooks),
          gone20 as (delete from change_batches where id > 0), gone21 as (delete from timestamps),
          gone22 as (delete from audit_tree), gone23 as (delete from dossier_revisions), gone24 as (delete from dossier_tokens),
          gone25 as (delete from attachments), gone26 as (delete from sessions), gone27 as (delete from clients),
          gone28 as (delete from key_uses),
          begun as (
            insert into change_batches (id, mark, size, seqs) overriding system value values (0, '000000000000', 0, '{}')
            on conflict do nothing)
        delete from dossiers`.execute(db);
      await sql`delete from dossier_figures`.execute(db);
    },
    hurry: async () => {
      await sql`update jobs set starts_at = null, due_at = null`.execute(db);
    },
    waitOut: async () => {
      await sql`update jobs set starts_at = now() - interval '1 second' where starts_at is not null`.execute(db);
    },
    setBack: async (seconds) => {
      const by = sql`make_interval(secs => ${seconds})`;
      await sql`update jobs set created_at = created_at + ${by}, starts_at = starts_at + ${by}`.execute(db);
      await sql`update change_batches set made_at = made_at + ${by} where id > 0`.execute(db);
      await sql`update dossiers set lease_until = lease_until + ${by}`.execute(db);
    },
    [Symbol.asyncDispose]: () => {
      background.closing = true;
      return owned.disposeAsync();
    },
  };
}
