import { sql, type Kysely, type Transaction } from "kysely";
import {
  CHAIN_START,
  linkInput,
  type AuditChainStore,
  type AuditCheckpoint,
  type AuditRow,
} from "#core/audit-chain.ts";
import type { Tables } from "./tables.ts";

/** Number of the advisory lock under which one process at a time extends the chain; any number of our own will do. */
const CHAIN_LOCK = 4_210_077;

/** Columns of an entry as the chain hashes them. */
const entry = sql<AuditRow>`a.seq::text as seq, to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  a.actor, a.action, a.subject, a.detail`;

/** Rows that took their number while an older transaction was still writing may come to light this far behind. */
const LATE_BY = 1000;

/** Rows up to a number are final once no transaction runs that was running when the number was read. */
interface Horizon {
  readonly seq: bigint;
  readonly xid: bigint;
}

export function auditChainStore(db: Kysely<Tables>): AuditChainStore {
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
        const extended = await extend(tx, seen.seq, options);
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

    addCheckpoint: async ({ position, link, at, signature }) => {
      await db
        .insertInto("audit_checkpoints")
        .values({
          position: String(position),
          link,
          at,
          signature_profile: signature.profile,
          signature_header: signature.header,
          signature_value: signature.value,
        })
        .onConflict((conflict) => conflict.column("position").doNothing())
        .execute();
    },

    read: async ({ after, limit }) => {
      const { rows } = await sql<
        { position: string; link: string; entry_seq: string } & { [Name in keyof AuditRow]: AuditRow[Name] | null }
      >`
        select l.position::text as position, l.link, l.audit_seq::text as entry_seq, ${entry}
        from audit_links l left join audit a on a.seq = l.audit_seq
        where l.position > ${after} order by l.position limit ${limit}`.execute(db);
      const links = rows.map(({ position, link, entry_seq: seq, ...row }) => {
        const place = { position: Number(position), link };
        return row.seq === null ? { ...place, seq, missing: true as const } : { ...place, ...(row as AuditRow) };
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

    strangers: async (limit) => {
      const { rows } = await sql<AuditRow>`
        select ${entry} from audit a
        where a.seq < (select coalesce(max(audit_seq), 0) - ${LATE_BY} from audit_links)
          and not exists (select from audit_links l where l.audit_seq = a.seq)
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
): ReturnType<AuditChainStore["extend"]> {
  const { rows } = await sql<AuditRow>`
    select ${entry} from audit a
    where a.seq > (select coalesce(max(audit_seq), 0) - ${LATE_BY} from audit_links) and a.seq <= ${upTo.toString()}::bigint
      and not exists (select from audit_links l where l.audit_seq = a.seq)
    order by a.seq limit ${limit}`.execute(tx);
  if (rows.length === 0) return null;
  let { position, link } = (await lastLink(tx)) ?? { position: 0, link: CHAIN_START };
  const links = rows.map((row) => {
    position += 1;
    link = sha256(linkInput(link, position, row));
    return { position, audit_seq: row.seq, link };
  });
  await sql`
    insert into audit_links (position, audit_seq, link)
    select position, audit_seq, link from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
      as n(position bigint, audit_seq bigint, link text)`.execute(tx);
  return { position, link, linked: links.length };
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

function toCheckpoint(row: {
  readonly position: string;
  readonly link: string;
  readonly at: Date;
  readonly signature_profile: string;
  readonly signature_header: string;
  readonly signature_value: string;
}): AuditCheckpoint {
  return {
    position: Number(row.position),
    link: row.link,
    at: row.at.toISOString(),
    signature: { profile: row.signature_profile, header: row.signature_header, value: row.signature_value },
  };
}
