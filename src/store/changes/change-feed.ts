import { sql, type Kysely } from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { Change, ChangeFeed, ChangePage, ChangeQuery, LostCursor } from "#core/ports/changes.ts";
import type { JsonValue, SyncState } from "#core/message/message.ts";
import { gatherChanges } from "./gather-changes.ts";
import { readFeedCursor, writeFeedCursor, type FeedPosition } from "./change-cursor.ts";
import type { Tables } from "../database/tables.ts";
import { inScope } from "../reads/in-scope.ts";

/** Most batches, and roughly most changes, one page looks through, however few of them concern the reader. */
interface Window {
  readonly batches: number;
  readonly changes: number;
}

/** The feed on an open database. */
export function changeFeed(db: Kysely<Tables>, window: Window = { batches: 200, changes: 5000 }): ChangeFeed {
  return {
    read: (query) => read(db, query, window),
    latest: async () => {
      await gatherChanges(db);
      return writeFeedCursor(await newestPlace(db));
    },
    gather: () => gatherChanges(db),
    forget: (before, atMost) => forget(db, before, atMost),
  };
}

async function read(db: Kysely<Tables>, query: ChangeQuery, most: Window): Promise<ChangePage | LostCursor> {
  const after = query.after === undefined ? null : readFeedCursor(query.after);
  const until = query.until === undefined ? null : readFeedCursor(query.until);
  if ((query.after !== undefined && after === null) || (query.until !== undefined && until === null))
    return { lost: "malformed" };
  await gatherChanges(db);
  const lost = after === null ? null : await lostPlace(db, after);
  if (lost !== null) return lost;

  const place = after ?? { batch: 0, mark: "", seq: 0 };
  const window = await windowAfter(db, place, until, most);
  const last = window.at(-1);
  if (last === undefined) return { lost: "unknown" };
  const rows = await rowsIn(db, window, place, until, query);
  const changes = rows.slice(0, query.limit).map(toChange);
  const end = until !== null && until.batch === last.batch ? until : last;
  const full = rows.length > query.limit;
  const nextCursor = full ? changes.at(-1)?.cursor : undefined;
  return {
    changes,
    nextCursor: nextCursor ?? writeFeedCursor(end),
    more: full || (await isMoreBehind(db, end, until)),
  };
}

/** Why nothing can be read from here; null when it can. */
async function lostPlace(db: Kysely<Tables>, place: FeedPosition): Promise<LostCursor | null> {
  const { rows } = await sql<{ mark: string | null; oldest: string | null }>`
    select (select mark from change_batches where id = ${place.batch}) as mark,
      (select min(id) from change_batches)::text as oldest`.execute(db);
  const [row] = rows;
  if (row?.mark === place.mark) return null;
  return { lost: place.batch < Number(row?.oldest) ? "expired" : "unknown" };
}

/** The ends of the batches a page looks through; the one the place is in comes first. */
async function windowAfter(
  db: Kysely<Tables>,
  place: FeedPosition,
  until: FeedPosition | null,
  most: Window,
): Promise<FeedPosition[]> {
  const { rows } = await sql<{ batch: string; mark: string; seq: string }>`
    select batch::text, mark, seq::text from (
      select id as batch, mark, coalesce(upper(seqs) - 1, 0) as seq,
        sum(case when id = ${place.batch} then 0 else size end) over (order by id) - size as before
      from change_batches where id >= ${place.batch} ${until === null ? sql`` : sql`and id <= ${until.batch}`}
      order by id limit ${most.batches + 1}) as b
    where before < ${most.changes} order by b.batch`.execute(db);
  return rows.map(({ batch, mark, seq }) => ({ batch: Number(batch), mark, seq: Number(seq) }));
}

interface ChangeRow {
  readonly batch: string;
  readonly mark: string;
  readonly seq: string;
  readonly at: Date;
  readonly kind: string;
  readonly dossier_code: string;
  readonly sector: string;
  readonly agency_code: string;
  readonly status: number;
  readonly sync_state: SyncState;
  readonly revision: number;
  readonly detail: Readonly<Record<string, JsonValue>>;
}

async function rowsIn(
  db: Kysely<Tables>,
  window: readonly FeedPosition[],
  place: FeedPosition,
  until: FeedPosition | null,
  { limit, kinds, scope }: ChangeQuery,
): Promise<readonly ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select b.id::text as batch, b.mark, c.seq::text as seq, c.at, c.kind, c.dossier_code, c.sector, c.agency_code,
      c.status, c.sync_state, c.revision, c.detail
    from change_batches b, unnest(b.seqs) as span, lateral (
      select * from changes
      where seq >= lower(span) and seq < upper(span)
        and seq > case when b.id = ${place.batch} then ${place.seq}::bigint else 0 end
        ${until === null ? sql`` : sql`and (b.id < ${until.batch} or seq <= ${until.seq})`}
        ${kinds === undefined ? sql`` : sql`and kind in (${sql.join(kinds)})`}
        and ${inScope("agency_code", scope)}
      order by seq limit ${limit + 1}) as c
    where b.id between ${window[0]?.batch ?? 0} and ${window.at(-1)?.batch ?? 0}
    order by b.id, c.seq limit ${limit + 1}`.execute(db);
  return rows;
}

function toChange(row: ChangeRow): Change {
  return {
    cursor: writeFeedCursor({ batch: Number(row.batch), mark: row.mark, seq: Number(row.seq) }),
    at: formatInstant(row.at.getTime()),
    kind: row.kind,
    dossierCode: row.dossier_code,
    sector: row.sector,
    agencyCode: row.agency_code,
    status: row.status,
    syncState: row.sync_state,
    revision: row.revision,
    detail: row.detail,
  };
}

async function isMoreBehind(db: Kysely<Tables>, place: FeedPosition, until: FeedPosition | null): Promise<boolean> {
  if (until !== null && place.batch >= until.batch) return false;
  return (await newestPlace(db)).batch > place.batch;
}

async function newestPlace(db: Kysely<Tables>): Promise<FeedPosition> {
  const { rows } = await sql<{ batch: string; mark: string; seq: string }>`
    select id::text as batch, mark, coalesce(upper(seqs) - 1, 0)::text as seq
    from change_batches order by id desc limit 1`.execute(db);
  const [row] = rows;
  // The newest batch is never forgotten, and there has always been one.
  if (row === undefined) throw new Error("change_batches was emptied by hand");
  return { batch: Number(row.batch), mark: row.mark, seq: Number(row.seq) };
}

/** The newest of the old batches stays, so that whoever has read everything can go on however long nothing happened. */
async function forget(db: Kysely<Tables>, before: Date, atMost: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    with old as (
      select id, seqs from change_batches
      where id < (
        select max(id) from change_batches
        where id < coalesce((select min(id) from change_batches where made_at >= ${before}), 9223372036854775807))
      order by id limit ${atMost}
    ), gone as (
      delete from changes c using old, unnest(old.seqs) as span where c.seq >= lower(span) and c.seq < upper(span)
    )
    delete from change_batches b using old where b.id = old.id returning b.id::text as id`.execute(db);
  return rows.length;
}
