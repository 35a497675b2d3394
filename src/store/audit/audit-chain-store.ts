import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import {
  CHAIN_START,
  linkInput,
  type AuditChainStore,
  type AuditCheckpoint,
  type AuditRow,
} from "#core/proof/audit-chain.ts";
import type { Random } from "#core/ports/ports.ts";
import { auditTree, growAuditTree } from "./audit-tree.ts";
import type { Tables } from "../database/tables.ts";

/** Number of the advisory lock under which one process at a time extends the chain; any number of our own will do. */
const CHAIN_LOCK = 4_210_077;

/** Columns of an entry `a` as the chain hashes them. */
export const auditEntry = sql<AuditRow>`a.seq::text as seq, to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  a.actor, a.action, a.subject, a.detail`;

/** What an entry `a` is about: the dossier of the message it names, otherwise its subject. */
const aboutEntry = sql<string>`coalesce((select m.dossier_code from messages m where m.id = case
  when a.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then a.subject::uuid end), a.subject)`;

/** Whether an entry `a` has no link yet; `offset` keeps the links from being read from their beginning. */
const isUnlinked = sql`not exists (select from audit_links l where l.audit_seq = a.seq offset 0)`;

/** Rows that took their number while an older transaction was still writing may come to light this far behind. */
const LATE_BY = 1000;

/** Rows up to a number are final once no transaction runs that was running when the number was read. */
interface Horizon {
  readonly seq: bigint;
  readonly xid: bigint;
}

export function auditChainStore(db: Kysely<Tables>, random: Pick<Random, "uuid">): AuditChainStore {
  let seen: Horizon | null = null;
  return {
    extend: (options) =>
      db.transaction().execute(async (tx) => {
        if (!(await lockChain(tx))) return null;
        const { now, oldest } = await readHorizon(tx);
        if (seen === null || oldest < seen.xid) {
          seen ??= now;
          return null;
        }
        const extended = await extend(tx, seen.seq, options, random);
        if (extended === null || extended.linked < options.limit) seen = now;
        return extended;
      }),

    head: async () => {
      const last = await lastLink(db);
      if (last === null) return null;
      const checkpoint = await db
        .selectFrom("audit_checkpoints")
        .selectAll()
        .orderBy("position", "desc")
        .limit(1)
        .executeTakeFirst();
      return { ...last, checkpoint: checkpoint === undefined ? null : toCheckpoint(checkpoint) };
    },

    grow: (tiles) => growAuditTree(db, tiles),

    root: async (size) => Buffer.from(await auditTree(db).root(size)).toString("hex"),

    newest: async () => {
      const { rows } = await sql<{ seq: string }>`select coalesce(max(seq), 0)::text as seq from audit`.execute(db);
      return rows[0]?.seq ?? "0";
    },

    isLinked: async (upTo) => {
      const { rows } = await sql<{ waiting: boolean }>`
        select exists (
          select from audit a where a.seq > (select coalesce(max(audit_seq), 0) - ${LATE_BY} from audit_links)
            and a.seq <= ${upTo}::bigint and ${isUnlinked}
        ) as waiting`.execute(db);
      return rows[0]?.waiting === false;
    },

    addCheckpoint: async ({ position, link, root, at, signature }) => {
      await db
        .insertInto("audit_checkpoints")
        .values({
          position: String(position),
          link,
          root,
          at,
          signature_profile: signature.profile,
          signature_header: signature.header,
          signature_value: signature.value,
        })
        .onConflict((conflict) =>
          conflict
            .column("position")
            .doUpdateSet((eb) => ({
              root: eb.ref("excluded.root"),
              at: eb.ref("excluded.at"),
              signature_profile: eb.ref("excluded.signature_profile"),
              signature_header: eb.ref("excluded.signature_header"),
              signature_value: eb.ref("excluded.signature_value"),
            }))
            .where("audit_checkpoints.root", "is", null)
            .whereRef("audit_checkpoints.link", "=", "excluded.link"),
        )
        .execute();
    },

    read: async ({ after, limit }) => {
      const { rows } = await sql<
        {
          position: string;
          link: string;
          salt: string | null;
          about: string;
          ordinal: string;
          entry_seq: string;
        } & { [Name in keyof AuditRow]: AuditRow[Name] | null }
      >`
        select l.position::text as position, l.link, l.salt, l.about, l.ordinal::text as ordinal,
          l.audit_seq::text as entry_seq, ${auditEntry}
        from (select * from audit_links where position > ${after} order by position limit ${limit}) as l
          left join audit a on a.seq = l.audit_seq
        order by l.position`.execute(db);
      const links = rows.map(({ position, link, salt, about, ordinal, entry_seq: seq, ...row }) => {
        const place = { position: Number(position), link };
        if (row.seq === null) return { ...place, seq, missing: true as const };
        return { ...place, salt, about, ordinal: Number(ordinal), ...(row as AuditRow) };
      });
      const last = links.at(-1)?.position ?? after;
      const checkpoints = await db
        .selectFrom("audit_checkpoints")
        .selectAll()
        .where("position", ">", String(after))
        .where("position", "<=", String(last))
        .orderBy("position")
        .execute();
      return { links, checkpoints: checkpoints.map(toCheckpoint) };
    },

    unlinkedEntries: async (limit) => {
      const { rows } = await sql<AuditRow>`
        select ${auditEntry} from audit a
        where a.seq < (select coalesce(max(audit_seq), 0) - ${LATE_BY} from audit_links)
          and ${isUnlinked}
        order by a.seq limit ${limit}`.execute(db);
      return rows;
    },
  };
}

