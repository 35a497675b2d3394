-- Null: the next client of the dossier's agency updates it, as after a transfer or a release.
alter table dossiers alter column client_id drop not null;

-- When an operator gave the code back; null again with the push that takes it.
alter table dossiers add column released_at timestamptz;

-- The agency a message was planned under, and the one under which an item of an envelope was. Written when the dossier moves
-- to another agency; null: the dossier's own.
alter table messages add column agency_code text;

alter table envelope_items add column agency_code text;

-- Agencies a run was begun within; null: all, or begun before this was kept.
alter table reconciliation_runs add column scope jsonb;
