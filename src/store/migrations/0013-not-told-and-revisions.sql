alter table dossiers add column not_told jsonb;

create index dossiers_not_told on dossiers (changed_at desc, code) where not_told is not null;

-- No key to dossiers: a row is written on the hot path, in the statement that writes its dossier.
create table dossier_revisions (
  dossier_code text not null,
  revision integer not null,
  content_sha256 text not null,
  primary key (dossier_code, revision)
);

-- Of what was replaced before today nothing is known; what stands today is the first that will be.
insert into dossier_revisions (dossier_code, revision, content_sha256)
  select code, revision, content_sha256 from dossiers;
