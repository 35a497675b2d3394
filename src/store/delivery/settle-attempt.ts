import { sql, type Kysely, type RawBuilder } from "kysely";
import { MESSAGE_STATES } from "#core/message/message.ts";
import { PORTAL_FORGOT } from "#core/delivery/causes.ts";
import { CHANGE_KINDS } from "#core/ports/changes.ts";
import { SECOND_LOOK } from "#core/reconciliation/reconciliation.ts";
import type { AttemptRecord, MessageChange, Settlement } from "#core/ports/delivery-store.ts";
import { CHANGE_COLUMNS } from "../changes/append-changes.ts";
import { asLeaseLost, expectWritten, heldUnder } from "./fence.ts";
import { toKept } from "../reads/signature-columns.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";

/** A message that comes into one of these is a change to the outside. */
const PUBLISHED_STATES = MESSAGE_STATES.filter((state) => CHANGE_KINDS.some((kind) => kind === `message-${state}`));

/**
 * Commits what attempts brought: evidence, the messages' new states, the changes those are to the outside and the audit
 * entries, in one statement, all or nothing.
 * @throws Fault `lease-lost`
 */
export async function settle(db: Kysely<Tables>, settlement: Settlement): Promise<void> {
  const { leaseToken, changes, attempts, portalKnown, forgotten, remembered, lookAgain, askAbout, audit } = settlement;
  const endedAt = attempts.at(-1)?.endedAt;
  const rows = changes.map((change, place) => ({ ...changeRow(change), place, at: atOf(change, endedAt) }));
  const entries = audit.map((entry) => ({ ...entry, detail: entry.detail ?? {} }));
  try {
    await sql`
      with outcomes as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(
          place integer, at timestamptz, id uuid, state text, attempts integer, failures integer, spent integer, due_at timestamptz, settled_at timestamptz,
          fault text, cause text, vi text, en text)
      ), held as (${heldUnder(leaseToken, sql`select id from outcomes`)}
      ), changed as (
        update messages m set
          state = n.state, attempts = n.failures, spent = n.spent, due_at = n.due_at, settled_at = n.settled_at,
          fault = n.fault, cause = n.cause, last_message = n.vi, last_message_en = n.en
        from outcomes n, held, messages before
        where m.id = n.id and m.dossier_code = held.code and before.id = n.id
        returning n.place, n.at, held.*, m.id, m.number, m.kind, m.destination, m.service, m.state, n.attempts, m.fault,
          m.cause, m.state <> before.state as moved
      ), published as (
        insert into ${CHANGE_COLUMNS}
        select at, 'message-' || state, code, sector, agency_code, status, sync_state, revision,
          jsonb_build_object('messageId', id, 'number', number, 'messageKind', kind, 'destination', destination,
            'service', service, 'attempts', attempts, 'party', fault, 'cause', cause)
        from changed where moved and ${stateIn("state", PUBLISHED_STATES)} order by place
      ), tried as (
        insert into attempts (kind, envelope_id, message_id, started_at, ended_at, outcome, party, cause, message,
          message_en, http_status, error_code, excerpt, answer_sha256, issues, receipt, receipt_body)
        select kind, envelope_id, message_id, started_at, ended_at, outcome, party, cause, message,
          message_en, http_status, error_code, excerpt, answer_sha256, issues, receipt, decode(receipt_body, 'base64')
        from jsonb_to_recordset(${JSON.stringify(attempts.map(attemptRow))}::jsonb) as a(
          place integer, kind text, envelope_id uuid, message_id uuid, started_at timestamptz, ended_at timestamptz,
          outcome text, party text, cause text, message text, message_en text, http_status integer, error_code text,
          excerpt text, answer_sha256 text, issues jsonb, receipt jsonb, receipt_body text)
        order by place
      ), known as (
        update dossiers d set portal_known = true
        from held
        where d.code = held.code and not d.portal_known
          and d.code in (select jsonb_array_elements_text(${JSON.stringify(portalKnown)}::jsonb))
      ), asked as (
        insert into inquiries (destination, dossier_code, due_at)
        select ${askAbout?.destination ?? null}::text, code, ${askAbout?.from ?? null}::timestamptz
        from jsonb_array_elements_text(${JSON.stringify(askAbout?.dossierCodes ?? [])}::jsonb) as codes(code)
        on conflict do nothing
      ), noted as (
        insert into audit (at, actor, action, subject, detail)
        select at, actor, action, subject, detail
        from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e(
          at timestamptz, actor text, action text, subject text, detail jsonb)
      )${lookAgain === undefined ? sql`` : compareLater(lookAgain)}${forgotten === undefined ? sql`` : toldFromTheStart(forgotten)}${remembered === undefined ? sql`` : confirmedAgain(remembered)}${expectWritten(changes.length, sql`changed`)}`.execute(
      db,
    );
  } catch (error) {
    throw asLeaseLost(error);
  }
}

