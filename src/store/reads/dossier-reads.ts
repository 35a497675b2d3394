import {
  sql,
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type RawBuilder,
  type Selectable,
  type SelectQueryBuilder,
  type SqlBool,
} from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { Issue } from "#core/dossier/issue.ts";
import { withValuesAt } from "#core/message/content-reference.ts";
import type { NotTold } from "#core/message/not-told.ts";
import type { Page, PageRequest } from "#core/ports/page.ts";
import type { DossierDetail, DossierFilter, DossierSummary } from "#core/ports/status-reads.ts";
import type { Scope } from "#core/scope.ts";
import type { SearchTokens } from "#core/search/search-tokens.ts";
import { fewAgencies } from "./agencies-of-dossiers.ts";
import { inScope, underAgency } from "./in-scope.ts";
import { behindCursor, cursorBeforeAll, LOOKED_THROUGH, readPage, type Keyset } from "./keyset-page.ts";
import { largeValuesIn } from "./large-values.ts";
import type { Tables } from "../database/tables.ts";
import { readTimeline } from "./timeline.ts";
import { isUnstorable } from "../database/unstorable.ts";

const NEWEST_FIRST: Keyset = { at: "changed_at", key: "code", keyType: "text", order: "newest-first" };

/** A page of dossiers, newest change first; of a search for a code, the dossier with that very code before all others. */
export async function listDossiers(
  db: Kysely<Tables>,
  tokens: SearchTokens,
  filter: DossierFilter,
  page: PageRequest,
  scope: Scope,
): Promise<Page<DossierSummary>> {
  if (isUnstorable(filter.sector, filter.agency, filter.q)) return NOTHING;
  const visible = await visibleDossiers(db, filter, scope);
  if (filter.q === undefined) {
    const newest = visible.newest(behindCursor(page.cursor, NEWEST_FIRST), page.limit + 1);
    return readPage(newestOf(db, newest), NEWEST_FIRST, page, toSummary);
  }
  const code = filter.q.trim().toUpperCase();
  const [exact] = await visible.all.where("code", "=", code).execute();
  const question = { meanings: tokens.ofQuestion(filter.q), except: exact?.code };
  if (exact === undefined || page.cursor !== undefined) return findDossiers(db, visible, question, page);
  if (page.limit === 1) return { items: [toSummary(exact)], nextCursor: cursorBeforeAll() };
  const found = await findDossiers(db, visible, question, { limit: page.limit - 1 });
  return { ...found, items: [toSummary(exact), ...found.items] };
}

type SummaryRow = Pick<Selectable<Tables["dossiers"]>, (typeof SUMMARY)[number]>;

/** The dossiers that a filter finds in a reader's scope. */
interface VisibleDossiers {
  readonly all: SelectQueryBuilder<Tables, "dossiers", SummaryRow>;
  /** So many of the newest behind a place, from an index that gives them in this order: where agencies are few, each its own. */
  newest(behind: RawBuilder<SqlBool> | null, most: number): Expression<SummaryRow>;
}

async function visibleDossiers(db: Kysely<Tables>, filter: DossierFilter, scope: Scope): Promise<VisibleDossiers> {
  const { agency, ...others } = filter;
  const ofAll = db
    .selectFrom("dossiers")
    .select(SUMMARY)
    .where((eb) => eb.and(filterConditions(eb, others)));
  const inAsked = agency === undefined ? sql<SqlBool>`true` : underAgency("agency_code", agency);
  const all = ofAll.where(inAsked).where(inScope("agency_code", scope));
  const next = (of: typeof all, behind: RawBuilder<SqlBool> | null, most: number) =>
    (behind === null ? of : of.where(behind)).orderBy("changed_at", "desc").orderBy("code").limit(most);
  const few = await fewAgencies(db, agency, scope);
  if (few === null) return { all, newest: (behind, most) => next(all, behind, most) };
  const agencies = sql`jsonb_array_elements_text(${JSON.stringify(few)}::jsonb) as asked(agency)`;
  // Nothing more is said of the agency: what is true of it anyway would only make the planner expect next to nothing.
  const ofAgency = ofAll.where("agency_code", "=", sql<string>`asked.agency`);
  return {
    all,
    newest: (behind, most) =>
      sql<SummaryRow>`(
        select newest.* from ${agencies} cross join lateral ${next(ofAgency, behind, most)} as newest
        order by changed_at desc, code limit ${most})`,
  };
}

function newestOf(db: Kysely<Tables>, newest: Expression<SummaryRow>) {
  return db.selectFrom(sql<SummaryRow>`${newest}`.as("newest")).selectAll("newest");
}

/**
 * Those of the visible dossiers that have all tokens of one meaning of a question. A common name fills a page from the
 * newest dossiers, where the index would give a large part of all; a rare one is found by the index.
 */
async function findDossiers(
  db: Kysely<Tables>,
  visible: VisibleDossiers,
  { meanings, except }: { readonly meanings: readonly (readonly string[])[]; readonly except: string | undefined },
  page: PageRequest,
): Promise<Page<DossierSummary>> {
  if (meanings.length === 0) return NOTHING;
  // As text, for the two drivers write lists differently.
  const isMeant = sql<SqlBool>`(${sql.join(
    meanings.map((tokens) => sql`tokens @> (${`{${tokens.join(",")}}`}::text)::bigint[]`),
    sql` or `,
  )})`;
  const isOther = except === undefined ? sql<SqlBool>`true` : sql<SqlBool>`code <> ${except}`;
  const common = await readPage(
    newestOf(db, visible.newest(behindCursor(page.cursor, NEWEST_FIRST), LOOKED_THROUGH))
      .where(isOther)
      .where(sql<SqlBool>`exists (select from dossier_tokens t where t.dossier_code = newest.code and ${isMeant})`),
    NEWEST_FIRST,
    page,
    toSummary,
  );
  if (common.nextCursor !== null) return common;
  const found = sql<string>`(
    with found as materialized (select dossier_code from dossier_tokens where ${isMeant}) select dossier_code from found)`;
  return readPage(visible.all.where(isOther).where("code", "in", found), NEWEST_FIRST, page, toSummary);
}

const NOTHING: Page<DossierSummary> = { items: [], nextCursor: null };

const SUMMARY = [
  "code",
  "sector",
  "procedure_code",
  "agency_code",
  "applicant_name",
  "status",
  "sync_state",
  "revision",
  "received_at",
  "due_at",
  "changed_at",
  "not_told",
] as const;

function toSummary(row: SummaryRow): DossierSummary {
  return {
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
  };
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

function filterConditions(eb: Dossiers, filter: Omit<DossierFilter, "agency">): Expression<SqlBool>[] {
  const day = (text: string) => new Date(`${text}T00:00:00+07:00`);
  return [
    ...(filter.state === undefined ? [] : [eb("sync_state", "=", filter.state)]),
    ...(filter.notTold === undefined ? [] : [eb("not_told", filter.notTold ? "is not" : "is", null)]),
    ...(filter.sector === undefined ? [] : [eb("sector", "=", filter.sector)]),
    ...(filter.status === undefined ? [] : [eb("status", "=", filter.status)]),
    ...(filter.from === undefined ? [] : [eb("received_at", ">=", day(filter.from))]),
    ...(filter.to === undefined ? [] : [eb("received_at", "<", new Date(day(filter.to).getTime() + 86_400_000))]),
  ];
}

function formatOrNull(at: Date | null): string | null {
  return at === null ? null : formatInstant(at.getTime());
}
