import { sql, type Expression, type ExpressionBuilder, type Kysely, type SqlBool } from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { Issue } from "#core/dossier/issue.ts";
import type { DossierDetail, DossierFilter, DossierSummary, Page, PageRequest, Scope } from "#core/ports/reads.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import type { Tables } from "../database/tables.ts";
import { readTimeline } from "./timeline.ts";
import { underAgency } from "./under-agency.ts";
import { isUnholdable } from "../database/unholdable.ts";

/** A page of dossiers, newest change first. */
export async function listDossiers(
  db: Kysely<Tables>,
  filter: DossierFilter,
  { cursor, limit }: PageRequest,
  scope: Scope,
): Promise<Page<DossierSummary>> {
  if (isUnholdable(filter.sector, filter.agency, filter.q)) return { items: [], nextCursor: null };
  const rows = await db
    .selectFrom("dossiers")
    .select(["code", "sector", "procedure_code", "agency_code", "applicant_name", "status", "sync_state"])
    .select(["revision", "received_at", "due_at", "changed_at"])
    // Text, so that the cursor keeps the microseconds a Date would drop.
    .select(sql<string>`to_char(changed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as("changed_text"))
    .where((eb) => eb.and([...filterConditions(eb, filter), ...scopeCondition(eb, scope), ...afterCursor(cursor)]))
    .orderBy("changed_at", "desc")
    .orderBy("code")
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => ({
    dossierCode: row.code,
    sector: row.sector,
    procedureCode: row.procedure_code,
    agencyCode: row.agency_code,
    applicantName: row.applicant_name,
    status: row.status,
    syncState: row.sync_state,
    revision: row.revision,
    receivedAt: formatOrNull(row.received_at),
    dueAt: formatOrNull(row.due_at),
    changedAt: formatInstant(row.changed_at.getTime()),
  }));
  const last = rows[limit - 1];
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? writeCursor({ at: last.changed_text, name: last.code }) : null };
}

/** One dossier with its timeline; null when there is none or the reader may not see it. */
export async function readDossier(
  db: Kysely<Tables>,
  dossierCode: string,
  scope: Scope,
): Promise<DossierDetail | null> {
  if (isUnholdable(dossierCode)) return null;
  const row = await db
    .selectFrom("dossiers")
    .select(["code", "client_id", "sync_state", "revision", "content", "record", "warnings"])
    .where("code", "=", dossierCode)
    .where((eb) => eb.and(scopeCondition(eb, scope)))
    .executeTakeFirst();
  if (row === undefined) return null;
  const content = row.content as Record<string, unknown>;
  return {
    dossierCode: row.code,
    clientId: row.client_id,
    syncState: row.sync_state,
    revision: row.revision,
    dossier: row.record === null ? content : { ...content, record: row.record },
    warnings: row.warnings as Issue[],
    feedbackResults: await readResults(db, dossierCode),
    timeline: await readTimeline(db, dossierCode),
  };
}

async function readResults(db: Kysely<Tables>, dossierCode: string): Promise<DossierDetail["feedbackResults"]> {
  const rows = await db
    .selectFrom("feedback")
    .select(["at", "destination", "result"])
    .where("dossier_code", "=", dossierCode)
    .where("result", "is not", null)
    .orderBy("seq", "desc")
    .execute();
  return rows.map((row) => ({
    at: formatInstant(row.at.getTime()),
    destination: row.destination,
    result: row.result as Readonly<Record<string, unknown>>,
  }));
}

/** Any text the database can hold; a code was checked when it was pushed. */
const DOSSIER_CODE = /^[^\0]{1,50}$/u;

type Dossiers = ExpressionBuilder<Tables, "dossiers">;

function filterConditions(eb: Dossiers, filter: DossierFilter): Expression<SqlBool>[] {
  const day = (text: string) => new Date(`${text}T00:00:00+07:00`);
  const like = filter.q === undefined ? "" : `%${filter.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return [
    ...(filter.state === undefined ? [] : [eb("sync_state", "=", filter.state)]),
    ...(filter.sector === undefined ? [] : [eb("sector", "=", filter.sector)]),
    ...(filter.agency === undefined ? [] : [underAgency("agency_code", filter.agency)]),
    ...(filter.status === undefined ? [] : [eb("status", "=", filter.status)]),
    ...(filter.from === undefined ? [] : [eb("received_at", ">=", day(filter.from))]),
    ...(filter.to === undefined ? [] : [eb("received_at", "<", new Date(day(filter.to).getTime() + 86_400_000))]),
    ...(filter.q === undefined ? [] : [eb.or([eb("code", "ilike", like), eb("applicant_name", "ilike", like)])]),
  ];
}

function scopeCondition(eb: Dossiers, scope: Scope): Expression<SqlBool>[] {
  return scope === null ? [] : [eb.or(scope.map((agency) => underAgency("agency_code", agency)))];
}

function afterCursor(cursor: string | undefined): Expression<SqlBool>[] {
  const place = cursor === undefined ? null : readCursor(cursor, DOSSIER_CODE);
  if (place === null) return [];
  return [
    sql<SqlBool>`(changed_at < ${place.at}::timestamptz or (changed_at = ${place.at}::timestamptz and code > ${place.name}))`,
  ];
}

function formatOrNull(at: Date | null): string | null {
  return at === null ? null : formatInstant(at.getTime());
}
