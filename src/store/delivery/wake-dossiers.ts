import type { Transaction } from "kysely";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import { insertJobs, type Queues } from "./queue.ts";
import type { Tables } from "../database/tables.ts";
import { readUndelivered, wakeUpsFor } from "./undelivered.ts";

/** Puts a job on the queue of every destination these dossiers have something to say to. */
export async function wakeDossiers(
  tx: Transaction<Tables>,
  queues: Queues,
  order: DeliveryOrder,
  codes: readonly string[],
  at: Date,
): Promise<void> {
  await insertJobs(queues, tx, wakeUpsFor(await readUndelivered(tx, codes), order, at), at);
}
