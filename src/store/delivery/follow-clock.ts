import { sql, type Kysely } from "kysely";
import type { Tables } from "../database/tables.ts";

/**
 * Watches the database's clock, by which jobs start and leases end. Where it was set back, jobs wait for as long as they were
 * to, counted from now, and leases last no longer than a new one would. Gives whether it was set back: seen by this
 * process, or, the first time it looks, by what was made at a time that has not come yet.
 */
export function followClock(db: Kysely<Tables>): (leaseSeconds: number) => Promise<boolean> {
  let seen = "";
  return async (leaseSeconds) => {
    const before = seen;
    const { rows } = await sql<{ now: string; ahead: boolean }>`
      select to_char(now() at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US') as now,
        now() at time zone 'utc' < ${before === "" ? "-infinity" : before}::timestamp - ${TOLERANCE} as ahead`.execute(
      db,
    );
    const [row] = rows;
    if (row === undefined) return false;
    seen = row.now;
    const wasSetBack = row.ahead || (before === "" && (await isMadeAhead(db)));
    if (wasSetBack) await countAnew(db, leaseSeconds);
    return wasSetBack;
  };
}

/** Left for what commits meanwhile; by less a clock may be put right without a word. */
const TOLERANCE = sql`interval '1 second'`;

/** Nothing made by this clock is younger than now. */
const AHEAD = sql`now() + ${TOLERANCE}`;

async function isMadeAhead(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from jobs where created_at > ${AHEAD})
      or coalesce((select made_at > ${AHEAD} from change_batches order by id desc limit 1), false) as found`.execute(
    db,
  );
  return rows[0]?.found === true;
}

async function countAnew(db: Kysely<Tables>, leaseSeconds: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`
      with early as (
        select id from jobs where created_at > ${AHEAD} order by id for update skip locked
      )
      update jobs j set created_at = now(), starts_at = now() + greatest(j.starts_at - j.created_at, interval '0')
      from early e where j.id = e.id`.execute(tx);
    await sql`
      with held as (
        select code from dossiers
        where lease_until > now() + make_interval(secs => ${leaseSeconds})
        order by code for update skip locked
      )
      update dossiers d set lease_until = now() + make_interval(secs => ${leaseSeconds}) from held h where d.code = h.code`.execute(
      tx,
    );
  });
}
