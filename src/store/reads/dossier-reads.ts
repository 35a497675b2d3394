import type { Expression, ExpressionBuilder, Kysely, SqlBool } from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { Issue } from "#core/dossier/issue.ts";
import { withValuesAt } from "#core/message/content-reference.ts";
import type { NotTold } from "#core/message/not-told.ts";
import type { Page, PageRequest } from "#core/ports/page.ts";
import type { DossierDetail, DossierFilter, DossierSummary } from "#core/ports/status-reads.ts";
import type { Scope } from "#core/scope.ts";
import { inScope, underAgency } from "./in-scope.ts";
import { largeValuesIn } from "./large-values.ts";
import { readPage, type Keyset } from "./keyset-page.ts";
import type { Tables } from "../database/tables.ts";
import { readTimeline } from "./timeline.ts";
import { isUnstorable } from "../database/unstorable.ts";

const NEWEST_FIRST: Keyset = { at: "changed_at", key: "code", keyType: "text", order: "newest-first" };

/** A page of dossiers, newest change first. */
export async function listDossiers(
  db: Kysely<Tables>,
  filter: DossierFilter,
  page: PageRequest,
  scope: Scope,
): Promise<Page<DossierSummary>> {
  if (isUnstorable(filter.sector, filter.agency, filter.q)) return { items: [], nextCursor: null };
  const query = db
    .selectFrom("dossiers")
    .select(["code", "sector", "procedure_code", "agency_code", "applicant_name", "status", "sync_state"])
    .select(["revision", "received_at", "due_at", "changed_at", "not_told"])
    .where((eb) => eb.and([...filterConditions(eb, filter), inScope("agency_code", scope)]));
  return readPage(query, NEWEST_FIRST, page, (row) => ({
    dossierCode: row.code,
    sector: row.sector,
    procedureCode: row.procedure_code,
    agencyCode: row.agency_code,
    applicantName: row.applicant_name,
    status: row.status,
    syncState: row.sync_state,
    ...notToldIn(row),
    revision: row.revision,
    receivedAt: formatOrNull(row.received_at),
    dueAt: formatOrNull(row.due_at),
    changedAt: formatInstant(row.changed_at.getTime()),
  }));
}

/** One dossier with its timeline; null when there is none or the reader may not see it. */
export async function readDossier(
  db: Kysely<Tables>,
  dossierCode: string,
  scope: Scope,
): Promise<DossierDetail | null> {
  if (isUnstorable(dossierCode)) return null;
  const row = await db
    .selectFrom("dossiers")
    .select([
      "code",
      "client_id",
      "sync_state",
      "revision",
      "content",
      "record",
      "large_values",
      "warnings",
      "not_told",
    ])
    .where("code", "=", dossierCode)
    .where(inScope("agency_code", scope))
    .executeTakeFirst();
  if (row === undefined) return null;
  const content = row.content as Record<string, unknown>;
  const dossier = row.record === null ? content : { ...content, record: row.record };
  return {
    dossierCode: row.code,
    clientId: row.client_id,
    syncState: row.sync_state,
    revision: row.revision,
    dossier: withValuesAt(dossier, largeValuesIn(row), ({ sha256, bytes }) => ({ sha256, bytes })),
    warnings: row.warnings as Issue[],
    ...notToldIn(row),
    feedbackResults: await readResults(db, dossierCode),
    timeline: await readTimeline(db, dossierCode),
  };
}

function notToldIn(row: { readonly not_told: unknown }): { readonly notTold?: readonly NotTold[] } {
  return row.not_told === null ? {} : { notTold: row.not_told as readonly NotTold[] };
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

type Dossiers = ExpressionBuilder<Tables, "dossiers">;

function filterConditions(eb: Dossiers, filter: DossierFilter): Expression<SqlBool>[] {
  const day = (text: string) => new Date(`${text}T00:00:00+07:00`);
  const like = filter.q === undefined ? "" : `%${filter.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return [
    ...(filter.state === undefined ? [] : [eb("sync_state", "=", filter.state)]),
    ...(filter.notTold === undefined ? [] : [eb("not_told", filter.notTold ? "is not" : "is", null)]),
    ...(filter.sector === undefined ? [] : [eb("sector", "=", filter.sector)]),
    ...(filter.agency === undefined ? [] : [underAgency("agency_code", filter.agency)]),
    ...(filter.status === undefined ? [] : [eb("status", "=", filter.status)]),
    ...(filter.from === undefined ? [] : [eb("received_at", ">=", day(filter.from))]),
    ...(filter.to === undefined ? [] : [eb("received_at", "<", new Date(day(filter.to).getTime() + 86_400_000))]),
    ...(filter.q === undefined ? [] : [eb.or([eb("code", "ilike", like), eb("applicant_name", "ilike", like)])]),
  ];
}

function formatOrNull(at: Date | null): string | null {
  return at === null ? null : formatInstant(at.getTime());
}
