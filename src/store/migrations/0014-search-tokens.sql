-- What dossiers are found by, as keyed tokens: no name stands here. Beside the dossiers, whose rows change with every
-- attempt, so that this index is written only when a dossier is pushed. No key to dossiers: it is written on the hot path,
-- in the statement that writes its dossier.
create table dossier_tokens (
  dossier_code text primary key,
  key_id text not null,
  tokens bigint[] not null
);

create index dossier_tokens_by_token on dossier_tokens using gin (tokens);
