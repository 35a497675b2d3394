import { sql, type Kysely, type Transaction } from "kysely";
import type { Tables } from "../database/tables.ts";

/** Most new changes one batch takes up. */
const BATCH_SIZE = 5000;

/**
 * Gives what was committed since the last time its final place, and gives the number of the newest batch.
 *
 * Writers draw `changes.seq` while they hold their dossier's row, so that of two changes of a dossier the later has the
 * higher number; but they commit when they like, so a reader that went by `seq` alone would step over what is still
 * uncommitted. One hand at a time therefore writes down which numbers have become visible since last time, as ranges: a
 * batch. Batches never change, and within a batch `seq` is the order; whoever sees a change of a dossier in a batch has
 * had all earlier ones of it in this batch or one before. Numbers that were stepped over are looked for again the next
 * time, until every transaction that could have drawn them has ended.
 */
export async function gatherChanges(db: Kysely<Tables>): Promise<number> {
  for (;;) {
    const { waiting, newest } = await look(db);
    if (!waiting) return newest;
    await db.transaction().execute(makeBatch);
  }
}

/**
 * Whether something is waiting, without a lock: this is asked twice a second. (Here as elsewhere, rows in a range are asked
 * for in a lateral query with an order, or the database would rather read the whole table than its index.)
 */
async function look(db: Kysely<Tables>): Promise<{ readonly waiting: boolean; readonly newest: number }> {
  const { rows } = await sql<{ waiting: boolean; newest: string }>`
    select
      coalesce((select max(seq) from changes), 0) > g.high
        or exists (
          select from unnest(g.missing + g.missing_long) as span, lateral (
            select from changes c where c.seq >= lower(span) and c.seq < upper(span) order by c.seq limit 1) as c) as waiting,
      (select coalesce(max(id), 0) from change_batches)::text as newest
    from change_gathering g`.execute(db);
  const [row] = rows;
  return { waiting: row?.waiting ?? false, newest: Number(row?.newest ?? 0) };
}

/**
 * `missing` are numbers that were stepped over since the last round, `missing_long` those from before it. A round notes this
 * transaction's own id as `missing_until`: whoever drew a number in `missing_long` had its id before. So when no
 * transaction older than that is running any more and a number is still not there, it was rolled back. An id above
 * everything the server has ever given out comes from a server this database was copied from; its transactions are gone.
 */
async function makeBatch(tx: Transaction<Tables>): Promise<void> {
  // Waits for whoever is at it; the statement below then sees what was visible after that. An advisory lock, because
  // waiting for a row would give this transaction its id before the wait, and so before numbers noted meanwhile.
  await sql`select pg_advisory_xact_lock(hashtext('lienthong.changes'))`.execute(tx);
  await sql`
    with fresh as (
      select c.seq from changes c
      where c.seq > (select high from change_gathering) order by c.seq limit ${BATCH_SIZE}
    ), late as (
      select c.seq from change_gathering g, unnest(g.missing + g.missing_long) as span, lateral (
        select c.seq from changes c where c.seq >= lower(span) and c.seq < upper(span) order by c.seq offset 0) as c
    ), seen as (
      select coalesce(range_agg(int8range(seq, seq + 1)), '{}') as seqs, count(*) as size
      from (select seq from fresh union all select seq from late) as visible
    ), made as (
      insert into change_batches (mark, size, seqs)
      select substr(md5(random()::text || clock_timestamp()::text), 1, 12), size, seqs from seen where size > 0
    ), now_at as (
      select
        coalesce((select max(seq) from fresh), g.high) as high,
        int8multirange(int8range(g.high + 1, coalesce((select max(seq) from fresh), g.high) + 1)) - seen.seqs as stepped_over,
        g.missing - seen.seqs as missing,
        g.missing_long - seen.seqs as missing_long,
        g.missing_until is null
          or pg_snapshot_xmin(pg_current_snapshot()) >= g.missing_until
          or pg_current_xact_id() < g.missing_until as round
      from change_gathering g, seen
    )
    update change_gathering g set
      high = n.high,
      missing = case when n.round then n.stepped_over else n.missing + n.stepped_over end,
      missing_long = case when n.round then n.missing else n.missing_long end,
      missing_until = case when n.round then pg_current_xact_id() else g.missing_until end
    from now_at n`.execute(tx);
}
