-- How many dossiers stand where, by agency, as rows to be summed: a change adds rows of its own and locks nobody's.
-- Housekeeping folds them. Kept by triggers, so that no statement that moves a dossier can forget to.
lock table dossiers in share row exclusive mode;

create table dossier_figures (
  agency_code text not null,
  sync_state text not null,
  dossiers bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

insert into dossier_figures select agency_code, sync_state, count(*) from dossiers group by agency_code, sync_state;

create function count_dossiers() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into dossier_figures select agency_code, sync_state, count(*) from added group by agency_code, sync_state;
  else
    insert into dossier_figures select agency_code, sync_state, -count(*) from removed group by agency_code, sync_state;
  end if;
  return null;
end $$;

create function move_dossier() returns trigger language plpgsql as $$
begin
  insert into dossier_figures values (old.agency_code, old.sync_state, -1), (new.agency_code, new.sync_state, 1);
  return null;
end $$;

create trigger dossiers_added after insert on dossiers referencing new table as added
  for each statement execute function count_dossiers();

create trigger dossiers_removed after delete on dossiers referencing old table as removed
  for each statement execute function count_dossiers();

create trigger dossiers_moved after update on dossiers for each row
  when (old.sync_state <> new.sync_state or old.agency_code <> new.agency_code) execute function move_dossier();
