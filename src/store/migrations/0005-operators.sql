alter table messages drop constraint messages_state_check;

alter table messages add constraint messages_state_check check
  (state in ('waiting', 'sending', 'unknown', 'delivered', 'refused', 'parked', 'superseded', 'skipped'));

create table pauses (
  destination text primary key,
  until timestamptz not null,
  reason text not null,
  actor text not null,
  at timestamptz not null
);
