import { sql, type Kysely } from "kysely";
import type { Tables } from "../database/tables.ts";

/** Rows beyond which folding pays; a sum over so many takes next to nothing. */
const MOST_ROWS = 2000;

/** Puts one row in the place of all that say something of the same agency and state. Sums stay what they are. */
export async function foldFigures(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ many: boolean }>`
    select count(*) > ${MOST_ROWS}::integer as "many" from (select from dossier_figures limit ${MOST_ROWS + 1}) as counted`.execute(
    db,
  );
  if (rows[0]?.many !== true) return;
  await sql`
    with gone as (
      delete from dossier_figures returning agency_code, sync_state, dossiers
    )
    insert into dossier_figures (agency_code, sync_state, dossiers)
    select agency_code, sync_state, sum(dossiers) from gone group by agency_code, sync_state having sum(dossiers) <> 0`.execute(
    db,
  );
}
