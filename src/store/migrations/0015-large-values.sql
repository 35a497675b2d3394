-- Values of a dossier that are kept aside, with their places: [{"pointer","sha256","bytes"}]. Null: none, and nothing that
-- stands in the dossier is a reference, whatever it looks like.
alter table dossiers add column large_values jsonb;

-- SHA-256 of the canonical JSON of the whole payload, where the text beside it may only refer to parts of it.
alter table messages add column payload_sha256 text;

-- The contents by their hash, where several processes share the database; the embedded one keeps them in files. They are
-- base64 and scans most of all: compressing them costs more than it saves.
create table attachments (
  sha256 text primary key,
  content bytea not null,
  kept_at timestamptz not null default now()
);
alter table attachments alter column content set storage external;
