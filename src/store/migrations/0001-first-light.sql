create table dossiers (
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
);

create index dossiers_newest on dossiers (changed_at desc, code);

create index dossiers_by_state on dossiers (sync_state, changed_at desc);

create index dossiers_leased on dossiers (lease_token) where lease_token is not null;

create table messages (
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
);

create unique index messages_one_per_entry on messages (dossier_code, entry_id)
  where entry_id is not null and state <> 'superseded';

create index messages_undelivered on messages (dossier_code, number)
  where state in ('waiting', 'sending', 'unknown', 'parked', 'refused');

create index messages_dead on messages (created_at desc) where state in ('parked', 'refused');

create index messages_settled on messages (settled_at) where settled_at is not null;

create table envelopes (
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
);

create index envelopes_by_bytes on envelopes (body_sha256);

create table envelope_items (
  envelope_id uuid not null references envelopes (id),
  position integer not null,
  message_id uuid not null references messages (id),
  primary key (envelope_id, position)
);

create index envelope_items_by_message on envelope_items (message_id);

create table attempts (
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
);

create index attempts_by_envelope on attempts (envelope_id);

create index attempts_by_message on attempts (message_id) where message_id is not null;

create table audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail jsonb not null
);

create index audit_by_subject on audit (subject, seq);

create table idempotency (
  client_id text not null,
  key text not null,
  body_sha256 text not null,
  answer text not null,
  created_at timestamptz not null,
  primary key (client_id, key)
);
