import type { Kysely } from "kysely";
import type { ContentReference, PlacedReference } from "#core/message/content-reference.ts";
import type { Scope } from "#core/scope.ts";
import { inScope } from "./in-scope.ts";
import type { Tables } from "../database/tables.ts";
import { isUnstorable } from "../database/unstorable.ts";

/** The values of a dossier that are kept aside. */
export function largeValuesIn(row: { readonly large_values: unknown }): readonly PlacedReference[] {
  return (row.large_values as readonly PlacedReference[] | null) ?? [];
}

/** See the port: a value of the dossier as it was last pushed, for a reader who may see the dossier. */
export async function findLargeValue(
  db: Kysely<Tables>,
  dossierCode: string,
  sha256: string,
  scope: Scope,
): Promise<ContentReference | null> {
  if (isUnstorable(dossierCode)) return null;
  const row = await db
    .selectFrom("dossiers")
    .select("large_values")
    .where("code", "=", dossierCode)
    .where(inScope("agency_code", scope))
    .executeTakeFirst();
  const found = row === undefined ? undefined : largeValuesIn(row).find((value) => value.sha256 === sha256);
  return found === undefined ? null : { sha256, bytes: found.bytes };
}
