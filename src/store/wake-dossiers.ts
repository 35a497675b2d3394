import type { Transaction } from "kysely";
import type { PgBoss } from "pg-boss";
import type { DeliveryOrder } from "#core/destination.ts";
import { insertJobs } from "./queue.ts";
import type { Tables } from "./tables.ts";
import { readUndelivered, wakeUpsFor } from "./undelivered.ts";

/** Puts a job on the queue of every destination these dossiers have something to say to. */
export async function wakeDossiers(
  tx: Transaction<Tables>,
  boss: PgBoss,
  order: DeliveryOrder,
  codes: readonly string[],
  at: Date,
): Promise<void> {
  await insertJobs(boss, tx, wakeUpsFor(await readUndelivered(tx, codes), order, at));
}
