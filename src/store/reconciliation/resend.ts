import { sql, type Kysely, type Transaction } from "kysely";
import { digestMark } from "#core/message/content-reference.ts";
import { holdsBack, type DeliveryOrder } from "#core/delivery/destination.ts";
import { STOPPED_STATES, type DraftMessage } from "#core/message/message.ts";
import { reportedKey, type Reported } from "#core/message/plan-messages.ts";
import type { Random } from "#core/ports/ports.ts";
import type { Scope } from "#core/scope.ts";
import type { Resendable, ResendPlan, FindingSettlement, SettledBy } from "#core/reconciliation/reconciliation.ts";
import { appendChanges } from "../changes/append-changes.ts";
import { payloadColumns } from "../delivery/payload-columns.ts";
import { insertJobs } from "../delivery/queue.ts";
import type { QueuePriorities } from "../delivery/queue-priority.ts";
import { largeValuesIn } from "../reads/large-values.ts";
import { holdFinding, settleFinding } from "./settle-finding.ts";
import { readExpectedState } from "./expected-state.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";

interface ResendContext {
  readonly db: Kysely<Tables>;
  readonly priorities: QueuePriorities;
  readonly order: DeliveryOrder;
  readonly random: Random;
}

/**
 * Plans a dossier anew and settles its finding in one transaction. What was never sent is replaced, so that nothing
 * overtakes the new dossier message; a message that stopped for another reason has to be settled first, because sending
 * it again may do harm.
 */
export function resend(
  { db, priorities, order, random }: ResendContext,
  id: string,
  scope: Scope,
  by: SettledBy,
  plan: (resendable: Resendable) => ResendPlan | Promise<ResendPlan>,
): Promise<FindingSettlement> {
  return db
    .transaction()
    .execute(async (tx): Promise<FindingSettlement> => {
      const held = await holdFinding(tx, id, scope);
      if ("outcome" in held) return held;
      const { dossierCode, kind } = held;
      if ((await readExpectedState(tx, order, dossierCode, { lock: true })).kind === "busy") return { outcome: "busy" };
      const stopped = await supersede(tx, dossierCode, by.at);
      if (stopped.some((destination) => holdsBack(destination, order))) throw new Undone({ outcome: "stopped" });

      const planned = await plan({
        kind,
        ...(await readContent(tx, dossierCode)),
        reported: await readReported(tx, dossierCode),
      });
      if (!planned.ok) throw new Undone({ outcome: "invalid", issues: planned.issues });
      const before = await tx
        .selectFrom("dossiers")
        .select("sync_state")
        .where("code", "=", dossierCode)
        .executeTakeFirstOrThrow();
      await tx
        .updateTable("dossiers")
        .set({ portal_known: kind !== "missing", sync_state: "pending", changed_at: by.at })
        .where("code", "=", dossierCode)
        .execute();
      if (before.sync_state !== "pending") await appendChanges(tx, [{ at: by.at, kind: "sync-state", dossierCode }]);
      await addMessages(tx, random, dossierCode, planned.drafts, by.at);
      const destinations = [...new Set(planned.drafts.map(({ destination }) => destination))];
      await insertJobs(
        priorities,
        tx,
        destinations.map((destination) => ({ dossierCode, destination })),
        by.at,
      );
      await settleFinding(tx, id, held, "resent", by);
      return { outcome: "resent", dossierCode, destinations };
    })
    .catch((error: unknown): FindingSettlement => {
      if (error instanceof Undone) return error.settled;
      throw error;
    });
}

/** Thrown inside the transaction so that nothing of it stays. */
class Undone extends Error {
  override readonly name = "Undone";
  readonly settled: FindingSettlement;

  constructor(settled: FindingSettlement) {
    super();
    this.settled = settled;
  }
}

/** Replaces what waits, and stopped dossier messages; gives the destinations of what is stopped for another reason. */
async function supersede(tx: Transaction<Tables>, dossierCode: string, at: Date): Promise<string[]> {
  await tx
    .updateTable("messages")
    .set({ state: "superseded", settled_at: at })
    .where("dossier_code", "=", dossierCode)
    .where((eb) =>
      eb.or([eb("state", "=", "waiting"), eb.and([eb("kind", "=", "dossier"), stateIn("state", STOPPED_STATES)])]),
    )
    .execute();
  const stopped = await tx
    .selectFrom("messages")
    .select("destination")
    .where("dossier_code", "=", dossierCode)
    .where(stateIn("state", STOPPED_STATES))
    .execute();
  return stopped.map(({ destination }) => destination);
}

async function readContent(
  tx: Transaction<Tables>,
  dossierCode: string,
): Promise<Pick<Resendable, "dossier" | "largeValues">> {
  const row = await tx
    .selectFrom("dossiers")
    .select(["content", "record", "large_values"])
    .where("code", "=", dossierCode)
    .executeTakeFirstOrThrow();
  const content = row.content as Record<string, unknown>;
  const dossier = row.record === null ? content : { ...content, record: row.record };
  return { dossier, largeValues: largeValuesIn(row) };
}

async function readReported(tx: Transaction<Tables>, dossierCode: string): Promise<Reported> {
  const rows = await tx
    .selectFrom("messages")
    .select(["kind", "destination", "service", "entry_id", "payload", "payload_sha256"])
    .where("dossier_code", "=", dossierCode)
    .where("state", "<>", "superseded")
    .orderBy("number")
    .execute();
  return {
    last: new Map(rows.filter(({ kind }) => kind !== "progress").map((row) => [reportedKey(row), toldOf(row)])),
    entryIds: new Set(rows.flatMap((row) => (row.entry_id === null ? [] : [row.entry_id]))),
  };
}

function toldOf({
  payload,
  payload_sha256: hash,
}: {
  readonly payload: string;
  readonly payload_sha256: string | null;
}) {
  return hash === null ? payload : digestMark(hash);
}

/** Numbers messages after those the dossier has; its row is held, so the highest number cannot rise meanwhile. */
async function addMessages(
  tx: Transaction<Tables>,
  random: Random,
  dossierCode: string,
  drafts: readonly DraftMessage[],
  at: Date,
): Promise<void> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(number), 0)::int as last from messages where dossier_code = ${dossierCode}`.execute(tx);
  const last = rows[0]?.last ?? 0;
  await tx
    .insertInto("messages")
    .values(
      drafts.map((draft, index) => ({
        id: random.uuid(),
        dossier_code: dossierCode,
        number: last + 1 + index,
        kind: draft.kind,
        destination: draft.destination,
        service: draft.service,
        ...payloadColumns(draft),
        envelope_fields: draft.envelope === undefined ? null : JSON.stringify(draft.envelope),
        entry_id: draft.entryId ?? null,
        state: "waiting" as const,
        due_at: at,
        envelope_id: null,
        fault: null,
        cause: null,
        last_message: null,
        last_message_en: null,
        created_at: at,
        settled_at: null,
      })),
    )
    .execute();
}
