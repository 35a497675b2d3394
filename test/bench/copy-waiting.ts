import { sql } from "kysely";
import { PORTAL } from "#core/delivery/destination.ts";
import { USUAL_SHARES } from "#core/delivery/queue-shares.ts";
import type { Database } from "../../src/store/database/database.ts";
import { insertJobs } from "../../src/store/delivery/queue.ts";
import { createQueuePriorities } from "../../src/store/delivery/queue-priority.ts";

const AT_ONCE = 10_000;

/**
 * Makes copies of a dossier that waits for the portal, under these codes, with its messages and a job each. For
 * measuring only: taking in a million pushes would last longer than what is to be measured.
 */
export async function copyWaiting(
  { db }: Database,
  original: string,
  codes: readonly string[],
  at: Date,
): Promise<void> {
  const priorities = createQueuePriorities(USUAL_SHARES);
  for (let from = 0; from < codes.length; from += AT_ONCE) {
    const some = codes.slice(from, from + AT_ONCE);
    const copies = sql`jsonb_array_elements_text(${JSON.stringify(some)}::jsonb) as c(code)`;
    await db.transaction().execute(async (tx) => {
      await sql`
        insert into dossiers
        select n.* from dossiers d, ${copies}, jsonb_populate_record(d, jsonb_build_object('code', c.code)) as n
        where d.code = ${original}`.execute(tx);
      await sql`
        insert into messages
        select n.* from messages m, ${copies}, jsonb_populate_record(m, jsonb_build_object(
          'id', gen_random_uuid(), 'dossier_code', c.code, 'payload', replace(m.payload, ${original}, c.code))) as n
        where m.dossier_code = ${original}`.execute(tx);
      await insertJobs(
        priorities,
        tx,
        some.map((dossierCode) => ({ dossierCode, destination: PORTAL })),
        at,
      );
    });
  }
  // As the database would do by itself some minutes after so many new rows.
  for (const table of ["dossiers", "messages", "jobs"]) await sql`analyze ${sql.table(table)}`.execute(db);
}
