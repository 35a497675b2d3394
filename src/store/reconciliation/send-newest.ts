import type { Kysely, Transaction } from "kysely";
import { OVERTAKEN } from "#core/delivery/causes.ts";
import { PORTAL, type DeliveryOrder } from "#core/delivery/destination.ts";
import type { ComparisonTask, Concluded } from "#core/reconciliation/reconciliation.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { appendChanges } from "../changes/append-changes.ts";
import type { Tables } from "../database/tables.ts";
import type { QueuePriorities } from "../delivery/queue-priority.ts";
import { wakeDossiers } from "../delivery/wake-dossiers.ts";

/** Contents of a dossier that went out to the portal before its last confirmed one. */
export async function earlierContents(db: Kysely<Tables>, dossierCode: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("messages")
    .select(["payload", "state"])
    .where("dossier_code", "=", dossierCode)
    .where("destination", "=", PORTAL)
    .where("kind", "=", "dossier")
    .where((eb) =>
      eb.or([
        eb("state", "=", "delivered"),
        eb.exists(eb.selectFrom("envelope_items as i").whereRef("i.message_id", "=", "messages.id")),
      ]),
    )
    .orderBy("number")
    .execute();
  const newest = rows.findLastIndex(({ state }) => state === "delivered");
  return rows.slice(0, Math.max(newest, 0)).map(({ payload }) => payload);
}

/**
 * The portal holds an older content of a dossier, which it applied late: its last confirmed message becomes due again.
 * The caller holds the dossier's row, and nothing is under way for it.
 */
export async function sendNewest(
  tx: Transaction<Tables>,
  priorities: QueuePriorities,
  order: DeliveryOrder,
  { dossierCode, expected }: ComparisonTask,
  at: Date,
): Promise<Concluded> {
  const concluded = { result: "overtaken", opened: false, closed: false } as const;
  if (expected.kind !== "delivered") return concluded;
  const { cause, vi, en } = OVERTAKEN;
  await tx
    .updateTable("messages")
    .set({
      state: "waiting",
      attempts: 0,
      spent: 0,
      due_at: at,
      settled_at: null,
      fault: "portal",
      cause,
      last_message: vi,
      last_message_en: en,
    })
    .where("id", "=", expected.messageId)
    .execute();
  const before = await tx
    .selectFrom("dossiers")
    .select("sync_state")
    .where("code", "=", dossierCode)
    .executeTakeFirstOrThrow();
  if (before.sync_state === "in-sync") {
    await tx
      .updateTable("dossiers")
      .set({ sync_state: "pending", changed_at: at })
      .where("code", "=", dossierCode)
      .execute();
    await appendChanges(tx, [{ at, kind: "sync-state", dossierCode }]);
  }
  const entry = { at, actor: "worker", action: "message.sent-again", subject: expected.messageId, detail: { cause } };
  await appendAudit(tx, [entry]);
  return { ...concluded, destinations: await wakeDossiers(tx, priorities, order, [dossierCode], at) };
}
