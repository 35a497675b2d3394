import { sql, type Kysely } from "kysely";
import type { Tables } from "../database/tables.ts";

/**
 * Watches the database's clock, by which jobs start and leases end. Jobs that were begun or made at a time that has not come
 * yet show that it was set back: they then wait for as long as they were to, counted from now, and leases last no longer
 * than a new one would. Gives whether it was set back.
 */
export function followClock(db: Kysely<Tables>): (leaseSeconds: number) => Promise<boolean> {
  let seen = "";
  return async (leaseSeconds) => {
    const before = seen;
    const { rows } = await sql<{ now: string; ahead: boolean }>`
      select to_char(now() at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US') as now,
        now() at time zone 'utc' < ${before === "" ? "infinity" : before}::timestamp as ahead`.execute(db);
    const [row] = rows;
    if (row === undefined) return false;
    seen = row.now;
    // Looked through only at the start, when it may have been set back unseen, and whenever it runs backwards.
    return row.ahead && (await countAnew(db, leaseSeconds));
  };
}

/** Nothing made by this clock is younger than now; a second is left for what commits meanwhile. */
const AHEAD = sql`now() + interval '1 second'`;

function countAnew(db: Kysely<Tables>, leaseSeconds: number): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ found: boolean }>`
      select exists (
        select from pgboss.job
        where name like 'deliver%' and state <= 'active' and (created_on > ${AHEAD} or started_on > ${AHEAD})) as found`.execute(
      tx,
    );
    if (rows[0]?.found !== true) return false;
    await sql`
      with early as (
        select id, name from pgboss.job
        where name like 'deliver%' and state < 'active' and created_on > ${AHEAD}
        order by id for update skip locked
      )
      update pgboss.job j set created_on = now(), start_after = now() + greatest(j.start_after - j.created_on, interval '0')
      from early e where j.id = e.id and j.name = e.name`.execute(tx);
    await sql`
      with held as (
        select code from dossiers
        where lease_until > now() + make_interval(secs => ${leaseSeconds})
        order by code for update skip locked
      )
      update dossiers d set lease_until = now() + make_interval(secs => ${leaseSeconds}) from held h where d.code = h.code`.execute(
      tx,
    );
    return true;
  });
}
