import { sql, type Kysely } from "kysely";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import { BEHIND_SYNC_STATES } from "#core/message/message.ts";
import type { ActionTaken } from "#core/ports/message-actions.ts";
import type { Scope } from "#core/scope.ts";
import type { ReconciliationStore } from "#core/reconciliation/reconciliation.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { inScope } from "../reads/in-scope.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";
import type { QueuePriorities } from "../delivery/queue-priority.ts";
import { wakeDossiers } from "../delivery/wake-dossiers.ts";

/**
 * Makes messages whose answer was lost due at once, with an audit entry for each. A dossier in a worker's hands is left
 * to it: what became of its messages is being asked right now.
 */
export function askUnknown(
  {
    db,
    priorities,
    order,
  }: { readonly db: Kysely<Tables>; readonly priorities: QueuePriorities; readonly order: DeliveryOrder },
  scope: Scope,
  limit: number,
  { actor, reason, at }: Parameters<ReconciliationStore["askUnknown"]>[2],
): Promise<ActionTaken> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ code: string }>`
      select d.code from dossiers d
      where d.lease_token is null and ${inScope("d.agency_code", scope)} and ${stateIn("d.sync_state", BEHIND_SYNC_STATES)}
        and exists (
          select from messages m where m.dossier_code = d.code and m.state = 'unknown' and m.due_at > ${at})
      order by d.code limit ${limit} for update`.execute(tx);
    const codes = rows.map(({ code }) => code);
    if (codes.length === 0) return { messages: 0, destinations: [] };
    const due = await tx
      .updateTable("messages")
      .set({ due_at: at })
      .where("dossier_code", "in", codes)
      .where("state", "=", "unknown")
      .where("due_at", ">", at)
      .returning("id")
      .execute();
    await appendAudit(
      tx,
      due.map(({ id }) => ({ at, actor, action: "message.asked-now", subject: id, detail: { reason } })),
    );
    return { messages: due.length, destinations: await wakeDossiers(tx, priorities, order, codes, at) };
  });
}
