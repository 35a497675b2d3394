-- The list of messages, newest first.
create index messages_newest on messages (created_at desc, id);

-- The dossiers of one agency, newest change first.
create index dossiers_by_agency on dossiers (agency_code, changed_at desc, code);
