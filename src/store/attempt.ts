import { sql, type Kysely, type Transaction } from "kysely";
import { Fault } from "#core/fault.ts";
import type { AttemptRecord, Settlement, StoredEnvelope } from "#core/store.ts";
import { appendAudit } from "./audit.ts";
import { CHANGE_COLUMNS } from "./change-append.ts";
import type { Tables } from "./tables.ts";

/** An envelope stored before with exactly these bytes for exactly these messages, so that a retry sends it again. */
export async function storedEnvelope(
  db: Kysely<Tables>,
  bodySha256: string,
  messageIds: readonly string[],
): Promise<StoredEnvelope | null> {
  const found = await db
    .selectFrom("envelopes")
    .selectAll()
    .where("body_sha256", "=", bodySha256)
    .where("id", "in", (eb) =>
      eb
        .selectFrom("messages")
        .select("envelope_id")
        .where("id", "in", messageIds)
        .where("envelope_id", "is not", null),
    )
    .executeTakeFirst();
  if (found === undefined) return null;
  return {
    id: found.id,
    destination: found.destination,
    service: found.service,
    isUpdating: found.is_updating,
    body: found.body,
    signature: {
      profile: found.signature_profile,
      header: found.signature_header,
      value: found.signature_value,
      certificateThumbprint: found.certificate_thumbprint,
    },
    createdAt: found.created_at,
  };
}

/** Stores the envelope and marks its messages as under way, before a byte leaves the house. */
export function beginAttempt(
  db: Kysely<Tables>,
  input: {
    readonly leaseToken: string;
    readonly envelope: StoredEnvelope;
    readonly bodySha256: string;
    readonly messageIds: readonly string[];
    readonly isNew: boolean;
  },
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const { envelope, messageIds } = input;
    if (input.isNew) {
      await tx
        .insertInto("envelopes")
        .values({
          id: envelope.id,
          destination: envelope.destination,
          service: envelope.service,
          is_updating: envelope.isUpdating,
          body: Buffer.from(envelope.body),
          body_sha256: input.bodySha256,
          signature_profile: envelope.signature.profile,
          signature_header: envelope.signature.header,
          signature_value: envelope.signature.value,
          certificate_thumbprint: envelope.signature.certificateThumbprint,
          created_at: envelope.createdAt,
        })
        .execute();
      await tx
        .insertInto("envelope_items")
        .values(messageIds.map((id, position) => ({ envelope_id: envelope.id, position, message_id: id })))
        .execute();
    }
    const { numAffectedRows } = await sql`
      with held as (${heldUnder(input.leaseToken)})
      update messages m set state = 'sending', envelope_id = ${envelope.id}::uuid
      from held
      where m.dossier_code = held.code
        and m.state in ('waiting', 'sending')
        and m.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(messageIds)}::jsonb))`.execute(
      tx,
    );
    if (Number(numAffectedRows) !== messageIds.length) throw leaseLost();
  });
}

/** Commits what attempts brought: evidence, the messages' new states and the audit entries, together. */
export function settle(db: Kysely<Tables>, settlement: Settlement): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await applyChanges(tx, settlement);
    if (settlement.attempts.length > 0)
      await tx.insertInto("attempts").values(settlement.attempts.map(attemptRow)).execute();
    if (settlement.portalKnown.length > 0) {
      await tx
        .updateTable("dossiers")
        .set({ portal_known: true })
        .where("code", "in", settlement.portalKnown)
        .where("lease_token", "=", settlement.leaseToken)
        .execute();
    }
    if (settlement.askAbout !== undefined) await askAbout(tx, settlement.askAbout);
    await appendAudit(tx, settlement.audit);
  });
}

async function askAbout(
  tx: Transaction<Tables>,
  { destination, dossierCodes, from }: NonNullable<Settlement["askAbout"]>,
): Promise<void> {
  await tx
    .insertInto("inquiries")
    .values(dossierCodes.map((dossier_code) => ({ destination, dossier_code, due_at: from })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The messages' new states and, for those that say something to the outside, a line each in the delta feed. */
async function applyChanges(tx: Transaction<Tables>, { leaseToken, changes, attempts }: Settlement): Promise<void> {
  if (changes.length === 0) return;
  const endedAt = attempts.at(-1)?.endedAt;
  const rows = changes.map((change, place) => ({
    place,
    id: change.messageId,
    at: (change.settledAt ?? endedAt ?? change.dueAt).toISOString(),
    state: change.state,
    attempts: change.attempts,
    spent: change.spent,
    due_at: change.dueAt.toISOString(),
    settled_at: change.settledAt?.toISOString() ?? null,
    fault: change.outcome?.party ?? null,
    cause: change.outcome?.cause ?? null,
    vi: change.outcome?.message ?? null,
    en: change.outcome?.messageEn ?? null,
  }));
  const { rows: counted } = await sql<{ count: string }>`
    with held as (
      select code, sector, agency_code, status, sync_state, revision
      from dossiers where lease_token = ${leaseToken}::uuid order by code for update
    ), changed as (
      update messages m set
        state = n.state, attempts = n.attempts, spent = n.spent, due_at = n.due_at, settled_at = n.settled_at,
        fault = n.fault, cause = n.cause, last_message = n.vi, last_message_en = n.en
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(
        place integer, id uuid, at timestamptz, state text, attempts integer, spent integer, due_at timestamptz,
        settled_at timestamptz, fault text, cause text, vi text, en text), held, messages before
      where m.id = n.id and m.dossier_code = held.code and before.id = n.id
      returning n.place, n.at, held.*, m.state, before.state as state_before, m.attempts, m.cause, m.fault,
        m.id, m.number, m.kind as message_kind, m.destination, m.service
    ), told as (
      insert into ${CHANGE_COLUMNS}
      select at, 'message-' || state, code, sector, agency_code, status, sync_state, revision,
        jsonb_build_object('messageId', id, 'number', number, 'messageKind', message_kind,
          'destination', destination, 'service', service,
          'attempts', attempts, 'party', fault, 'cause', cause)
      from changed
      where state in ('delivered', 'refused', 'parked', 'unknown') and state <> state_before
      order by place
    )
    select count(*) as count from changed`.execute(tx);
  if (Number(counted[0]?.count) !== changes.length) throw leaseLost();
}

/**
 * The dossiers held under a lease, locked until the transaction ends: a worker that takes the lease over waits and then
 * sees what was written, and a push waits and then knows whether its dossier was refused. In code order, as everywhere,
 * so that nobody waits in a circle.
 */
function heldUnder(leaseToken: string) {
  return sql`select code from dossiers where lease_token = ${leaseToken}::uuid order by code for update`;
}

function attemptRow(attempt: AttemptRecord) {
  const { outcome } = attempt;
  return {
    kind: attempt.kind,
    envelope_id: attempt.envelopeId,
    message_id: attempt.messageId,
    started_at: attempt.startedAt,
    ended_at: attempt.endedAt,
    outcome: outcome.kind,
    party: outcome.party ?? null,
    cause: outcome.cause,
    message: outcome.message,
    message_en: outcome.messageEn,
    http_status: outcome.httpStatus ?? null,
    error_code: outcome.errorCode ?? null,
    excerpt: outcome.excerpt ?? null,
    answer_sha256: outcome.answerSha256 ?? null,
  };
}

function leaseLost(): Fault {
  return new Fault("lease-lost", {
    vi: "Hồ sơ đã chuyển sang tiến trình khác xử lý; tiến trình này dừng lại và không ghi gì.",
    en: "The dossier was taken over by another worker; this one stops and writes nothing.",
  });
}