async function lockChain(tx: Transaction<Tables>): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${CHAIN_LOCK}) as mine`.execute(tx);
  return rows[0]?.mine === true;
}

async function readHorizon(tx: Transaction<Tables>): Promise<{ readonly now: Horizon; readonly oldest: bigint }> {
  const { rows } = await sql<{ top: string; xmin: string; xmax: string }>`
    select (select coalesce(max(seq), 0)::text from audit) as top,
      pg_snapshot_xmin(pg_current_snapshot())::text as xmin, pg_snapshot_xmax(pg_current_snapshot())::text as xmax`.execute(
    tx,
  );
  const { top = "0", xmin = "0", xmax = "0" } = rows[0] ?? {};
  return { now: { seq: BigInt(top), xid: BigInt(xmax) }, oldest: BigInt(xmin) };
}

/** Links the next entries up to a number below which nothing can appear any more. */
async function extend(
  tx: Transaction<Tables>,
  upTo: bigint,
  { limit, sha256 }: Parameters<AuditChainStore["extend"]>[0],
  random: Pick<Random, "uuid">,
): ReturnType<AuditChainStore["extend"]> {
  const { rows } = await sql<AuditRow & { readonly about: string }>`
    select ${auditEntry}, ${aboutEntry} as about from audit a
    where a.seq > (select coalesce(max(audit_seq), 0) - ${LATE_BY} from audit_links) and a.seq <= ${upTo.toString()}::bigint
      and ${isUnlinked}
    order by a.seq limit ${limit}`.execute(tx);
  if (rows.length === 0) return null;
  let { position, link } = (await lastLink(tx)) ?? { position: 0, link: CHAIN_START };
  const ordinals = await lastOrdinals(tx, [...new Set(rows.map(({ about }) => about))]);
  const links = rows.map(({ about, ...row }) => {
    position += 1;
    const salt = random.uuid();
    link = sha256(linkInput(link, { position, salt }, row));
    const ordinal = (ordinals.get(about) ?? 0) + 1;
    ordinals.set(about, ordinal);
    return { position, audit_seq: row.seq, link, salt, about, ordinal };
  });
  await sql`
    insert into audit_links (position, audit_seq, link, salt, about, ordinal)
    select position, audit_seq, link, salt, about, ordinal from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
      as n(position bigint, audit_seq bigint, link text, salt text, about text, ordinal bigint)`.execute(tx);
  return { position, link, linked: links.length };
}

/** How many entries are linked already about each of these. */
async function lastOrdinals(tx: Transaction<Tables>, abouts: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ about: string; ordinal: string | null }>`
    select w.about, (select max(l.ordinal)::text from audit_links l where l.about = w.about) as ordinal
    from jsonb_array_elements_text(${JSON.stringify(abouts)}::jsonb) as w(about)`.execute(tx);
  return new Map(rows.map(({ about, ordinal }) => [about, Number(ordinal ?? 0)]));
}

async function lastLink(db: Kysely<Tables>): Promise<{ readonly position: number; readonly link: string } | null> {
  const row = await db
    .selectFrom("audit_links")
    .select(["position", "link"])
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { position: Number(row.position), link: row.link };
}

/** A checkpoint as the database keeps it. */
export function toCheckpoint(row: Selectable<Tables["audit_checkpoints"]>): AuditCheckpoint {
  return {
    position: Number(row.position),
    link: row.link,
    root: row.root,
    at: row.at.toISOString(),
    signature: { profile: row.signature_profile, header: row.signature_header, value: row.signature_value },
  };
}
