create table audit_links (
  position bigint primary key,
  audit_seq bigint not null unique,
  link text not null
);

create table audit_checkpoints (
  position bigint primary key,
  link text not null,
  at timestamptz not null,
  signature_profile text not null,
  signature_header text not null,
  signature_value text not null
);
