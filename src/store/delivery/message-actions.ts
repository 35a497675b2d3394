import { sql, type Kysely, type Selectable, type Transaction, type UpdateObject } from "kysely";
import type { ChangeDraft } from "#core/ports/changes.ts";
import { holdsBack, type DeliveryOrder } from "#core/delivery/destination.ts";
import { STOPPED_STATES, syncStateOf, type MessageState, type SyncState } from "#core/message/message.ts";
import type { StoredPayload } from "#core/message/content-reference.ts";
import type { ActionTaken, ReasonedAction } from "#core/ports/message-actions.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { appendChanges } from "../changes/append-changes.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";
import { storedColumns } from "./payload-columns.ts";
import { readUndelivered, wakeUpsFor, type Undelivered } from "./undelivered.ts";
import { insertJobs } from "./queue.ts";
import type { QueuePriorities } from "./queue-priority.ts";

/** What an operator's action on stopped messages comes to. */
interface Action {
  readonly name: "retried" | "skipped" | "replaced";
  readonly change: UpdateObject<Tables, "messages">;
  readonly detail: Readonly<Record<string, string | null>>;
  readonly actor: string;
  readonly at: Date;
}

/**
 * Puts parked or refused messages back to work with a fresh budget. Each was sent before, and a portal
 * that says no may have applied it all the same: so a dossier is asked about first, as after a lost answer.
 */
export function retryMessages(
  db: Kysely<Tables>,
  priorities: QueuePriorities,
  order: DeliveryOrder,
  ids: readonly string[],
  { actor, reason, at }: { readonly actor: string; readonly reason: string | null; readonly at: Date },
): Promise<ActionTaken> {
  const state = sql<MessageState>`case when kind = 'dossier' then 'unknown' else 'waiting' end`;
  const change = { state, spent: 0, due_at: at, settled_at: null };
  return act(db, priorities, order, ids, { name: "retried", change, detail: { reason }, actor, at });
}

/** Lets a parked or refused message go undelivered. */
export function skipMessage(
  db: Kysely<Tables>,
  priorities: QueuePriorities,
  order: DeliveryOrder,
  id: string,
  { actor, reason, at }: ReasonedAction,
): Promise<ActionTaken> {
  const change = { state: "skipped", settled_at: at } as const;
  return act(db, priorities, order, [id], { name: "skipped", change, detail: { reason }, actor, at });
}

/** Puts other content into a parked or refused message and sends it. */
export function replaceMessage(
  db: Kysely<Tables>,
  priorities: QueuePriorities,
  order: DeliveryOrder,
  id: string,
  stored: StoredPayload,
  { actor, reason, at }: ReasonedAction,
): Promise<ActionTaken> {
  const payload = storedColumns(stored);
  // The content is that of the dossier's agency of now.
  const change = {
    state: "waiting",
    ...payload,
    spent: 0,
    due_at: at,
    settled_at: null,
    envelope_id: null,
    agency_code: null,
  } as const;
  // What was sent before stays in its envelopes; the audit names both contents by their hashes.
  const detail = { reason, payloadSha256: stored.sha256 };
  const action: Action = { name: "replaced", change, detail, actor, at };
  return act(db, priorities, order, [id], action);
}

const NOTHING: ActionTaken = { messages: 0, destinations: [] };

/**
 * Changes those of the messages that are parked or refused, works their dossiers' states out anew and wakes for what can
 * go on now and could not before, with an audit entry for each message, in one transaction. Messages in any other state
 * are left alone, and so are the dossiers' other destinations.
 */
