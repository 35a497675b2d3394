import type { Kysely } from "kysely";
import type { LoginSessionStore } from "#core/ports/login-session-store.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Tables } from "../database/tables.ts";
import { endSessions } from "./end-sessions.ts";

export function loginSessionStore(db: Kysely<Tables>): LoginSessionStore {
  return {
    start: (id, { clientId, keySha256, startedAt, seenAt, endsAt }) =>
      db.transaction().execute(async (tx) => {
        await tx.deleteFrom("sessions").where("ends_at", "<=", startedAt).execute();
        await tx
          .insertInto("sessions")
          .values({
            id_sha256: id,
            client_id: clientId,
            key_sha256: keySha256,
            started_at: startedAt,
            seen_at: seenAt,
            ends_at: endsAt,
          })
          .execute();
        await appendAudit(tx, [noted("console.logged-in", clientId, startedAt)]);
      }),

    find: async (id) => {
      const row = await db
        .selectFrom("sessions")
        .select(["client_id", "key_sha256", "started_at", "seen_at", "ends_at"])
        .where("id_sha256", "=", id)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        clientId: row.client_id,
        keySha256: row.key_sha256,
        startedAt: row.started_at,
        seenAt: row.seen_at,
        endsAt: row.ends_at,
      };
    },

    seen: async (id, at) => {
      await db.updateTable("sessions").set({ seen_at: at }).where("id_sha256", "=", id).execute();
    },

    end: (id, at) =>
      db.transaction().execute(async (tx) => {
        const ended = await tx
          .deleteFrom("sessions")
          .where("id_sha256", "=", id)
          .returning("client_id")
          .executeTakeFirst();
        if (ended !== undefined) await appendAudit(tx, [noted("console.logged-out", ended.client_id, at)]);
      }),

    endOfKeys: (keySha256s, at) => db.transaction().execute((tx) => endSessions(tx, keySha256s, at)),
  };
}

function noted(action: string, clientId: string, at: Date) {
  return { at, actor: `operator:${clientId}`, action, subject: clientId };
}
