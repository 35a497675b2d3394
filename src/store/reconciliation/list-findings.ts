import { sql, type Kysely } from "kysely";
import { formatInstant } from "#schemas/common/timestamp.ts";
import type { Page, PageRequest } from "#core/ports/page.ts";
import type { Scope } from "#core/scope.ts";
import {
  FINDING_KINDS,
  FINDING_TEXT,
  type Finding,
  type FindingCounts,
  type FindingFilter,
} from "#core/reconciliation/reconciliation.ts";
import { inScope, underAgency } from "../reads/in-scope.ts";
import { readPage, type Keyset } from "../reads/keyset-page.ts";
import type { Tables } from "../database/tables.ts";
import { isUnstorable } from "../database/unstorable.ts";

const NEWEST_FIRST: Keyset = { at: "f.found_at", key: "f.id", keyType: "uuid", order: "newest-first" };

/** A page of findings, newest first. */
export async function listFindings(
  db: Kysely<Tables>,
  filter: FindingFilter,
  page: PageRequest,
  scope: Scope,
): Promise<Page<Finding>> {
  if (isUnstorable(filter.dossierCode, filter.agency)) return { items: [], nextCursor: null };
  const query = db
    .selectFrom("findings as f")
    .innerJoin("dossiers as d", "d.code", "f.dossier_code")
    .selectAll("f")
    .where((eb) =>
      eb.and([
        inScope("d.agency_code", scope),
        ...(filter.state === undefined ? [] : [eb("f.state", "=", filter.state)]),
        ...(filter.kind === undefined ? [] : [eb("f.kind", "=", filter.kind)]),
        ...(filter.dossierCode === undefined ? [] : [eb("f.dossier_code", "=", filter.dossierCode)]),
        ...(filter.run === undefined ? [] : [eb("f.run_id", "=", filter.run)]),
        ...(filter.agency === undefined ? [] : [underAgency("d.agency_code", filter.agency)]),
      ]),
    );
  return readPage(query, NEWEST_FIRST, page, (row): Finding => ({
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
}

/** Open findings by kind. */
export async function countFindings(db: Kysely<Tables>, scope: Scope): Promise<FindingCounts> {
  const rows = await db
    .selectFrom("findings as f")
    .innerJoin("dossiers as d", "d.code", "f.dossier_code")
    .select(["f.kind", sql<number>`count(*)::int`.as("count")])
    .where("f.state", "=", "open")
    .where(inScope("d.agency_code", scope))
    .groupBy("f.kind")
    .execute();
  const counts = new Map(rows.map(({ kind, count }) => [kind, count]));
  return Object.fromEntries(FINDING_KINDS.map((kind) => [kind, counts.get(kind) ?? 0])) as FindingCounts;
}
