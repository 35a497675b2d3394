import { sql, type RawBuilder, type Transaction } from "kysely";
import type { Tables } from "../database/tables.ts";
import type { QueuePriorities } from "./queue-priority.ts";

/** A dossier that has something to say to a destination: at once, or after so many milliseconds. */
export interface WakeUp {
  readonly dossierCode: string;
  readonly destination: string;
  /** 0 or absent: at once. Not a time: the queue goes by the database's clock, and this machine's need not agree. */
  readonly afterMs?: number;
  /** Of what it has to say: whoever claims the dossier by this job need not ask a clock whether that is due. */
  readonly dueAt?: Date;
}

/** A job that was taken off the queue. */
export interface TakenJob {
  readonly dossierCode: string;
  readonly priority: number;
  readonly dueAt: Date | null;
}

/** Jobs whose wait is over that are looked at in one claim, so that the most urgent of them go first. */
const ENDED_AT_ONCE = 1000;

/** Names one wait of one dossier, as the job that ends it and the message that waits both know it. */
export function waitOf(dossierCode: string, dueAt: Date): string {
  return `${dossierCode} ${dueAt.toISOString()}`;
}

/** Puts jobs for dossiers that go on with what they began on the queue, inside the caller's transaction. */
export async function insertJobs(
  priorities: QueuePriorities,
  tx: Transaction<Tables>,
  wakeUps: readonly WakeUp[],
  at: Date,
): Promise<void> {
  if (wakeUps.length === 0) return;
  const rows = wakeUps.map(({ dossierCode, destination, afterMs = 0, dueAt = null }) => ({
    code: dossierCode,
    destination,
    after_ms: afterMs,
    due_at: dueAt,
    priority: priorities.ofRequeue(new Date(at.getTime() + afterMs)),
  }));
  await sql`
    insert into jobs (destination, dossier_code, priority, starts_at, due_at)
    select destination, code, priority, case when after_ms > 0 then now() + after_ms * interval '1 millisecond' end, due_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as j(
      code text, destination text, after_ms double precision, due_at timestamptz, priority integer)`.execute(tx);
}

/**
 * Part of a statement: takes the jobs that come next for a destination off the queue. The higher priority goes first, and
 * of the same the older job. Those that another claim is taking at this moment are left to it.
 *
 * @param most the highest priority that is taken; null: any
 * @returns parts named `ended`, `ready`, `chosen`, `woken` and `taken`, the last with the jobs
 */
export function takingJobs(destination: string, limit: number, most: number | null): RawBuilder<unknown> {
  const bound = most === null ? sql`` : sql`and priority <= ${most}::integer`;
  return sql`
    ended as materialized (
      select id, priority from jobs
      where destination = ${destination} and starts_at <= now() ${bound}
      order by starts_at limit ${ENDED_AT_ONCE}::integer for update skip locked
    ), ready as materialized (
      select id, priority from jobs
      where destination = ${destination} and starts_at is null ${bound}
      order by priority desc, id limit ${limit}::integer for update skip locked
    ), chosen as materialized (
      select id from (select id, priority from ended union all select id, priority from ready) as next
      order by priority desc, id limit ${limit}::integer
    ), woken as (
      update jobs set starts_at = null where id in (select id from ended except select id from chosen)
    ), taken as (
      delete from jobs where id in (select id from chosen)
      returning dossier_code, priority, due_at
    )`;
}
