import type { Kysely } from "kysely";
import type { PauseStore } from "#core/delivery/pause.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Tables } from "../database/tables.ts";

export function pauseStore(db: Kysely<Tables>): PauseStore {
  return {
    current: (at) =>
      db
        .selectFrom("pauses")
        .select(["destination", "until", "reason", "actor"])
        .where("until", ">", at)
        .orderBy("destination")
        .execute(),

    set: (pause, at) =>
      db.transaction().execute(async (tx) => {
        const row = { ...pause, at };
        await tx
          .insertInto("pauses")
          .values(row)
          .onConflict((conflict) => conflict.column("destination").doUpdateSet(row))
          .execute();
        const detail = { until: pause.until.toISOString(), reason: pause.reason };
        const { actor, destination: subject } = pause;
        await appendAudit(tx, [{ at, actor, action: "destination.paused", subject, detail }]);
      }),

    end: (destination, { actor, reason, at }) =>
      db.transaction().execute(async (tx) => {
        const ended = await tx
          .deleteFrom("pauses")
          .where("destination", "=", destination)
          .where("until", ">", at)
          .returning("destination")
          .executeTakeFirst();
        if (ended === undefined) return false;
        await appendAudit(tx, [{ at, actor, action: "destination.resumed", subject: destination, detail: { reason } }]);
        return true;
      }),
  };
}
