import type { Kysely } from "kysely";
import type { PgBoss } from "pg-boss";
import { appendAudit } from "./audit.ts";
import type { DeliveryOrder } from "#core/destination.ts";
import type { Tables } from "./tables.ts";
import { wakeDossiers } from "./wake-dossiers.ts";

/**
 * Puts parked or refused messages back to waiting with a fresh budget and wakes their dossiers, with an audit entry for
 * each, in one transaction. Messages in any other state are left alone.
 */
export function retryMessages(
  db: Kysely<Tables>,
  boss: PgBoss,
  order: DeliveryOrder,
  ids: readonly string[],
  by: { readonly actor: string; readonly reason: string | null; readonly at: Date },
): Promise<number> {
  if (ids.length === 0) return Promise.resolve(0);
  return db.transaction().execute(async (tx) => {
    // Dossiers before messages, as a push locks them, so that neither waits for the other in a circle.
    await tx
      .selectFrom("dossiers")
      .select("code")
      .where("code", "in", (eb) => eb.selectFrom("messages").select("dossier_code").where("id", "in", ids))
      .orderBy("code")
      .forUpdate()
      .execute();
    const retried = await tx
      .updateTable("messages")
      .set({ state: "waiting", spent: 0, due_at: by.at, settled_at: null })
      .where("id", "in", ids)
      .where("state", "in", ["parked", "refused"])
      .returning(["id", "dossier_code"])
      .execute();
    if (retried.length === 0) return 0;
    const codes = [...new Set(retried.map((row) => row.dossier_code))].toSorted();
    await tx
      .updateTable("dossiers")
      .set({ sync_state: "pending", changed_at: by.at })
      .where("code", "in", codes)
      .execute();
    await appendAudit(
      tx,
      retried.map(({ id }) => ({
        at: by.at,
        actor: by.actor,
        action: "message.retried",
        subject: id,
        detail: { reason: by.reason },
      })),
    );
    await wakeDossiers(tx, boss, order, codes, by.at);
    return retried.length;
  });
}
