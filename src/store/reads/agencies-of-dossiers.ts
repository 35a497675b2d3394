import { sql, type Kysely } from "kysely";
import type { Scope } from "#core/scope.ts";
import type { Tables } from "../database/tables.ts";
import { inScope, underAgency } from "./in-scope.ts";

/** With more than these, the newest dossiers of all are as good a place to look for theirs. */
const FEW = 40;

/**
 * The agencies that dossiers stand under and that a reader asks about, where they are few; null where they are many, or
 * everybody's. Read from the figures, of which each agency has a few rows.
 */
export async function fewAgencies(
  db: Kysely<Tables>,
  agency: string | undefined,
  scope: Scope,
): Promise<readonly string[] | null> {
  if (agency === undefined && scope === null) return null;
  const asked = agency === undefined ? sql`true` : underAgency("agency_code", agency);
  const { rows } = await sql<{ agencyCode: string }>`
    select agency_code as "agencyCode" from dossier_figures
    where ${asked} and ${inScope("agency_code", scope)}
    group by agency_code having sum(dossiers) > 0
    limit ${FEW + 1}`.execute(db);
  return rows.length > FEW ? null : rows.map(({ agencyCode }) => agencyCode);
}
