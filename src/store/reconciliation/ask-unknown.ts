import { sql, type Kysely } from "kysely";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import type { Scope } from "#core/ports/reads.ts";
import type { ReconciliationStore } from "#core/reconciliation/reconciliation.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { inScope } from "./scope.ts";
import type { Tables } from "../database/tables.ts";
import type { Queues } from "../delivery/queue.ts";
import { wakeDossiers } from "../delivery/wake-dossiers.ts";

/**
 * Makes messages whose answer was lost due at once, with an audit entry for each. A dossier in a worker's hands is left
 * to it: what became of its messages is being asked right now.
 */
export function askUnknown(
  { db, queues, order }: { readonly db: Kysely<Tables>; readonly queues: Queues; readonly order: DeliveryOrder },
  scope: Scope,
  limit: number,
  { actor, reason, at }: Parameters<ReconciliationStore["askUnknown"]>[2],
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ code: string }>`
      select d.code from dossiers d
      where d.lease_token is null and ${inScope(scope)} and d.sync_state in ('unknown', 'parked', 'refused', 'pending')
        and exists (
          select from messages m where m.dossier_code = d.code and m.state = 'unknown' and m.due_at > ${at})
      order by d.code limit ${limit} for update`.execute(tx);
    const codes = rows.map(({ code }) => code);
    if (codes.length === 0) return 0;
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
    await wakeDossiers(tx, queues, order, codes, at);
    return due.length;
  });
}
