import { sql, type RawBuilder, type Transaction } from "kysely";
import type { ChangeDraft } from "#core/ports/changes.ts";
import type { Tables } from "../database/tables.ts";

/** The columns every writer fills, in this order. */
export const CHANGE_COLUMNS = sql`changes (at, kind, dossier_code, sector, agency_code, status, sync_state, revision, detail)`;

/**
 * Writes changes inside the caller's transaction, with each dossier as it now stands. The caller must hold the rows of the
 * dossiers (`for update`, or by having written them) until it commits: that is what puts the changes of one dossier in
 * the order of their commits. Dossiers that are not there are passed over.
 */
export async function appendChanges(tx: Transaction<Tables>, drafts: readonly ChangeDraft[]): Promise<void> {
  if (drafts.length > 0) await insertChanges(drafts).execute(tx);
}

/** The statement behind {@link appendChanges}, for writers that put it beside another. */
export function insertChanges(drafts: readonly ChangeDraft[]): RawBuilder<unknown> {
  const rows = drafts.map(({ at, kind, dossierCode, detail = {} }, place) => ({
    place,
    at: at.toISOString(),
    kind,
    code: dossierCode,
    detail,
  }));
  return sql`
    insert into ${CHANGE_COLUMNS}
    select n.at, n.kind, d.code, d.sector, d.agency_code, d.status, d.sync_state, d.revision, n.detail
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(
        place integer, at timestamptz, kind text, code text, detail jsonb)
      join dossiers d on d.code = n.code
    order by n.place`;
}
