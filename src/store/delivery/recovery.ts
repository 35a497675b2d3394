import { sql, type Kysely } from "kysely";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import { ACTIVE_STATES, ACTIVE_SYNC_STATES } from "#core/message/message.ts";
import { insertJobs } from "./queue.ts";
import type { QueuePriorities } from "./queue-priority.ts";
import { endLeases } from "./release.ts";
import { wakeDossiers } from "./wake-dossiers.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";
import { readUndelivered, wakeUpsFor } from "./undelivered.ts";

/**
 * Prolongs a lease by database time; false when nothing is held under it any more. The rows are locked in code order like
 * everywhere: it runs beside the attempts made under the same lease.
 */
export async function renew(db: Kysely<Tables>, leaseToken: string, leaseSeconds: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with held as (
      select code from dossiers where lease_token = ${leaseToken}::uuid and lease_until > now() order by code for update
    )
    update dossiers d set lease_until = now() + make_interval(secs => ${leaseSeconds}) from held where d.code = held.code`.execute(
    db,
  );
  return Number(numAffectedRows) > 0;
}

/**
 * Ends leases whose time ran out (their worker died or froze) and wakes the dossiers; gives how many. A worker that died
 * with everything delivered did not come to say so: the state of the dossiers is written here, as a release would.
 */
export function recoverAbandoned(
  db: Kysely<Tables>,
  priorities: QueuePriorities,
  order: DeliveryOrder,
  at: Date,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ code: string }>`
      with stale as (
        select code from dossiers where lease_token is not null and lease_until < now() order by code for update skip locked
      )
      update dossiers d set lease_token = null, lease_until = null from stale where d.code = stale.code
      returning d.code`.execute(tx);
    const codes = rows.map((row) => row.code);
    const undelivered = await readUndelivered(tx, codes);
    await endLeases(tx, codes, undelivered, at);
    await insertJobs(priorities, tx, wakeUpsFor(undelivered, order, at), at);
    return rows.length;
  });
}

/**
 * Wakes dossiers that have something due, are in nobody's hands and have no job. Nothing should ever be found:
 * each push and each release enqueues in its own transaction.
 */
export function requeueForgotten(
  db: Kysely<Tables>,
  priorities: QueuePriorities,
  order: DeliveryOrder,
  at: Date,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ code: string }>`
      select d.code from dossiers d
      where ${stateIn("d.sync_state", ACTIVE_SYNC_STATES)} and d.lease_token is null
        and not exists (select from jobs j where j.dossier_code = d.code)
        and exists (
          select from messages m where m.dossier_code = d.code and ${stateIn("m.state", ACTIVE_STATES)} and m.due_at < ${at})
      order by d.code limit 1000 for update skip locked`.execute(tx);
    const codes = rows.map((row) => row.code);
    await wakeDossiers(tx, priorities, order, codes, at);
    return rows.length;
  });
}
