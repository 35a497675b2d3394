import { sql, type Transaction } from "kysely";
import type { ChangeDraft } from "#core/changes.ts";
import { appendChanges } from "../../src/store/change-append.ts";
import type { Tables } from "../../src/store/tables.ts";
import type { DatabaseUnderTest } from "./database-under-test.ts";
import { AT } from "./filling.ts";

/** Locks a dossier, made if it is not there, as everybody does who writes a change of it. */
export async function holdDossier(tx: Transaction<Tables>, code: string): Promise<void> {
  await sql`
    insert into dossiers (code, client_id, sector, procedure_code, agency_code, applicant_name, status, revision,
      adapter_version, content, content_sha256, warnings, sync_state, created_at, changed_at)
    values (${code}, 'vendor-a', 'promotions', '1', 'H36.03', 'MẪU', 2, 1, '1', '{}', '', '[]', 'pending', ${AT}, ${AT})
    on conflict do nothing`.execute(tx);
  await sql`select from dossiers where code = ${code} for update`.execute(tx);
}

/** Says in the feed that something was received about a dossier. */
export async function tellOf(tx: Transaction<Tables>, code: string, detail: ChangeDraft["detail"] = {}): Promise<void> {
  await holdDossier(tx, code);
  await appendChanges(tx, [{ at: AT, kind: "received", dossierCode: code, detail }]);
}

/** The same of several dossiers, in one transaction. */
export function tell({ database }: DatabaseUnderTest, ...codes: readonly string[]): Promise<void> {
  return database.db.transaction().execute(async (tx) => {
    for (const code of codes) await tellOf(tx, code);
  });
}
