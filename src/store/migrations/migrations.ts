import { sql, type Kysely } from "kysely";
import { Migrator, type Migration, type MigrationProvider } from "kysely/migration";
import { Fault } from "#core/fault.ts";
import { auditTreeSchema } from "./audit-tree-schema.ts";
import { receiptSchema } from "./receipt-schema.ts";
import { reconciliationSchema } from "./reconciliation-schema.ts";

/** Each migration is a list of single statements: the embedded database runs one at a time. */
const STATEMENTS: Readonly<Record<string, readonly string[]>> = {
  "0001-first-light": [
    `create table dossiers (
      code text primary key,
      client_id text not null,
      sector text not null,
      procedure_code text not null,
      agency_code text not null,
      applicant_name text not null,
      status integer not null,
      revision integer not null,
      adapter_version text not null,
      content jsonb not null,
      record jsonb,
      content_sha256 text not null,
      warnings jsonb not null,
      sync_state text not null check (sync_state in ('pending', 'in-sync', 'unknown', 'parked', 'refused')),
      portal_known boolean not null default false,
      received_at timestamptz,
      due_at timestamptz,
      lease_token uuid,
      lease_until timestamptz,
      created_at timestamptz not null,
      changed_at timestamptz not null
    )`,
    `create index dossiers_newest on dossiers (changed_at desc, code)`,
    `create index dossiers_by_state on dossiers (sync_state, changed_at desc)`,
    `create index dossiers_leased on dossiers (lease_token) where lease_token is not null`,
    `create table messages (
      id uuid primary key,
      dossier_code text not null references dossiers (code),
      number integer not null,
      kind text not null check (kind in ('dossier', 'progress', 'sector')),
      service text not null,
      payload text not null,
      envelope_fields jsonb,
      entry_id text,
      state text not null check (state in ('waiting', 'sending', 'unknown', 'delivered', 'refused', 'parked', 'superseded')),
      attempts integer not null default 0,
      spent integer not null default 0,
      due_at timestamptz not null,
      envelope_id uuid,
      fault text,
      cause text,
      last_message text,
      last_message_en text,
      created_at timestamptz not null,
      settled_at timestamptz,
      unique (dossier_code, number)
    )`,
    `create unique index messages_one_per_entry on messages (dossier_code, entry_id)
      where entry_id is not null and state <> 'superseded'`,
    `create index messages_undelivered on messages (dossier_code, number)
      where state in ('waiting', 'sending', 'unknown', 'parked', 'refused')`,
    `create index messages_dead on messages (created_at desc) where state in ('parked', 'refused')`,
    `create index messages_settled on messages (settled_at) where settled_at is not null`,
    `create table envelopes (
      id uuid primary key,
      service text not null,
      is_updating boolean,
      body bytea not null,
      body_sha256 text not null,
      signature_profile text not null,
      signature_header text not null,
      signature_value text not null,
      certificate_thumbprint text not null,
      created_at timestamptz not null
    )`,
    `create index envelopes_by_bytes on envelopes (body_sha256)`,
    `create table envelope_items (
      envelope_id uuid not null references envelopes (id),
      position integer not null,
      message_id uuid not null references messages (id),
      primary key (envelope_id, position)
    )`,
    `create index envelope_items_by_message on envelope_items (message_id)`,
    `create table attempts (
      seq bigint generated always as identity primary key,
      kind text not null check (kind in ('send', 'lookup')),
      envelope_id uuid references envelopes (id),
      message_id uuid references messages (id),
      started_at timestamptz not null,
      ended_at timestamptz not null,
      outcome text not null,
      party text,
      cause text not null,
      message text not null,
      message_en text not null,
      http_status integer,
      error_code text,
      excerpt text,
      answer_sha256 text
    )`,
    `create index attempts_by_envelope on attempts (envelope_id)`,
    `create index attempts_by_message on attempts (message_id) where message_id is not null`,
    `create table audit (
      seq bigint generated always as identity primary key,
      at timestamptz not null,
      actor text not null,
      action text not null,
      subject text not null,
      detail jsonb not null
    )`,
    `create index audit_by_subject on audit (subject, seq)`,
    `create table idempotency (
      client_id text not null,
      key text not null,
      body_sha256 text not null,
      answer text not null,
      created_at timestamptz not null,
      primary key (client_id, key)
    )`,
  ],
  "0002-destinations": [
    `alter table messages add column destination text not null default 'portal'`,
    `update messages m set destination = d.sector from dossiers d where d.code = m.dossier_code and m.kind = 'sector'`,
    `alter table messages alter column destination drop default`,
    `alter table envelopes add column destination text not null default 'portal'`,
    `update envelopes e set destination = m.destination
      from envelope_items i join messages m on m.id = i.message_id
      where i.envelope_id = e.id and m.destination <> 'portal'`,
    `alter table envelopes alter column destination drop default`,
    `create table feedback (
      seq bigint generated always as identity primary key,
      dossier_code text not null references dossiers (code),
      destination text not null,
      at timestamptz not null,
      status text not null,
      status_name text not null,
      status_name_en text not null,
      portal_status integer,
      note text,
      supplement_due_on text,
      result jsonb,
      final boolean not null
    )`,
    `create index feedback_by_dossier on feedback (dossier_code, seq)`,
    `create table inquiries (
      destination text not null,
      dossier_code text not null references dossiers (code),
      due_at timestamptz not null,
      primary key (destination, dossier_code)
    )`,
    `create index inquiries_due on inquiries (destination, due_at)`,
    `create table applications (
      dossier_code text primary key,
      sector text not null,
      call text not null,
      procedure_code text,
      submitted_on text,
      record jsonb not null,
      files jsonb not null,
      content_sha256 text not null,
      revision integer not null,
      received_at timestamptz not null,
      changed_at timestamptz not null
    )`,
    `create index applications_by_change on applications (changed_at, dossier_code)`,
  ],
  "0003-changes": [
    // No key to dossiers: a row is written on the hot path, and is kept for its own time.
    `create table changes (
      seq bigint generated always as identity primary key,
      at timestamptz not null,
      kind text not null,
      dossier_code text not null,
      sector text not null,
      agency_code text not null,
      status integer not null,
      sync_state text not null,
      revision integer not null,
      detail jsonb not null
    )`,
    `create table change_batches (
      id bigint generated always as identity primary key,
      mark text not null,
      made_at timestamptz not null default now(),
      size integer not null,
      seqs int8multirange not null
    )`,
    `create table change_gathering (
      only_row boolean primary key default true check (only_row),
      high bigint not null,
      missing int8multirange not null,
      missing_long int8multirange not null,
      missing_until xid8
    )`,
    `insert into change_gathering (high, missing, missing_long) values (0, '{}', '{}')`,
    // The place before everything, so that it is told from the same place in another database.
    `insert into change_batches (id, mark, size, seqs) overriding system value
      values (0, substr(md5(random()::text || clock_timestamp()::text), 1, 12), 0, '{}')`,
    `create table webhooks (
      name text primary key,
      cursor text not null,
      sending_to text,
      disabled boolean not null default false,
      failures integer not null default 0,
      failing_since timestamptz,
      cause text,
      http_status integer,
      next_try_at timestamptz not null,
      last_taken_at timestamptz,
      lease_token uuid,
      lease_until timestamptz
    )`,
  ],
  "0004-reconciliation": reconciliationSchema,
  "0005-operators": [
    `alter table messages drop constraint messages_state_check`,
    `alter table messages add constraint messages_state_check check
      (state in ('waiting', 'sending', 'unknown', 'delivered', 'refused', 'parked', 'superseded', 'skipped'))`,
    `create table pauses (
      destination text primary key,
      until timestamptz not null,
      reason text not null,
      actor text not null,
      at timestamptz not null
    )`,
  ],
  "0006-timestamps": [
    `create table timestamps (
      id uuid primary key,
      root text not null,
      tree_size integer not null,
      stamped_at timestamptz not null,
      token bytea not null
    )`,
    `alter table envelopes
      add column timestamp_id uuid references timestamps (id),
      add column timestamp_position integer,
      add column timestamp_path jsonb`,
    `create index envelopes_unstamped on envelopes (created_at) where timestamp_id is null`,
  ],
  "0007-audit-chain": [
    `create table audit_links (
      position bigint primary key,
      audit_seq bigint not null unique,
      link text not null
    )`,
    `create table audit_checkpoints (
      position bigint primary key,
      link text not null,
      at timestamptz not null,
      signature_profile text not null,
      signature_header text not null,
      signature_value text not null
    )`,
  ],
  "0008-audit-tree": auditTreeSchema,
  "0009-receipts": receiptSchema,
  "0010-urgent-dossiers": [`create index dossiers_behind_by_due on dossiers (due_at) where sync_state <> 'in-sync'`],
};

/** The migrations as kysely wants them; there is no way down, a backup is. */
const provider: MigrationProvider = {
  getMigrations: async () =>
    Object.fromEntries(Object.entries(STATEMENTS).map(([name, statements]) => [name, toMigration(statements)])),
};

function toMigration(statements: readonly string[]): Migration {
  return {
    up: async (db) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}

/**
 * Brings the database to the newest schema; several processes may start at once, one of them does the work.
 * @throws Fault `database-unavailable` with the failing migration named
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const { error, results } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === "Error")?.migrationName ?? "?";
  throw new Fault(
    "database-unavailable",
    {
      vi: `Không nâng cấp được cơ sở dữ liệu (bước ${failed}). Xem nguyên nhân trong nhật ký rồi khởi động lại.`,
      en: `The database could not be migrated (step ${failed}). See the cause in the log, then start again.`,
    },
    { cause: error },
  );
}
