import { join } from "node:path";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import { openDiskAttachments } from "../attachments/disk-attachments.ts";
import { postgresAttachments } from "../attachments/postgres-attachments.ts";
import type { Database, DatabaseLocation } from "../store/database/database.ts";
import { withFaults } from "../store/database/database-unavailable.ts";

/**
 * Opens the place of large contents beside an open database, which keeps other processes away from the folder: files where
 * the database is embedded, because one session is all it has and a large value holds it up for seconds; else a table.
 */
export async function openAttachments(location: DatabaseLocation, { db }: Database): Promise<AttachmentStore> {
  return withFaults(
    location.kind === "embedded"
      ? await openDiskAttachments(join(location.dataDir, "attachments"))
      : postgresAttachments(db),
  );
}
