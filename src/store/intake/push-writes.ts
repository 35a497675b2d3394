import { sql, type Kysely, type RawBuilder, type Transaction } from "kysely";
import type { Random } from "#core/ports/ports.ts";
import type { DossierRevision, PushWrite } from "#core/ports/intake-store.ts";
import type { SearchTokens } from "#core/search/search-tokens.ts";
import { CHANGE_COLUMNS } from "../changes/append-changes.ts";
import { payloadColumns } from "../delivery/payload-columns.ts";
import { asIdempotencyKeyUsed } from "./idempotency.ts";
import type { QueuePriorities } from "../delivery/queue-priority.ts";
import { findableOf } from "../search/index-dossiers.ts";
import type { Tables } from "../database/tables.ts";

/** What writing pushes needs besides the database. */
export interface PushWriting {
  readonly priorities: QueuePriorities;
  readonly random: Random;
  readonly searchTokens: SearchTokens;
}

/**
 * Takes in the first pushes of dossiers with all that belongs to them, in one statement, which is one transaction and one
 * round trip for any number of them. Gives their codes in; dossiers that are there and keys that were used are left out.
 * @throws KeyTaken
 */
export async function insertFirst(
  db: Kysely<Tables>,
  writing: PushWriting,
  pushes: readonly PushWrite[],
): Promise<ReadonlySet<string>> {
  const accepted = sql`
    insert into dossiers (code, client_id, sector, procedure_code, agency_code, applicant_name, status, revision,
      adapter_version, content, record, large_values, content_sha256, warnings, not_told, sync_state, received_at, due_at, created_at, changed_at)
    select code, client_id, sector, procedure_code, agency_code, applicant_name, status, 1,
      adapter_version, content, record, large_values, content_sha256, warnings, not_told, coalesce(sync_state, 'pending'), received_at, due_at, at, at
    from pushed p
    where key is null or not exists (select from idempotency i where i.client_id = p.key_client and i.key = p.key)
    order by code
    on conflict (code) do nothing
    returning code, sector, agency_code, status, sync_state, revision, false as moved`;
  return new Set(await write(db, writing, pushes, accepted));
}

/**
 * Writes further pushes of locked dossiers, in one statement.
 * @throws KeyTaken
 */
export async function saveRevisions(
  tx: Transaction<Tables>,
  writing: PushWriting,
  pushes: readonly PushWrite[],
): Promise<void> {
  const accepted = sql`
    update dossiers d set client_id = p.client_id, released_at = null, sector = p.sector, procedure_code = p.procedure_code, agency_code = p.agency_code,
      applicant_name = p.applicant_name, status = p.status, revision = d.revision + 1,
      adapter_version = p.adapter_version, content = p.content, record = p.record, large_values = p.large_values, content_sha256 = p.content_sha256,
      warnings = p.warnings, not_told = p.not_told, sync_state = coalesce(p.sync_state, d.sync_state), received_at = p.received_at,
      due_at = p.due_at, changed_at = p.at
    from pushed p join dossiers before on before.code = p.code
    where d.code = p.code
    returning d.code, d.sector, d.agency_code, d.status, d.sync_state, d.revision, d.sync_state <> before.sync_state as moved`;
  await write(tx, writing, pushes, accepted, AGENCY_LEFT);
}

/**
 * What a dossier said before it moves to another agency stays that of the agency it leaves. Messages without an agency of
 * their own are those of the dossier's, so nothing is written where none moves.
 */
const AGENCY_LEFT = sql`
  , agency_left as (
    update messages m set agency_code = before.agency_code
    from pushed p join dossiers before on before.code = p.code
    where m.dossier_code = p.code and m.agency_code is null and before.agency_code <> p.agency_code
  )`;

/**
 * One statement around `accepted`, which reads the pushes from `pushed`, writes their dossiers and returns the rows of those
 * it accepted: revisions, search tokens, messages, audit entries, changes, kept answers and jobs of the others are not
 * written. Gives their codes.
 *
 * @param beside further parts of the statement, each after a comma
 */
