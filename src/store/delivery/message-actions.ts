import { createHash } from "node:crypto";
import { sql, type Kysely, type Selectable, type Transaction, type UpdateObject } from "kysely";
import type { ChangeDraft } from "#core/ports/changes.ts";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import { syncStateOf, type MessageState } from "#core/message/message.ts";
import type { ReasonedAction } from "#core/ports/reads.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { appendChanges } from "../changes/append-changes.ts";
import type { Tables } from "../database/tables.ts";
import { readUndelivered } from "./undelivered.ts";
import type { Queues } from "./queue.ts";
import { wakeDossiers } from "./wake-dossiers.ts";

/** What an operator's action on stopped messages comes to. */
interface Action {
  readonly name: "retried" | "skipped" | "replaced";
  readonly change: UpdateObject<Tables, "messages">;
  readonly detail: Readonly<Record<string, string | null>>;
  readonly actor: string;
  readonly at: Date;
}

/**
 * Puts parked or refused messages back to work with a fresh budget; gives how many. Each was sent before, and a portal
 * that says no may have applied it all the same: so a dossier is asked about first, as after a lost answer.
 */
export function retryMessages(
  db: Kysely<Tables>,
  queues: Queues,
  order: DeliveryOrder,
  ids: readonly string[],
  { actor, reason, at }: { readonly actor: string; readonly reason: string | null; readonly at: Date },
): Promise<number> {
  const state = sql<MessageState>`case when kind = 'dossier' then 'unknown' else 'waiting' end`;
  const change = { state, spent: 0, due_at: at, settled_at: null };
  return act(db, queues, order, ids, { name: "retried", change, detail: { reason }, actor, at });
}

/** Lets a parked or refused message go undelivered; false when it is in any other state. */
export async function skipMessage(
  db: Kysely<Tables>,
  queues: Queues,
  order: DeliveryOrder,
  id: string,
  { actor, reason, at }: ReasonedAction,
): Promise<boolean> {
  const change = { state: "skipped", settled_at: at } as const;
  return (await act(db, queues, order, [id], { name: "skipped", change, detail: { reason }, actor, at })) > 0;
}

/** Puts other content into a parked or refused message and sends it; false when it is in any other state. */
export async function replaceMessage(
  db: Kysely<Tables>,
  queues: Queues,
  order: DeliveryOrder,
  id: string,
  payload: string,
  { actor, reason, at }: ReasonedAction,
): Promise<boolean> {
  const change = { state: "waiting", payload, spent: 0, due_at: at, settled_at: null, envelope_id: null } as const;
  // What was sent before stays in its envelopes; the audit names both contents by their hashes.
  const payloadSha256 = createHash("sha256").update(payload).digest("hex");
  const action: Action = { name: "replaced", change, detail: { reason, payloadSha256 }, actor, at };
  return (await act(db, queues, order, [id], action)) > 0;
}

/**
 * Changes those of the messages that are parked or refused, works their dossiers' states out anew and wakes them, with an
 * audit entry for each message, in one transaction. Messages in any other state are left alone.
 */
function act(
  db: Kysely<Tables>,
  queues: Queues,
  order: DeliveryOrder,
  ids: readonly string[],
  { name, change, detail, actor, at }: Action,
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
    const changed = await tx
      .updateTable("messages")
      .set(change)
      .where("id", "in", ids)
      .where("state", "in", ["parked", "refused"])
      .returning(["id", "dossier_code", "number", "kind", "destination", "service"])
      .execute();
    if (changed.length === 0) return 0;
    const codes = [...new Set(changed.map((row) => row.dossier_code))].toSorted();
    const moved = await writeStates(tx, codes, at);
    await appendChanges(tx, [
      ...(name === "skipped" ? changed.map((row) => skippedChange(row, at)) : []),
      ...moved.map((dossierCode) => ({ at, kind: "sync-state", dossierCode }) as const),
    ]);
    await appendAudit(
      tx,
      changed.map(({ id }) => ({ at, actor, action: `message.${name}`, subject: id, detail })),
    );
    await wakeDossiers(tx, queues, order, codes, at);
    return changed.length;
  });
}

/** Gives the dossiers whose state is another now. */
async function writeStates(tx: Transaction<Tables>, codes: readonly string[], at: Date): Promise<string[]> {
  const before = await tx.selectFrom("dossiers").select(["code", "sync_state"]).where("code", "in", codes).execute();
  const undelivered = await readUndelivered(tx, codes);
  const moved: string[] = [];
  for (const { code, sync_state: old } of before.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const state = syncStateOf((undelivered.get(code) ?? []).map((message) => message.state));
    await tx.updateTable("dossiers").set({ sync_state: state, changed_at: at }).where("code", "=", code).execute();
    if (state !== old) moved.push(code);
  }
  return moved;
}

function skippedChange(
  row: Pick<Selectable<Tables["messages"]>, "id" | "dossier_code" | "number" | "kind" | "destination" | "service">,
  at: Date,
): ChangeDraft {
  const { id: messageId, number, kind: messageKind, destination, service } = row;
  const detail = { messageId, number, messageKind, destination, service };
  return { at, kind: "message-skipped", dossierCode: row.dossier_code, detail };
}
