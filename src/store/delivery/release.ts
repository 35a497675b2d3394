import { sql, type Kysely, type Transaction } from "kysely";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import { syncStateOf } from "#core/message/message.ts";
import type { Claim, DueMessage } from "#core/ports/delivery-store.ts";
import { CHANGE_COLUMNS } from "../changes/append-changes.ts";
import { insertJobs, waitOf } from "./queue.ts";
import type { QueuePriorities } from "./queue-priority.ts";
import type { Tables } from "../database/tables.ts";
import { readUndelivered, wakeUpsFor, type Undelivered } from "./undelivered.ts";

/**
 * Gives leased dossiers back. Their rows are locked first: a push under way either committed before (and is seen here) or
 * waits until the lease is gone (and its own job will find the dossier free).
 */
export function release(
  db: Kysely<Tables>,
  priorities: QueuePriorities,
  order: DeliveryOrder,
  claim: Claim,
  options: { readonly at: Date },
): Promise<readonly string[]> {
  return db.transaction().execute(async (tx) => {
    const codes = await lockHeld(tx, claim.leaseToken);
    const undelivered = await readUndelivered(tx, codes);
    await endLeases(tx, codes, undelivered, options.at);
    const ended = new Set([...claim.dossiers.values()].flatMap((messages) => messages.flatMap(endedWait)));
    const wakeUps = wakeUpsFor(undelivered, order, options.at, {
      isOver: ({ dossierCode, dueAt }) => ended.has(waitOf(dossierCode, dueAt)),
    });
    await insertJobs(priorities, tx, wakeUps, options.at);
    const atOnce = wakeUps.filter(({ afterMs }) => afterMs === 0);
    return [...new Set(atOnce.map(({ destination }) => destination))];
  });
}

/** A wait that had ended when the dossier was claimed has ended for whoever claims it next. */
function endedWait({ dossierCode, dueAt, waitIsOver }: DueMessage): readonly string[] {
  return waitIsOver ? [waitOf(dossierCode, dueAt)] : [];
}

/** The dossiers that are still held under a token, locked in code order. */
async function lockHeld(tx: Transaction<Tables>, leaseToken: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from dossiers where lease_token = ${leaseToken}::uuid order by code for update`.execute(tx);
  return rows.map((row) => row.code);
}

/** Ends the leases of locked dossiers, and writes where they stand from what is undelivered of them. */
export async function endLeases(
  tx: Transaction<Tables>,
  codes: readonly string[],
  undelivered: ReadonlyMap<string, readonly Undelivered[]>,
  at: Date,
): Promise<void> {
  if (codes.length === 0) return;
  const rows = codes.map((code) => ({
    code,
    state: syncStateOf((undelivered.get(code) ?? []).map(({ state }) => state)),
  }));
  await sql`
    with ended as (
      update dossiers d set lease_token = null, lease_until = null, sync_state = n.state,
        changed_at = case when d.sync_state = n.state then d.changed_at else ${at} end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(code text, state text)
        join dossiers before on before.code = n.code
      where d.code = n.code
      returning d.code, d.sector, d.agency_code, d.status, d.sync_state, d.revision, d.sync_state <> before.sync_state as moved
    )
    insert into ${CHANGE_COLUMNS}
    select ${at}::timestamptz, 'sync-state', code, sector, agency_code, status, sync_state, revision, '{}'
    from ended where moved order by code`.execute(tx);
}
