import { sql, type Transaction } from "kysely";
import type { ChangeDraft } from "#core/changes.ts";
import type { AuditEntry } from "#core/store.ts";
import { insertChanges } from "./change-append.ts";
import type { Tables } from "./tables.ts";

/** Appends to the audit log inside the caller's transaction, so that nothing happens without its entry. */
export async function appendAudit(tx: Transaction<Tables>, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx
    .insertInto("audit")
    .values(entries.map(({ detail, ...entry }) => ({ ...entry, detail: JSON.stringify(detail ?? {}) })))
    .execute();
}

/** One audit entry and the changes that came with it, in one statement; the dossiers' rows are held as for any change. */
export async function appendAuditWithChanges(
  tx: Transaction<Tables>,
  { at, actor, action, subject, detail }: AuditEntry,
  changes: readonly ChangeDraft[],
): Promise<void> {
  await sql`
    with noted as (
      insert into audit (at, actor, action, subject, detail)
      values (${at}, ${actor}, ${action}, ${subject}, ${JSON.stringify(detail ?? {})}::jsonb)
    ) ${insertChanges(changes)}`.execute(tx);
}
