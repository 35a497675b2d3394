import { OLD_FORM_LENGTH, reachOf } from "#schemas/common/agency-code.ts";
import { sql, type RawBuilder, type SqlBool } from "kysely";

/** Whether the agency code in a column (`agency_code`, `d.agency_code`) lies inside a scope, as `isWithinAgency` tells it. */
export function underAgency(column: "agency_code" | "d.agency_code", scope: string): RawBuilder<SqlBool> {
  const code = sql.ref(column);
  const { exact, startsWith, endsWith } = reachOf(scope);
  const parts = [
    sql<SqlBool>`${code} = ${exact}`,
    ...(startsWith === null ? [] : [sql<SqlBool>`left(${code}, ${startsWith.length}) = ${startsWith}`]),
    ...(endsWith === null
      ? []
      : [sql<SqlBool>`(length(${code}) = ${OLD_FORM_LENGTH} and right(${code}, ${endsWith.length}) = ${endsWith})`]),
  ];
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}
