-- No key to dossiers: a row is written on the hot path, and is kept for its own time.
create table changes (
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
);

create table change_batches (
  id bigint generated always as identity primary key,
  mark text not null,
  made_at timestamptz not null default now(),
  size integer not null,
  seqs int8multirange not null
);

create table change_gathering (
  only_row boolean primary key default true check (only_row),
  high bigint not null,
  missing int8multirange not null,
  missing_long int8multirange not null,
  missing_until xid8
);

insert into change_gathering (high, missing, missing_long) values (0, '{}', '{}');

-- The place before everything, so that it is told from the same place in another database.
insert into change_batches (id, mark, size, seqs) overriding system value
  values (0, substr(md5(random()::text || clock_timestamp()::text), 1, 12), 0, '{}');

create table webhooks (
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
);
