import { sql, type Kysely, type RawBuilder, type SqlBool } from "kysely";
import { ACTIVE_STATES, STOPPED_SYNC_STATES, SYNC_STATES, type SyncState } from "#core/message/message.ts";
import type { SyncFigures } from "#core/ports/status-reads.ts";
import type { Scope } from "#core/scope.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";
import { inScope } from "./in-scope.ts";

/** Counts for the status page and `GET /v1/sync`, of the dossiers in the reader's scope. */
export async function readSyncFigures(
  db: Kysely<Tables>,
  { urgentHours }: { readonly urgentHours: number },
  now: Date,
  scope: Scope,
): Promise<SyncFigures> {
  const counted = await db
    .selectFrom("dossier_figures")
    .select(["sync_state", sql<number>`sum(dossiers)::int`.as("count")])
    .where(inScope("agency_code", scope))
    .groupBy("sync_state")
    .execute();
  const counts = new Map(counted.map((row) => [row.sync_state, row.count]));
  const states = Object.fromEntries(SYNC_STATES.map((state) => [state, counts.get(state) ?? 0])) as Record<
    SyncState,
    number
  >;
  // What stands behind a refused or parked message waits for a person: it is in nobody's queue.
  const waiting = await db
    .selectFrom("messages as m")
    .select(["m.destination", sql<Date>`min(m.created_at)`.as("oldest"), sql<number>`count(*)::int`.as("count")])
    .where(stateIn("m.state", ACTIVE_STATES))
    .where(messageInScope(scope))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("dossiers as d")
            .select("d.code")
            .whereRef("d.code", "=", "m.dossier_code")
            .where(stateIn("d.sync_state", STOPPED_SYNC_STATES)),
        ),
      ),
    )
    .groupBy("m.destination")
    .execute();
  const oldest = Math.min(...waiting.map((row) => row.oldest.getTime()));
  const settled = await db
    .selectFrom("messages as m")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("m.state", "=", "delivered")
    .where("m.settled_at", ">", new Date(now.getTime() - 60_000))
    .where(messageInScope(scope))
    .executeTakeFirstOrThrow();
  const near = await db
    .selectFrom("dossiers")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("sync_state", "<>", sql<SyncState>`'in-sync'`)
    .where(inScope("agency_code", scope))
    .where("due_at", ">", now)
    .where("due_at", "<=", new Date(now.getTime() + urgentHours * 3_600_000))
    .executeTakeFirstOrThrow();
  return {
    states,
    notTold: await countNotTold(db, scope),
    queueDepth: states.pending + states.unknown,
    oldestAgeSeconds: waiting.length === 0 ? null : Math.max(0, Math.round((now.getTime() - oldest) / 1000)),
    waitingMessages: waiting.reduce((sum, row) => sum + row.count, 0),
    deliveredLastMinute: settled.count,
    nearDue: { withinHours: urgentHours, dossiers: near.count },
    waitingByDestination: new Map(waiting.map((row) => [row.destination, row.count])),
  };
}

/** From an index of just these. */
export async function countNotTold(db: Kysely<Tables>, scope: Scope): Promise<number> {
  const { count } = await db
    .selectFrom("dossiers")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("not_told", "is not", null)
    .where(inScope("agency_code", scope))
    .executeTakeFirstOrThrow();
  return count;
}

/** Whether the dossier of message `m` lies in the scope; nothing is looked up for who sees all. */
function messageInScope(scope: Scope): RawBuilder<SqlBool> {
  return scope === null
    ? sql<SqlBool>`true`
    : sql<SqlBool>`exists (select from dossiers d where d.code = m.dossier_code and ${inScope("d.agency_code", scope)})`;
}