/** A run of its own for these dossiers, that begins then. */
function compareLater({ dossierCodes, runId, from }: NonNullable<Settlement["lookAgain"]>): RawBuilder<unknown> {
  return sql`, second_look as (
        insert into reconciliation_runs (id, requested_by, started_at, total, counts)
        values (${runId}::uuid, ${SECOND_LOOK}, ${from}::timestamptz, ${dossierCodes.length}::integer, '{}')
      ), looked_at as (
        insert into reconciliation_queue (run_id, dossier_code, due_at)
        select ${runId}::uuid, value, ${from}::timestamptz
        from jsonb_array_elements_text(${JSON.stringify(dossierCodes)}::jsonb)
      )`;
}

/** Puts what a destination confirmed and has lost since back to work, where it stood. */
function toldFromTheStart({
  destination,
  dossierCodes,
  at,
}: NonNullable<Settlement["forgotten"]>): RawBuilder<unknown> {
  return sql`, lost as (
        select code from held where code in (select jsonb_array_elements_text(${JSON.stringify(dossierCodes)}::jsonb))
      ), unknown_there as (
        update dossiers d set portal_known = false from lost where d.code = lost.code
      ), again as (
        update messages m set state = 'waiting', attempts = 0, spent = 0, due_at = ${at}::timestamptz, settled_at = null,
          cause = ${PORTAL_FORGOT.cause}, fault = 'portal', last_message = ${PORTAL_FORGOT.vi},
          last_message_en = ${PORTAL_FORGOT.en}
        from lost
        where m.dossier_code = lost.code and m.destination = ${destination} and m.state = 'delivered'
          and (m.kind = 'progress' or m.kind = 'dossier' and m.number in (
            select unnest(array[min(number), max(number)]) from messages
            where dossier_code = lost.code and destination = ${destination} and kind = 'dossier' and state = 'delivered'))
        returning m.id, m.dossier_code, m.number
      ), told_again as (
        insert into audit (at, actor, action, subject, detail)
        select ${at}::timestamptz, 'worker', 'message.sent-again', id::text, jsonb_build_object('cause', ${PORTAL_FORGOT.cause}::text)
        from again order by dossier_code, number
      )`;
}

/** Confirms what {@link toldFromTheStart} put back to work, but for the message the portal has just answered to. */
function confirmedAgain({ dossierCodes, at }: NonNullable<Settlement["remembered"]>): RawBuilder<unknown> {
  return sql`, known_there as (
        update dossiers d set portal_known = true from held
        where d.code = held.code and d.code in (select jsonb_array_elements_text(${JSON.stringify(dossierCodes)}::jsonb))
      ), confirmed as (
        update messages m set state = 'delivered', settled_at = ${at}::timestamptz
        from held
        where m.dossier_code = held.code and m.state = 'waiting' and m.cause = ${PORTAL_FORGOT.cause}
          and m.dossier_code in (select jsonb_array_elements_text(${JSON.stringify(dossierCodes)}::jsonb))
          and m.id not in (select id from outcomes)
        returning m.id, m.dossier_code, m.number
      ), told_confirmed as (
        insert into audit (at, actor, action, subject, detail)
        select ${at}::timestamptz, 'worker', 'message.confirmed-again', id::text, '{"cause":"already-exists"}'
        from confirmed order by dossier_code, number
      )`;
}

/** When it happened: a message that goes on has no time of its own, its attempt has. */
function atOf({ settledAt, dueAt }: MessageChange, endedAt: Date | undefined): Date {
  return settledAt ?? endedAt ?? dueAt;
}

function changeRow({ messageId, state, attempts, failures, spent, dueAt, settledAt, outcome }: MessageChange) {
  return {
    id: messageId,
    state,
    attempts,
    failures,
    spent,
    due_at: dueAt,
    settled_at: settledAt,
    fault: outcome?.party ?? null,
    cause: outcome?.cause ?? null,
    vi: outcome?.message ?? null,
    en: outcome?.messageEn ?? null,
  };
}

function attemptRow({ kind, envelopeId, messageId, startedAt, endedAt, outcome }: AttemptRecord, place: number) {
  return {
    place,
    kind,
    envelope_id: envelopeId,
    message_id: messageId,
    started_at: startedAt,
    ended_at: endedAt,
    outcome: outcome.kind,
    party: outcome.party ?? null,
    cause: outcome.cause,
    message: outcome.message,
    message_en: outcome.messageEn,
    http_status: outcome.httpStatus ?? null,
    error_code: outcome.errorCode ?? null,
    excerpt: outcome.excerpt ?? null,
    answer_sha256: outcome.answerSha256 ?? null,
    issues: outcome.issues ?? null,
    receipt: outcome.receipt === undefined ? null : toKept(outcome.receipt.signature),
    receipt_body: outcome.receipt === undefined ? null : Buffer.from(outcome.receipt.body).toString("base64"),
  };
}
