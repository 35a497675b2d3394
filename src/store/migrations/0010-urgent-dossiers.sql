create index dossiers_behind_by_due on dossiers (due_at) where sync_state <> 'in-sync';
