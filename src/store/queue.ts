import { sql, type Transaction } from "kysely";
import { fromKysely } from "pg-boss";
import type { PgBoss } from "pg-boss";
import type { Tables } from "./tables.ts";

/** The one queue. A job says «this dossier has something to say»; what it has to say stands in `messages`. */
export const DELIVERY_QUEUE = "deliver";

const NO_JOB = "00000000-0000-0000-0000-000000000000";
const TEN_YEARS = 10 * 365 * 24 * 3600;

/** Data of a job. */
export interface DeliveryJob {
  readonly dossierCode: string;
}

/**
 * Makes the queue. Jobs must outlive any outage (retention) and must never run out of pg-boss's own retries: those only
 * bring back jobs whose worker died; how often a message is sent is counted on the message.
 */
export async function ensureQueue(boss: PgBoss): Promise<void> {
  await boss.createQueue(DELIVERY_QUEUE, {
    policy: "standard",
    retryLimit: 1_000_000,
    retryDelay: 1,
    expireInSeconds: 600,
    retentionSeconds: TEN_YEARS,
    deleteAfterSeconds: 3600,
  });
  // Makes pg-boss read the queue's settings now, on its own connection: read lazily inside a transaction of ours, that
  // query would wait for the embedded database's only session, which the transaction holds.
  await boss.complete(DELIVERY_QUEUE, NO_JOB);
}

/**
 * Puts jobs on the queue inside the caller's transaction. Give `afterMs` rather than `startAfter` for a time worked out
 * by this machine's clock: the queue goes by the database's, and the two need not agree.
 */
export async function insertJobs(
  boss: PgBoss,
  tx: Transaction<Tables>,
  jobs: readonly {
    readonly dossierCode: string;
    readonly startAfter?: Date;
    readonly afterMs?: number;
    readonly priority?: number;
  }[],
): Promise<void> {
  if (jobs.length === 0) return;
  await boss.insert(
    DELIVERY_QUEUE,
    jobs.map(({ dossierCode, startAfter, afterMs, priority }) => ({
      data: { dossierCode } satisfies DeliveryJob,
      ...(startAfter === undefined ? {} : { startAfter }),
      ...(afterMs === undefined ? {} : { startAfter: `${afterMs} milliseconds` }),
      ...(priority === undefined ? {} : { priority }),
    })),
    { db: fromKysely(tx) },
  );
}

/** Jobs waiting or running, by dossier: used by the safety net and by the figures on queue depth. */
export const liveJobs = sql<{ dossierCode: string }>`
  select data ->> 'dossierCode' as "dossierCode" from pgboss.job
  where name = ${DELIVERY_QUEUE} and state < 'completed'`;
