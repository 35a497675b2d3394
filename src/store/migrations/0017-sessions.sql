-- Logins at the console. A row is found by the hash of what the browser carries, so nobody logs in with what stands here.
create table sessions (
  id_sha256 text primary key,
  client_id text not null,
  key_sha256 text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null
);

create index sessions_ends_at on sessions (ends_at);
