import { sql, type RawBuilder, type SqlBool } from "kysely";
import { OLD_FORM_LENGTH, reachOf } from "#schemas/common/agency-code.ts";
import type { Scope } from "#core/scope.ts";

/** A column with a dossier's agency code, by the name its table has in the query. */
type AgencyColumn = "agency_code" | "d.agency_code";

/** The agency under which an item `i` of an envelope, of message `m` and dossier `d`, was sent. */
export const AGENCY_OF_ITEM = sql<string>`coalesce(i.agency_code, m.agency_code, d.agency_code)`;

/** Whether a dossier lies in a reader's scope: what `isInScope` tells of one in memory. */
export function inScope(column: AgencyColumn, scope: Scope): RawBuilder<SqlBool> {
  if (scope === null) return sql<SqlBool>`true`;
  if (scope.length === 0) return sql<SqlBool>`false`;
  const parts = scope.map((agency) => underAgency(column, agency));
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

/** Whether a dossier is of an agency or one below it, as `isWithinAgency` tells it. */
export function underAgency(column: AgencyColumn, agency: string): RawBuilder<SqlBool> {
  const code = sql.ref(column);
  const { exact, startsWith, endsWith } = reachOf(agency);
  const parts = [
    sql<SqlBool>`${code} = ${exact}`,
    ...(startsWith === null ? [] : [sql<SqlBool>`left(${code}, ${startsWith.length}) = ${startsWith}`]),
    ...(endsWith === null
      ? []
      : [sql<SqlBool>`(length(${code}) = ${OLD_FORM_LENGTH} and right(${code}, ${endsWith.length}) = ${endsWith})`]),
  ];
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}
