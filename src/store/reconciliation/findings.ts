import { sql, type Expression, type Kysely, type SqlBool } from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { Page, PageRequest, Scope } from "#core/ports/reads.ts";
import {
  FINDING_KINDS,
  FINDING_TEXT,
  type Finding,
  type FindingCounts,
  type FindingFilter,
} from "#core/reconciliation/reconciliation.ts";
import { readCursor, writeCursor } from "../reads/cursor.ts";
import { inScope } from "./scope.ts";
import type { Tables } from "../database/tables.ts";
import { underAgency } from "../reads/under-agency.ts";
import { isUnholdable } from "../database/unholdable.ts";

const FINDING_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A page of findings, newest first. */
export async function listFindings(
  db: Kysely<Tables>,
  filter: FindingFilter,
  { cursor, limit }: PageRequest,
  scope: Scope,
): Promise<Page<Finding>> {
  if (isUnholdable(filter.dossierCode, filter.agency)) return { items: [], nextCursor: null };
  const rows = await db
    .selectFrom("findings as f")
    .innerJoin("dossiers as d", "d.code", "f.dossier_code")
    .selectAll("f")
    // Text, so that the cursor keeps the microseconds a Date would drop.
    .select(sql<string>`to_char(f.found_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as("found_text"))
    .where((eb) =>
      eb.and([
        inScope(scope),
        ...(filter.state === undefined ? [] : [eb("f.state", "=", filter.state)]),
        ...(filter.kind === undefined ? [] : [eb("f.kind", "=", filter.kind)]),
        ...(filter.dossierCode === undefined ? [] : [eb("f.dossier_code", "=", filter.dossierCode)]),
        ...(filter.run === undefined ? [] : [eb("f.run_id", "=", filter.run)]),
        ...(filter.agency === undefined ? [] : [underAgency("d.agency_code", filter.agency)]),
        ...afterCursor(cursor),
      ]),
    )
    .orderBy("f.found_at", "desc")
    .orderBy("f.id")
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row): Finding => ({
    id: row.id,
    dossierCode: row.dossier_code,
    kind: row.kind,
    state: row.state,
    fields: row.fields,
    message: FINDING_TEXT[row.kind].vi,
    messageEn: FINDING_TEXT[row.kind].en,
    foundAt: formatInstant(row.found_at.getTime()),
    seenAt: formatInstant(row.seen_at.getTime()),
    settledAt: row.settled_at === null ? null : formatInstant(row.settled_at.getTime()),
    settledBy: row.settled_by,
    reason: row.reason,
  }));
  const last = rows[limit - 1];
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? writeCursor({ at: last.found_text, name: last.id }) : null };
}

function afterCursor(cursor: string | undefined): Expression<SqlBool>[] {
  const place = cursor === undefined ? null : readCursor(cursor, FINDING_ID);
  if (place === null) return [];
  return [
    sql<SqlBool>`(f.found_at < ${place.at}::timestamptz or (f.found_at = ${place.at}::timestamptz and f.id > ${place.name}::uuid))`,
  ];
}

/** Open findings by kind. */
export async function countFindings(db: Kysely<Tables>, scope: Scope): Promise<FindingCounts> {
  const rows = await db
    .selectFrom("findings as f")
    .innerJoin("dossiers as d", "d.code", "f.dossier_code")
    .select(["f.kind", sql<number>`count(*)::int`.as("count")])
    .where("f.state", "=", "open")
    .where(inScope(scope))
    .groupBy("f.kind")
    .execute();
  const counts = new Map(rows.map(({ kind, count }) => [kind, count]));
  return Object.fromEntries(FINDING_KINDS.map((kind) => [kind, counts.get(kind) ?? 0])) as FindingCounts;
}
