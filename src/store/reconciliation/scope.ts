import { sql, type Expression, type SqlBool } from "kysely";
import type { Scope } from "#core/ports/reads.ts";
import { underAgency } from "../reads/under-agency.ts";

/** That a dossier, called `d` in the query, lies in a reader's scope. */
export function inScope(scope: Scope): Expression<SqlBool> {
  if (scope === null) return sql<SqlBool>`true`;
  if (scope.length === 0) return sql<SqlBool>`false`;
  const parts = scope.map((agency) => underAgency("d.agency_code", agency));
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}
