-- Clients that were added by command. No key stands here, only the hash that one is recognised by. A row is never deleted:
-- what a revoked client pushed stays its own, so its id is given to nobody else.
create table clients (
  id text primary key,
  name text not null,
  rights jsonb not null,
  agencies jsonb,
  code_units jsonb not null,
  key_sha256 text not null unique check (key_sha256 ~ '^[0-9a-f]{64}$'),
  previous_key_sha256 text unique check (previous_key_sha256 ~ '^[0-9a-f]{64}$'),
  previous_key_ends_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  revoked_at timestamptz,
  check ((previous_key_sha256 is null) = (previous_key_ends_at is null))
);

-- Another mark with every change of the table, so that each process sees by one row whether to read it again. Who changes
-- the table writes here first, so that changes come one after the other.
create table client_changes (
  only_one boolean primary key default true check (only_one),
  mark text not null
);

insert into client_changes (mark) values ('none yet');

-- When a key was last shown, whoever's it is, those of the configuration too.
create table key_uses (
  key_sha256 text primary key,
  used_at timestamptz not null
);
