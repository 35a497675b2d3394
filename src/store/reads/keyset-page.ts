import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool } from "kysely";
import { Fault } from "#core/fault.ts";
import type { Page, PageRequest } from "#core/ports/page.ts";
import { readCursor, writeCursor } from "./cursor.ts";

/**
 * The order of a list that is read page by page: by a time and, within one moment, by a key that no two rows share. A
 * page begins behind the last row of the page before, wherever that row would stand now, so nothing is shown twice or
 * left out because the list grew meanwhile.
 */
export interface Keyset {
  /** Column with the time, as the query names it. */
  readonly at: string;
  readonly key: string;
  readonly keyType: "text" | "uuid";
  /** Times newest first, keys of one moment rising; or both rising. */
  readonly order: "newest-first" | "oldest-first";
}

/** So many of the newest are looked through before anything else is tried: what is common is among them. */
export const LOOKED_THROUGH = 5000;

/**
 * One page of a query.
 * @param query with its columns and conditions, and neither order nor limit
 * @throws Fault `cursor-format` for a cursor that this list did not give: the first page instead would be read twice
 */
export async function readPage<DB, Tables extends keyof DB, Row, Item>(
  query: SelectQueryBuilder<DB, Tables, Row>,
  keyset: Keyset,
  { cursor, limit }: PageRequest,
  toItem: (row: Row) => Item,
): Promise<Page<Item>> {
  const behind = behindCursor(cursor, keyset);
  const at = sql.ref(keyset.at);
  const key = sql.ref(keyset.key);
  const ordered = query
    // Text, so that the cursor keeps the microseconds a Date would drop.
    .select(sql<string>`to_char(${at} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as("page_at"))
    .select(sql<string>`${key}::text`.as("page_key"))
    .orderBy(at, keyset.order === "newest-first" ? "desc" : "asc")
    .orderBy(key)
    .limit(limit + 1)
    .$castTo<Row & { readonly page_at: string; readonly page_key: string }>();
  const rows = await (behind === null ? ordered : ordered.where(behind)).execute();
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map((row) => toItem(row)),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor([last.page_at, last.page_key]) : null,
  };
}

/**
 * The condition under which rows come behind a cursor; null without one.
 * @throws Fault `cursor-format`
 */
export function behindCursor(cursor: string | undefined, keyset: Keyset): RawBuilder<SqlBool> | null {
  if (cursor === undefined) return null;
  const place = readPlace(cursor, keyset.keyType);
  if (place === null) throw notACursor();
  return isBehind(place, keyset);
}

/** A cursor that all rows of a list newest first are behind: for a first page that shows something else before them. */
export function cursorBeforeAll(): string {
  return writeCursor(["9999-12-31T00:00:00.000000Z", "-"]);
}

/** The last row of the page before. */
interface Place {
  readonly at: string;
  readonly key: string;
}

function isBehind(place: Place, { at: atColumn, key: keyColumn, keyType, order }: Keyset): RawBuilder<SqlBool> {
  const at = sql`${place.at}::timestamptz`;
  const key = keyType === "uuid" ? sql`${place.key}::uuid` : sql`${place.key}`;
  const [atRef, keyRef] = [sql.ref(atColumn), sql.ref(keyColumn)];
  return order === "newest-first"
    ? // The first condition bounds what is read of the index; the second alone would read it from its beginning.
      sql<SqlBool>`(${atRef} <= ${at} and (${atRef} < ${at} or ${keyRef} > ${key}))`
    : sql<SqlBool>`(${atRef}, ${keyRef}) > (${at}, ${key})`;
}

/** From the year 1 on: the database has no year 0. */
const INSTANT = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

const KEY: Readonly<Record<Keyset["keyType"], RegExp>> = {
  // Any text the database can hold: no NUL, no half of a surrogate pair.
  text: /^[^\0\p{Cs}]{1,60}$/u,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

function notACursor(): Fault {
  return new Fault("cursor-format", {
    vi: "Không phải con trỏ do danh sách này cấp; dùng đúng giá trị nextCursor của trang trước, hoặc bỏ đi để đọc từ đầu.",
    en: "Not a cursor of this list; use nextCursor of the page before as it is, or leave it out to begin anew.",
  });
}

/** Null for a cursor of another list, or one that nobody here wrote. */
function readPlace(cursor: string, keyType: Keyset["keyType"]): Place | null {
  const [at, key] = readCursor(cursor, 2) ?? [];
  if (typeof at !== "string" || typeof key !== "string" || !KEY[keyType].test(key)) return null;
  return INSTANT.test(at) && isReal(at) ? { at, key } : null;
}

/** No 30 February: such a day would be read as 2 March here and be an error in the database. */
function isReal(instant: string): boolean {
  const read = Date.parse(instant);
  return !Number.isNaN(read) && new Date(read).toISOString().slice(0, 19) === instant.slice(0, 19);
}
