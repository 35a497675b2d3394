import type { Kysely } from "kysely";
import type { AuditEntry } from "#core/ports/store.ts";
import type { Tables } from "../database/tables.ts";

/** Appends to the audit log inside the caller's transaction, so that nothing happens without its entry. */
export async function appendAudit(tx: Kysely<Tables>, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx
    .insertInto("audit")
    .values(entries.map(({ detail, ...entry }) => ({ ...entry, detail: JSON.stringify(detail ?? {}) })))
    .execute();
}
