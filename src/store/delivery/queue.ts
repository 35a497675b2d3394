import { sql, type RawBuilder, type Transaction } from "kysely";
import { fromKysely } from "pg-boss";
import type { PgBoss } from "pg-boss";
import { PORTAL } from "#core/delivery/destination.ts";
import type { Tables } from "../database/tables.ts";
import type { QueuePriorities } from "./queue-priority.ts";

/**
 * The queue of a destination. A job says «this dossier has something to say to it»; what it has to say stands in
 * `messages`. One queue each, so that nothing is claimed for a destination that is down while the others' work goes on.
 */
export function queueOf(destination: string): string {
  return destination === PORTAL ? "deliver" : `deliver-${destination}`;
}

const NO_JOB = "00000000-0000-0000-0000-000000000000";
const TEN_YEARS = 10 * 365 * 24 * 3600;

/** Data of a job. */
export interface DeliveryJob {
  readonly dossierCode: string;
  /** Due time of the message that this job is for (ISO 8601); absent of pushes, which are due at once. */
  readonly dueAt?: string;
}

/**
 * Makes a destination's queue. Jobs must outlive any outage (retention) and must never run out of pg-boss's own retries: those only
 * bring back jobs whose worker died; how often a message is sent is counted on the message.
 */
export async function ensureQueue(boss: PgBoss, destination: string): Promise<void> {
  await boss.createQueue(queueOf(destination), {
    policy: "standard",
    retryLimit: 1_000_000,
    retryDelay: 1,
    expireInSeconds: 600,
    retentionSeconds: TEN_YEARS,
    deleteAfterSeconds: 3600,
  });
  // Makes pg-boss read the queue's settings now, on its own connection: read lazily inside a transaction of ours, that
  // query would wait for the embedded database's only session, which the transaction holds.
  await boss.complete(queueOf(destination), NO_JOB);
}

/** The queues of all destinations in this process: pg-boss, and the priorities of its jobs. */
export interface Queues {
  readonly boss: PgBoss;
  readonly priorities: QueuePriorities;
}

/** A dossier that has something to say to a destination: at once, or after so many milliseconds. */
export interface WakeUp {
  readonly dossierCode: string;
  readonly destination: string;
  /** 0 or absent: at once. Not a time: the queue goes by the database's clock, and this machine's need not agree. */
  readonly afterMs?: number;
  /** Of what it has to say: whoever claims the dossier by this job need not ask a clock whether that is due. */
  readonly dueAt?: Date;
}

/** Names one wait of one dossier, as the job that ends it and the message that waits both know it. */
export function waitOf(dossierCode: string, dueAt: string | undefined): string {
  return `${dossierCode} ${dueAt}`;
}

/** Puts jobs for dossiers that go on with what they began on the queues, inside the caller's transaction. */
export async function insertJobs(
  { boss, priorities }: Queues,
  tx: Transaction<Tables>,
  wakeUps: readonly WakeUp[],
  at: Date,
): Promise<void> {
  for (const [destination, group] of Map.groupBy(wakeUps, (wakeUp) => wakeUp.destination)) {
    await boss.insert(
      queueOf(destination),
      group.map(({ dossierCode, afterMs = 0, dueAt }) => ({
        data: { dossierCode, ...(dueAt && { dueAt: dueAt.toISOString() }) } satisfies DeliveryJob,
        priority: priorities.ofRequeue(new Date(at.getTime() + afterMs)),
        ...(afterMs > 0 && { startAfter: `${afterMs} milliseconds` }),
      })),
      { db: fromKysely(tx) },
    );
  }
}

/** pg-boss's own insert, cut where it reads its one parameter, a JSON list of jobs. */
type CutStatement = readonly [before: string, after: string];
const statements = new WeakMap<PgBoss, Map<string, Promise<CutStatement>>>();

/**
 * The queue's own insert, to stand as a part of a larger statement: a job for each `code` that its part named `due` has
 * for this destination, with its `priority`.
 */
export async function jobsForDue(boss: PgBoss, destination: string): Promise<RawBuilder<unknown>> {
  const known = statements.get(boss) ?? new Map<string, Promise<CutStatement>>();
  statements.set(boss, known);
  const cut = known.get(destination) ?? cutInsert(boss, destination);
  known.set(destination, cut);
  const [before, after] = await cut;
  return sql`${sql.raw(before)}(
    select coalesce(json_agg(json_build_object('data', json_build_object('dossierCode', code), 'priority', priority)), '[]')
    from due where destination = ${destination}
  )${sql.raw(after)}`;
}

async function cutInsert(boss: PgBoss, destination: string): Promise<CutStatement> {
  let written = "";
  const listener = {
    executeSql: async (text: string) => {
      written = text;
      return { rows: [] };
    },
  };
  await boss.insert(queueOf(destination), [{ data: {} }], { db: listener });
  const [before, after, ...more] = written.split("$1");
  if (before === undefined || after === undefined || more.length > 0 || written.includes("$2"))
    throw new Error("the queue's insert is not a statement of one parameter any more");
  return [before, after];
}

/** Jobs waiting or running, by dossier: used by the safety net and by the figures on queue depth. */
export const liveJobs = sql<{ dossierCode: string }>`
  select data ->> 'dossierCode' as "dossierCode" from pgboss.job
  where name like 'deliver%' and state < 'completed'`;
