/** SQL for what an entry `a` of the audit log is about: the dossier of a message, otherwise its subject. */
export const aboutOf = `coalesce((select m.dossier_code from messages m where m.id = case
  when a.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then a.subject::uuid end), a.subject)`;

/** Migration that puts a hash tree over the links of the audit log. Links and checkpoints made before stay as they are. */
export const auditTreeSchema = [
  `alter table audit_links
    add column salt text,
    add column about text not null default '',
    add column ordinal bigint not null default 0`,
  `update audit_links l set about = n.about, ordinal = n.ordinal
    from (
      select k.position, ${aboutOf} as about, row_number() over (partition by ${aboutOf} order by k.position) as ordinal
      from audit_links k join audit a on a.seq = k.audit_seq
    ) n where n.position = l.position`,
  `create index audit_links_about on audit_links (about, ordinal)`,
  `alter table audit_checkpoints add column root text`,
  // Hashes of complete subtrees of the hash tree over the links: one row for every 256 below it.
  `create table audit_tree (
    level smallint not null,
    place bigint not null,
    hash text not null,
    primary key (level, place)
  )`,
];
