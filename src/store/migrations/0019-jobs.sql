-- A job says that a dossier has something to say to a destination. Who claims the dossier takes its job away in the same
-- transaction, so there are jobs only for what nobody has in hand; a dead worker's dossiers get theirs back when its lease ends.
create table jobs (
  id bigint generated always as identity primary key,
  destination text not null,
  dossier_code text not null,
  -- The higher, the sooner; see queue-priority.ts.
  priority integer not null,
  -- When its wait is over, by the database's clock; null: at once.
  starts_at timestamptz,
  -- Due time of the message that this wait is for, as the message has it; null of pushes.
  due_at timestamptz,
  created_at timestamptz not null default now()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 10000);

-- What comes next for a destination, and whose wait ends next.
create index jobs_ready on jobs (destination, priority desc, id) where starts_at is null;
create index jobs_waiting on jobs (destination, starts_at) where starts_at is not null;

-- What is on its way gets a job; the tables of the queue before (schema pgboss) stay as long as a gateway of the version
-- before may run beside this one. Whoever claims a dossier that is not due yet puts it off again.
insert into jobs (destination, dossier_code, priority)
select destination, dossier_code, -least(greatest(floor(extract(epoch from min(created_at))) - 1767225600, 0), 1073741823)::integer
from messages
where state in ('waiting', 'sending', 'unknown')
group by destination, dossier_code
order by min(created_at);
