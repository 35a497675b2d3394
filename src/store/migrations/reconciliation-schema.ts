/** Statements of the migration that brought reconciliation. */
export const reconciliationSchema: readonly string[] = [
  `create table reconciliation_runs (
      id uuid primary key,
      requested_by text not null,
      night text unique,
      started_at timestamptz not null,
      ended_at timestamptz,
      total integer not null,
      counts jsonb not null
    )`,
  `create index reconciliation_runs_open on reconciliation_runs (started_at) where ended_at is null`,
  `create table reconciliation_queue (
      run_id uuid not null references reconciliation_runs (id) on delete cascade,
      dossier_code text not null,
      due_at timestamptz not null,
      tries integer not null default 0,
      primary key (run_id, dossier_code)
    )`,
  `create index reconciliation_queue_due on reconciliation_queue (run_id, due_at, dossier_code)`,
  `create table reconciliation_pace (
      only_one boolean primary key default true check (only_one),
      next_at timestamptz not null
    )`,
  `insert into reconciliation_pace (next_at) values ('epoch')`,
  `create table reconciled_dossiers (
      dossier_code text primary key references dossiers (code) on delete cascade,
      compared_at timestamptz not null
    )`,
  `create table findings (
      id uuid primary key,
      dossier_code text not null references dossiers (code) on delete cascade,
      kind text not null check (kind in ('missing', 'extra', 'different')),
      state text not null check (state in ('open', 'resent', 'dismissed', 'agreed')),
      fields jsonb not null,
      fingerprint text not null,
      run_id uuid not null,
      found_at timestamptz not null,
      seen_at timestamptz not null,
      settled_at timestamptz,
      settled_by text,
      reason text
    )`,
  `create unique index findings_one_open on findings (dossier_code) where state = 'open'`,
  `create index findings_newest on findings (found_at desc, id)`,
  `create index findings_by_dossier on findings (dossier_code, found_at)`,
];
