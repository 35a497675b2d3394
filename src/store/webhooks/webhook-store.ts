import { sql, type Kysely } from "kysely";
import type { ChangeFeed } from "#core/ports/changes.ts";
import type { WebhookSettlement, WebhookState, WebhookStore } from "#core/ports/webhooks.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Tables } from "../database/tables.ts";

/** Clocks of two gateways may differ by so much before a time is held to be wrong. */
const CLOCKS_APART_MS = 60_000;

/** Where webhooks stand, on an open database. Leases go by the database's clock. */
export function webhookStore(db: Kysely<Tables>, feed: Pick<ChangeFeed, "latest">): WebhookStore {
  return {
    register: async (names, now) => {
      if (names.length === 0) return;
      const cursor = await feed.latest();
      await db
        .insertInto("webhooks")
        .values(names.map((name) => ({ name, cursor, next_try_at: now })))
        .onConflict((conflict) => conflict.column("name").doNothing())
        .execute();
    },

    claim: async ({ name, leaseToken, leaseSeconds, longestWaitMs, now }) => {
      // Further ahead than either is ever set: by a clock that has been set back since.
      const tooFar = new Date(now.getTime() + longestWaitMs + CLOCKS_APART_MS);
      const tooLong = sql<Date>`now() + make_interval(secs => ${leaseSeconds + CLOCKS_APART_MS / 1000})`;
      const claimed = await db
        .updateTable("webhooks")
        .set({ lease_token: leaseToken, lease_until: sql`now() + make_interval(secs => ${leaseSeconds})` })
        .where("name", "=", name)
        .where("disabled", "=", false)
        .where((eb) => eb.or([eb("next_try_at", "<=", now), eb("next_try_at", ">", tooFar)]))
        .where((eb) =>
          eb.or([
            eb("lease_token", "is", null),
            eb("lease_until", "<", sql<Date>`now()`),
            eb("lease_until", ">", tooLong),
          ]),
        )
        .returning(["cursor", "sending_to", "failures", "failing_since"])
        .executeTakeFirst();
      if (claimed === undefined) return null;
      const { cursor, sending_to: sendingTo, failures, failing_since: failingSince } = claimed;
      return { cursor, sendingTo, failures, failingSince };
    },

    nextTryAt: async (name) => {
      const found = await db
        .selectFrom("webhooks")
        .select("next_try_at")
        .where("name", "=", name)
        .where("disabled", "=", false)
        .executeTakeFirst();
      return found?.next_try_at ?? null;
    },

    begin: async (name, leaseToken, sendingTo) => {
      const { numUpdatedRows } = await db
        .updateTable("webhooks")
        .set({ sending_to: sendingTo })
        .where("name", "=", name)
        .where("lease_token", "=", leaseToken)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    settle: async (name, leaseToken, settlement) => {
      const { numUpdatedRows } = await db
        .updateTable("webhooks")
        .set({ lease_token: null, lease_until: null })
        .set(columnsOf(settlement))
        .where("name", "=", name)
        .where("lease_token", "=", leaseToken)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    states: async () => {
      const rows = await db.selectFrom("webhooks").selectAll().orderBy("name").execute();
      return rows.map((row): WebhookState => ({
        name: row.name,
        state: row.disabled ? "disabled" : row.failing_since === null ? "active" : "failing",
        failures: row.failures,
        failingSince: row.failing_since,
        nextTryAt: row.next_try_at,
        lastTakenAt: row.last_taken_at,
        cause: row.cause,
        httpStatus: row.http_status,
      }));
    },

    resume: (name, { actor, at }) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable("webhooks")
          .set({ disabled: false, failures: 0, failing_since: null, cause: null, http_status: null, next_try_at: at })
          .where("name", "=", name)
          .where("failing_since", "is not", null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await appendAudit(tx, [{ at, actor, action: "webhook.resumed", subject: name }]);
        return true;
      }),
  };
}

function columnsOf(settlement: WebhookSettlement) {
  if (settlement.kind === "moved") {
    const { cursor, takenAt } = settlement;
    const well = { failures: 0, failing_since: null, cause: null, http_status: null, last_taken_at: takenAt };
    return { cursor, sending_to: null, ...(takenAt === null ? {} : well) };
  }
  return {
    failures: sql<number>`failures + 1`,
    failing_since: sql<Date>`coalesce(failing_since, ${settlement.at})`,
    cause: settlement.cause,
    http_status: settlement.httpStatus,
    next_try_at: settlement.nextTryAt,
    disabled: settlement.disabled,
  };
}
