-- How much of what was sent a run could compare: a portal may show only a part of what it holds.
alter table reconciliation_runs
  add column fields_sent bigint not null default 0,
  add column fields_compared bigint not null default 0;
