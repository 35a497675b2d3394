import { sql, type QueryExecutorProvider } from "kysely";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";

/** Contents in a table of the database that several processes share. Each is committed by itself. */
export function postgresAttachments(db: QueryExecutorProvider): AttachmentStore {
  return {
    keep: async (contents) => {
      for (const [sha256, bytes] of contents) await keepOne(db, sha256, bytes);
    },
    read: async (sha256) => {
      const { rows } = await sql<{
        content: Uint8Array;
      }>`select content from attachments where sha256 = ${sha256}`.execute(db);
      return rows[0]?.content ?? null;
    },
  };
}

/**
 * Asks first: what is there already, and whole, need not travel. One that another process is just writing is waited for;
 * pushing a dossier again is what heals a content that was damaged.
 */
async function keepOne(db: QueryExecutorProvider, sha256: string, bytes: Uint8Array): Promise<void> {
  const { rows } = await sql`
    select from attachments where sha256 = ${sha256} and encode(sha256(content), 'hex') = ${sha256}`.execute(db);
  if (rows.length > 0) return;
  await sql`
    insert into attachments (sha256, content) values (${sha256}, ${Buffer.from(bytes)})
    on conflict (sha256) do update set content = excluded.content where attachments.content <> excluded.content`.execute(
    db,
  );
}
