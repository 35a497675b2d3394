import type { Kysely, Selectable } from "kysely";
import type { ClientChange, ClientStore, KeptClient } from "#core/ports/client-store.ts";
import type { Random } from "#core/ports/ports.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Tables } from "../database/tables.ts";
import { endSessions } from "./end-sessions.ts";

type Row = Selectable<Tables["clients"]>;

export function clientStore(db: Kysely<Tables>, random: Random): ClientStore {
  /** Changes come one after the other: who holds the mark has the clients for themselves. */
  const change = <T>(work: (tx: Kysely<Tables>) => Promise<T>): Promise<T> =>
    db.transaction().execute(async (tx) => {
      await tx.updateTable("client_changes").set({ mark: random.uuid() }).execute();
      return work(tx);
    });

  return {
    mark: async () => (await db.selectFrom("client_changes").select("mark").executeTakeFirstOrThrow()).mark,

    all: async () => (await db.selectFrom("clients").selectAll().orderBy("id").execute()).map(toClient),

    find: (id) => find(db, id),

    add: (grant, keySha256, { actor, at }) =>
      change(async (tx) => {
        const { id, name, rights, agencies, codeUnits } = grant;
        const row = await tx
          .insertInto("clients")
          .values({
            id,
            name,
            rights: JSON.stringify(rights),
            agencies: agencies === null ? null : JSON.stringify(agencies),
            code_units: JSON.stringify(codeUnits),
            key_sha256: keySha256,
            created_at: at,
            created_by: actor,
            changed_at: at,
          })
          .onConflict((conflict) => conflict.column("id").doNothing())
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) return null;
        const detail = {
          rights: rights.join(" "),
          agencies: agencies?.join(" ") ?? null,
          codeUnits: codeUnits.join(" "),
        };
        await appendAudit(tx, [{ at, actor, action: "client.added", subject: id, detail }]);
        return toClient(row);
      }),

    rotate: (id, keySha256, endsAt, { actor, at, reason }) =>
      change(async (tx) => {
        const before = await find(tx, id);
        if (before === null || before.revokedAt !== null) return unchanged(before);
        const stays = await inUse(tx, before, at);
        const overlaps = endsAt > at;
        const row = await tx
          .updateTable("clients")
          .set({
            key_sha256: keySha256,
            previous_key_sha256: overlaps ? stays : null,
            previous_key_ends_at: overlaps ? endsAt : null,
            changed_at: at,
          })
          .where("id", "=", id)
          .returningAll()
          .executeTakeFirstOrThrow();
        const ended = keysOf(before).filter((key) => !overlaps || key !== stays);
        await endSessions(tx, ended, at);
        const detail = {
          previousKeyEndsAt: overlaps ? endsAt.toISOString() : at.toISOString(),
          reason: reason ?? null,
        };
        await appendAudit(tx, [{ at, actor, action: "client.rotated", subject: id, detail }]);
        return { kind: "changed", client: toClient(row) };
      }),

    revoke: (id, { actor, at, reason }) =>
      change(async (tx) => {
        const before = await find(tx, id);
        if (before === null || before.revokedAt !== null) return unchanged(before);
        const row = await tx
          .updateTable("clients")
          .set({ previous_key_sha256: null, previous_key_ends_at: null, changed_at: at, revoked_at: at })
          .where("id", "=", id)
          .returningAll()
          .executeTakeFirstOrThrow();
        await endSessions(tx, keysOf(before), at);
        const detail = { reason: reason ?? null };
        await appendAudit(tx, [{ at, actor, action: "client.revoked", subject: id, detail }]);
        return { kind: "changed", client: toClient(row) };
      }),

    noteUses: async (uses) => {
      const rows = [...uses].map(([key_sha256, used_at]) => ({ key_sha256, used_at }));
      if (rows.length === 0) return;
      await db
        .insertInto("key_uses")
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .column("key_sha256")
            .doUpdateSet({ used_at: (eb) => eb.fn("greatest", ["key_uses.used_at", "excluded.used_at"]) }),
        )
        .execute();
    },

    uses: async () => {
      const rows = await db.selectFrom("key_uses").selectAll().execute();
      return new Map(rows.map(({ key_sha256: key, used_at: at }) => [key, at]));
    },
  };
}

async function find(db: Kysely<Tables>, id: string): Promise<KeptClient | null> {
  const row = await db.selectFrom("clients").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : toClient(row);
}

/** The key that whoever has the client works with: the newest, unless nobody used it yet and the one before still holds. */
async function inUse(tx: Kysely<Tables>, { keySha256, previousKey }: KeptClient, at: Date): Promise<string> {
  if (previousKey === null || previousKey.endsAt <= at) return keySha256;
  const used = await tx.selectFrom("key_uses").select("used_at").where("key_sha256", "=", keySha256).executeTakeFirst();
  return used === undefined ? previousKey.sha256 : keySha256;
}

const unchanged = (client: KeptClient | null): ClientChange =>
  client === null ? { kind: "absent" } : { kind: "revoked", client };

function keysOf({ keySha256, previousKey }: KeptClient): string[] {
  return previousKey === null ? [keySha256] : [keySha256, previousKey.sha256];
}

function toClient(row: Row): KeptClient {
  const { previous_key_sha256: sha256, previous_key_ends_at: endsAt } = row;
  return {
    id: row.id,
    name: row.name,
    rights: row.rights,
    agencies: row.agencies,
    codeUnits: row.code_units,
    keySha256: row.key_sha256,
    previousKey: sha256 === null || endsAt === null ? null : { sha256, endsAt },
    createdAt: row.created_at,
    createdBy: row.created_by,
    changedAt: row.changed_at,
    revokedAt: row.revoked_at,
  };
}
