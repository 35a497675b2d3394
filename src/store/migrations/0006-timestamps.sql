create table timestamps (
  id uuid primary key,
  root text not null,
  tree_size integer not null,
  stamped_at timestamptz not null,
  token bytea not null
);

alter table envelopes
  add column timestamp_id uuid references timestamps (id),
  add column timestamp_position integer,
  add column timestamp_path jsonb;

create index envelopes_unstamped on envelopes (created_at) where timestamp_id is null;
