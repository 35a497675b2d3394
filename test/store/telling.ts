import type { Transaction } from "kysely";
import type { ChangeDraft } from "#core/ports/changes.ts";
import { appendChanges } from "../../src/store/changes/append-changes.ts";
import type { Tables } from "../../src/store/database/tables.ts";
import type { DatabaseUnderTest } from "./database-under-test.ts";
import { AT, standLocked } from "./filling.ts";

/** Says in the feed that something was received about a dossier. */
export async function tellOf(tx: Transaction<Tables>, code: string, detail: ChangeDraft["detail"] = {}): Promise<void> {
  await standLocked(tx, code);
  await appendChanges(tx, [{ at: AT, kind: "received", dossierCode: code, detail }]);
}

/** The same of several dossiers, in one transaction. */
export function tell({ database }: DatabaseUnderTest, ...codes: readonly string[]): Promise<void> {
  return database.db.transaction().execute(async (tx) => {
    for (const code of codes) await tellOf(tx, code);
  });
}