async function write(
  db: Kysely<Tables>,
  { priorities, random, searchTokens }: PushWriting,
  pushes: readonly PushWrite[],
  accepted: RawBuilder<unknown>,
  beside: RawBuilder<unknown> = sql``,
): Promise<string[]> {
  const rows = pushes.map((push) => ({
    ...rowOf(push, random, priorities),
    tokens: searchTokens.of(findableOf(push.revision.dossier)),
  }));
  try {
    const written = await sql<{ code: string }>`
      with pushed as materialized (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(
          code text, client_id text, sector text, procedure_code text, agency_code text, applicant_name text,
          status integer, adapter_version text, content jsonb, record jsonb, large_values jsonb, content_sha256 text, warnings jsonb,
          not_told jsonb, sync_state text, received_at timestamptz, due_at timestamptz, at timestamptz, messages jsonb, jobs jsonb,
          actor text, action text, detail jsonb, news jsonb, key_client text, key text, body_sha256 text, answer text, tokens bigint[])
      ), accepted as (${accepted}
      )${beside}, revised as (
        insert into dossier_revisions (dossier_code, revision, content_sha256)
        select code, t.revision, p.content_sha256 from pushed p join accepted t using (code) order by code
        on conflict (dossier_code, revision) do update set content_sha256 = excluded.content_sha256
      ), findable as (
        insert into dossier_tokens as known (dossier_code, key_id, tokens)
        select code, ${searchTokens.keyId}, p.tokens from pushed p join accepted using (code) order by code
        on conflict (dossier_code) do update set key_id = excluded.key_id, tokens = excluded.tokens
        where known.key_id <> excluded.key_id or known.tokens <> excluded.tokens
      ), written as (
        insert into messages (id, dossier_code, number, kind, destination, service, payload, payload_sha256, envelope_fields, entry_id, state,
          due_at, created_at)
        select m.id, p.code, last.number + m.place, m.kind, m.destination, m.service, m.payload, m.payload_sha256, m.envelope_fields, m.entry_id,
          'waiting', p.at, p.at
        from pushed p join accepted using (code)
          cross join lateral (select coalesce(max(number), 0) as number from messages where dossier_code = p.code) as last
          cross join lateral jsonb_to_recordset(p.messages) as m(
            id uuid, place integer, kind text, destination text, service text, payload text, payload_sha256 text, envelope_fields jsonb,
            entry_id text)
        order by p.code, m.place
      ), noted as (
        insert into audit (at, actor, action, subject, detail)
        select p.at, p.actor, p.action, p.code, p.detail from pushed p join accepted using (code) order by p.code
      ), published as (
        insert into ${CHANGE_COLUMNS}
        select p.at, c.kind, t.code, t.sector, t.agency_code, t.status, t.sync_state, t.revision, c.detail
        from pushed p join accepted t using (code)
          cross join lateral (values
            (1, 'accepted', p.news),
            (2, 'sync-state', '{}')) as c(place, kind, detail)
        where c.place = 1 or t.moved
        order by t.code, c.place
      ), kept as (
        insert into idempotency (client_id, key, body_sha256, answer, created_at)
        select p.key_client, p.key, p.body_sha256, p.answer, p.at from pushed p join accepted using (code)
        where p.key is not null order by p.key_client, p.key
      ), queued as (
        insert into jobs (destination, dossier_code, priority)
        select j.destination, p.code, j.priority
        from pushed p join accepted using (code)
          cross join lateral jsonb_to_recordset(p.jobs) as j(destination text, priority integer)
      )
      select code from accepted`.execute(db);
    return written.rows.map(({ code }) => code);
  } catch (error) {
    throw asIdempotencyKeyUsed(error);
  }
}

function rowOf(
  { revision, drafts, destinations, syncState, notTold, audit, kept }: PushWrite,
  random: Random,
  priorities: QueuePriorities,
) {
  const { at, dossier } = revision;
  const { agencyCode, dueAt } = dossier;
  return {
    ...columnsOf(revision),
    sync_state: syncState,
    not_told: notTold.length === 0 ? null : notTold,
    messages: drafts.map((draft, index) => ({
      id: random.uuid(),
      place: index + 1,
      kind: draft.kind,
      destination: draft.destination,
      service: draft.service,
      ...payloadColumns(draft),
      envelope_fields: draft.envelope ?? null,
      entry_id: draft.entryId ?? null,
    })),
    jobs: destinations.map((destination) => ({
      destination,
      priority: priorities.ofPush({ destination, agencyCode, dueAt, at }),
    })),
    actor: audit.actor,
    action: audit.action,
    detail: audit.detail ?? {},
    news: {
      messages: drafts.length,
      superseded: audit.detail?.["superseded"] ?? 0,
      ...(notTold.length === 0 ? {} : { notTold: notTold.map(({ destination, code }) => ({ destination, code })) }),
    },
    // Whose key it is, who need not be who updates the dossier from now on.
    key_client: kept?.clientId ?? null,
    key: kept?.key ?? null,
    body_sha256: kept?.bodySha256 ?? null,
    answer: kept?.answer ?? null,
  };
}

function columnsOf(revision: DossierRevision) {
  const { clientId, dossier, record, largeValues = [], adapterVersion, contentSha256, warnings, at } = revision;
  const { record: _record, ...content } = dossier;
  return {
    code: dossier.dossierCode,
    client_id: clientId,
    sector: dossier.sector,
    procedure_code: dossier.procedureCode,
    agency_code: dossier.agencyCode,
    applicant_name: dossier.applicant.name,
    status: dossier.status,
    adapter_version: adapterVersion,
    content,
    record: record ?? null,
    large_values: largeValues.length === 0 ? null : largeValues,
    content_sha256: contentSha256,
    warnings,
    received_at: dossier.receivedAt,
    due_at: dossier.dueAt,
    at,
  };
}
