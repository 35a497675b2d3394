import type { Transaction } from "kysely";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import { insertJobs } from "./queue.ts";
import type { QueuePriorities } from "./queue-priority.ts";
import type { Tables } from "../database/tables.ts";
import { readUndelivered, wakeUpsFor } from "./undelivered.ts";

/**
 * Puts a job on the queue of every destination these dossiers have something to say to; gives those that have something to
 * do at once.
 */
export async function wakeDossiers(
  tx: Transaction<Tables>,
  priorities: QueuePriorities,
  order: DeliveryOrder,
  codes: readonly string[],
  at: Date,
): Promise<readonly string[]> {
  const wakeUps = wakeUpsFor(await readUndelivered(tx, codes), order, at);
  await insertJobs(priorities, tx, wakeUps, at);
  const atOnce = wakeUps.filter(({ afterMs }) => afterMs === 0);
  return [...new Set(atOnce.map(({ destination }) => destination))];
}