function act(
  db: Kysely<Tables>,
  priorities: QueuePriorities,
  order: DeliveryOrder,
  ids: readonly string[],
  { name, change, detail, actor, at }: Action,
): Promise<ActionTaken> {
  if (ids.length === 0) return Promise.resolve(NOTHING);
  return db.transaction().execute(async (tx) => {
    // Dossiers before messages, as a push locks them, so that neither waits for the other in a circle.
    const dossiers = await tx
      .selectFrom("dossiers")
      .select(["code", "sync_state"])
      .where("code", "in", (eb) => eb.selectFrom("messages").select("dossier_code").where("id", "in", ids))
      .orderBy("code")
      .forUpdate()
      .execute();
    if (name === "replaced") await keepAgencyOfItems(tx, ids);
    const changed = await tx
      .updateTable("messages")
      .set(change)
      .where("id", "in", ids)
      .where(stateIn("state", STOPPED_STATES))
      .returning(["id", "dossier_code", "number", "kind", "destination", "service"])
      .execute();
    if (changed.length === 0) return NOTHING;
    if (name === "skipped") await forgetContent(tx, changed);
    const touched = new Set(changed.map((row) => row.dossier_code));
    const held = dossiers.filter(({ code }) => touched.has(code));
    const undelivered = await readUndelivered(tx, [...touched]);
    const moved = await writeStates(tx, held, undelivered, at);
    await appendChanges(tx, [
      ...(name === "skipped" ? changed.map((row) => skippedChange(row, at)) : []),
      ...moved.map((dossierCode) => ({ at, kind: "sync-state", dossierCode }) as const),
    ]);
    await appendAudit(
      tx,
      changed.map(({ id }) => ({ at, actor, action: `message.${name}`, subject: id, detail })),
    );
    const wakeUps = wakeUpsFor(undelivered, order, at, {
      isWanted: (head) => changed.some((row) => concerns(row, head, order)),
    });
    await insertJobs(priorities, tx, wakeUps, at);
    const atOnce = wakeUps.filter(({ afterMs }) => afterMs === 0);
    return { messages: changed.length, destinations: [...new Set(atOnce.map(({ destination }) => destination))] };
  });
}

/** What was sent of a message under another agency stays that one's when the message gets other content. */
async function keepAgencyOfItems(tx: Transaction<Tables>, ids: readonly string[]): Promise<void> {
  await sql`
    update envelope_items i set agency_code = m.agency_code
    from messages m
    where m.id = i.message_id and m.id in (${sql.join(ids.map((id) => sql`${id}::uuid`))}) and m.agency_code is not null
      and i.agency_code is null`.execute(tx);
}

/** Whether a change to one message is why another could be sent next: it is the same one, or waited for it. */
function concerns(
  row: Pick<Selectable<Tables["messages"]>, "dossier_code" | "number" | "destination">,
  head: Undelivered,
  order: DeliveryOrder,
): boolean {
  if (row.dossier_code !== head.dossierCode) return false;
  if (row.number === head.number) return true;
  return row.number < head.number && (row.destination === head.destination || holdsBack(row.destination, order));
}

/**
 * A dossier whose content an operator let go was not told of it: the next push counts as new, be it the same as before, so
 * that the one-stop software can still have it delivered.
 */
async function forgetContent(
  tx: Transaction<Tables>,
  skipped: readonly Pick<Selectable<Tables["messages"]>, "dossier_code" | "kind">[],
): Promise<void> {
  const codes = skipped.filter(({ kind }) => kind === "dossier").map((row) => row.dossier_code);
  if (codes.length > 0)
    await tx.updateTable("dossiers").set({ content_sha256: "" }).where("code", "in", codes).execute();
}

/** Writes where locked dossiers stand now; gives those whose state is another than it was. */
async function writeStates(
  tx: Transaction<Tables>,
  dossiers: readonly { readonly code: string; readonly sync_state: SyncState }[],
  undelivered: ReadonlyMap<string, readonly Undelivered[]>,
  at: Date,
): Promise<string[]> {
  const states = dossiers.map(({ code, sync_state: before }) => {
    const state = syncStateOf((undelivered.get(code) ?? []).map((message) => message.state));
    return { code, state, moved: state !== before };
  });
  await sql`
    update dossiers d set sync_state = n.state, changed_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as n(code text, state text)
    where d.code = n.code`.execute(tx);
  return states.filter(({ moved }) => moved).map(({ code }) => code);
}

function skippedChange(
  row: Pick<Selectable<Tables["messages"]>, "id" | "dossier_code" | "number" | "kind" | "destination" | "service">,
  at: Date,
): ChangeDraft {
  const { id: messageId, number, kind: messageKind, destination, service } = row;
  const detail = { messageId, number, messageKind, destination, service };
  return { at, kind: "message-skipped", dossierCode: row.dossier_code, detail };
}
