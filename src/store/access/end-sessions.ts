import type { Kysely } from "kysely";
import { appendAudit } from "../audit/append-audit.ts";
import type { Tables } from "../database/tables.ts";

/** Ends the logins that were made with these keys, inside the caller's transaction; those who lost them are in the audit log. */
export async function endSessions(tx: Kysely<Tables>, keySha256s: readonly string[], at: Date): Promise<void> {
  if (keySha256s.length === 0) return;
  const ended = await tx.deleteFrom("sessions").where("key_sha256", "in", keySha256s).returning("client_id").execute();
  await appendAudit(
    tx,
    ended.map(({ client_id: id }) => ({
      at,
      actor: `operator:${id}`,
      action: "console.logged-out",
      subject: id,
      detail: { cause: "key-ended" },
    })),
  );
}
