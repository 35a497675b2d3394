import { sql, type Kysely, type Transaction } from "kysely";
import type { PgBoss } from "pg-boss";
import { syncStateOf, type DraftMessage, type MessageState } from "#core/message.ts";
import { canonicalJson } from "#core/canonical-json.ts";
import { toldKey, type Told } from "#core/plan-messages.ts";
import type { Random } from "#core/ports.ts";
import type { DossierRevision, IntakeTransaction, StoredDossier } from "#core/store.ts";
import { appendAudit, appendAuditWithChanges } from "./audit.ts";
import { insertJobs } from "./queue.ts";
import type { Tables } from "./tables.ts";

/** Runs intake work in one transaction: everything a push writes commits together, or nothing does. */
export function intakeStore(db: Kysely<Tables>, boss: PgBoss, random: Random) {
  return {
    transaction: <T>(work: (tx: IntakeTransaction) => Promise<T>): Promise<T> =>
      db.transaction().execute((tx) => work(intakeTransaction(tx, boss, random))),
  };
}

function intakeTransaction(tx: Transaction<Tables>, boss: PgBoss, random: Random): IntakeTransaction {
  return {
    keptAnswer: async (clientId, key) => {
      const kept = await tx
        .selectFrom("idempotency")
        .select(["body_sha256", "answer"])
        .where("client_id", "=", clientId)
        .where("key", "=", key)
        .executeTakeFirst();
      return kept === undefined ? null : { bodySha256: kept.body_sha256, answer: kept.answer };
    },

    keepAnswer: async (clientId, key, kept, at) => {
      const inserted = await tx
        .insertInto("idempotency")
        .values({ client_id: clientId, key, body_sha256: kept.bodySha256, answer: kept.answer, created_at: at })
        .onConflict((conflict) => conflict.columns(["client_id", "key"]).doNothing())
        .returning("key")
        .executeTakeFirst();
      return inserted !== undefined;
    },

    insertOrLock: async (revision) => {
      const inserted = await tx
        .insertInto("dossiers")
        .values({
          ...columnsOf(revision),
          code: revision.dossier.dossierCode,
          revision: 1,
          sync_state: "pending",
          lease_token: null,
          lease_until: null,
          created_at: revision.at,
        })
        .onConflict((conflict) => conflict.column("code").doNothing())
        .returning("code")
        .executeTakeFirst();
      if (inserted !== undefined) return "inserted";
      const stored = await tx
        .selectFrom("dossiers")
        .select(["code", "client_id", "revision", "content_sha256", "status"])
        .where("code", "=", revision.dossier.dossierCode)
        .forUpdate()
        .executeTakeFirstOrThrow();
      return {
        dossierCode: stored.code,
        clientId: stored.client_id,
        revision: stored.revision,
        contentSha256: stored.content_sha256,
        status: stored.status,
        syncState: syncStateOf(await undeliveredStates(tx, stored.code)),
      } satisfies StoredDossier;
    },

    saveRevision: async (revision) => {
      const { client_id: _owner, ...columns } = columnsOf(revision);
      const saved = await tx
        .updateTable("dossiers")
        .set((eb) => ({ ...columns, revision: eb("revision", "+", 1) }))
        .where("code", "=", revision.dossier.dossierCode)
        .returning("revision")
        .executeTakeFirstOrThrow();
      return saved.revision;
    },

    told: (dossierCode, options) => readTold(tx, dossierCode, options.onlyDelivered),

    supersedeUndelivered: async (dossierCode, at) => {
      const { numUpdatedRows } = await tx
        .updateTable("messages")
        .set({ state: "superseded", settled_at: at })
        .where("dossier_code", "=", dossierCode)
        .where("state", "in", ["waiting", "parked", "refused"])
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    addMessages: async (dossierCode, drafts, at) => {
      if (drafts.length === 0) return [];
      const rows = drafts.map((draft, index) => messageRow(draft, index + 1, random));
      // The dossier's row is locked by now, so the highest number cannot rise under our hands.
      await sql`
        insert into messages (id, dossier_code, number, kind, destination, service, payload, envelope_fields, entry_id, state, due_at, created_at)
        select n.id, ${dossierCode}, last.number + n.place, n.kind, n.destination, n.service, n.payload, n.envelope_fields, n.entry_id,
          'waiting', ${at}, ${at}
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(
            id uuid, place integer, kind text, destination text, service text, payload text, envelope_fields jsonb, entry_id text),
          (select coalesce(max(number), 0) as number from messages where dossier_code = ${dossierCode}) as last
        order by n.place`.execute(tx);
      return rows.map((row) => row.id);
    },

    setSyncState: async (dossierCode, state) => {
      await tx.updateTable("dossiers").set({ sync_state: state }).where("code", "=", dossierCode).execute();
    },

    audit: (entry, changes = []) =>
      changes.length === 0 ? appendAudit(tx, [entry]) : appendAuditWithChanges(tx, entry, changes),

    enqueue: (dossierCode, destinations) =>
      insertJobs(
        boss,
        tx,
        destinations.map((destination) => ({ dossierCode, destination })),
      ),
  };
}

function messageRow(draft: DraftMessage, place: number, random: Random) {
  return {
    id: random.uuid(),
    place,
    kind: draft.kind,
    destination: draft.destination,
    service: draft.service,
    payload: canonicalJson(draft.payload),
    envelope_fields: draft.envelope ?? null,
    entry_id: draft.entryId ?? null,
  };
}

function columnsOf({ clientId, dossier, record, adapterVersion, contentSha256, warnings, at }: DossierRevision) {
  const { record: _record, ...content } = dossier;
  return {
    client_id: clientId,
    sector: dossier.sector,
    procedure_code: dossier.procedureCode,
    agency_code: dossier.agencyCode,
    applicant_name: dossier.applicant.name,
    status: dossier.status,
    adapter_version: adapterVersion,
    content: JSON.stringify(content),
    record: record === undefined ? null : JSON.stringify(record),
    content_sha256: contentSha256,
    warnings: JSON.stringify(warnings),
    received_at: dossier.receivedAt === null ? null : new Date(dossier.receivedAt),
    due_at: dossier.dueAt === null ? null : new Date(dossier.dueAt),
    changed_at: at,
  };
}

/** Asked of the messages: the dossier's own column follows only when its worker gives it back. */
async function undeliveredStates(tx: Transaction<Tables>, dossierCode: string): Promise<MessageState[]> {
  const rows = await tx
    .selectFrom("messages")
    .select("state")
    .distinct()
    .where("dossier_code", "=", dossierCode)
    .where("state", "in", ["waiting", "sending", "unknown", "parked", "refused"])
    .execute();
  return rows.map(({ state }) => state);
}

async function readTold(tx: Transaction<Tables>, dossierCode: string, onlyDelivered: boolean): Promise<Told> {
  // What is under way may have reached the portal, so it counts as told even when only the sure things are asked for.
  const states = onlyDelivered
    ? (["delivered", "sending", "unknown", "skipped"] as const)
    : (["delivered", "sending", "unknown", "waiting", "parked", "refused", "skipped"] as const);
  const rows = await tx
    .selectFrom("messages")
    .select(["kind", "service", "entry_id", "state"])
    .select(sql<string | null>`case when kind = 'progress' then null else payload end`.as("payload"))
    .where("dossier_code", "=", dossierCode)
    .where("state", "in", states)
    .orderBy("number")
    .execute();
  const last = new Map<string, string>();
  const entryIds = new Set<string>();
  for (const row of rows) {
    if (row.entry_id !== null) entryIds.add(row.entry_id);
    // What an operator let go was not told; of a progress line it settles that it never will be.
    if (row.payload !== null && row.state !== "skipped") last.set(toldKey(row.kind, row.service), row.payload);
  }
  return { last, entryIds };
}
