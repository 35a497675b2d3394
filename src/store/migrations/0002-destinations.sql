alter table messages add column destination text not null default 'portal';

update messages m set destination = d.sector from dossiers d where d.code = m.dossier_code and m.kind = 'sector';

alter table messages alter column destination drop default;

alter table envelopes add column destination text not null default 'portal';

update envelopes e set destination = m.destination
  from envelope_items i join messages m on m.id = i.message_id
  where i.envelope_id = e.id and m.destination <> 'portal';

alter table envelopes alter column destination drop default;

create table feedback (
  seq bigint generated always as identity primary key,
  dossier_code text not null references dossiers (code),
  destination text not null,
  at timestamptz not null,
  status text not null,
  status_name text not null,
  status_name_en text not null,
  portal_status integer,
  note text,
  supplement_due_on text,
  result jsonb,
  final boolean not null
);

create index feedback_by_dossier on feedback (dossier_code, seq);

create table inquiries (
  destination text not null,
  dossier_code text not null references dossiers (code),
  due_at timestamptz not null,
  primary key (destination, dossier_code)
);

create index inquiries_due on inquiries (destination, due_at);

create table applications (
  dossier_code text primary key,
  sector text not null,
  call text not null,
  procedure_code text,
  submitted_on text,
  record jsonb not null,
  files jsonb not null,
  content_sha256 text not null,
  revision integer not null,
  received_at timestamptz not null,
  changed_at timestamptz not null
);

create index applications_by_change on applications (changed_at, dossier_code);
