import type { Kysely } from "kysely";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { Tables } from "../database/tables.ts";

/** A dossier as it was last pushed, with its record and the hashes of values kept aside; null where there is none. */
export async function pushedDossier(db: Kysely<Tables>, dossierCode: string): Promise<Dossier | null> {
  const row = await db
    .selectFrom("dossiers")
    .select(["content", "record"])
    .where("code", "=", dossierCode)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { ...(row.content as Dossier), ...(row.record === null ? {} : { record: row.record }) };
}
