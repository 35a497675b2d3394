import { sql, type Kysely, type Transaction } from "kysely";
import { fromKysely, type PgBoss } from "pg-boss";
import { syncStateOf, type MessageState } from "#core/message.ts";
import type { Claim } from "#core/store.ts";
import { DELIVERY_QUEUE, insertJobs } from "./queue.ts";
import type { Tables } from "./tables.ts";

interface Standing {
  readonly code: string;
  readonly states: MessageState[];
  readonly headDueAt: Date;
}

/**
 * Gives leased dossiers back. Their rows are locked first: a push under way either committed before (and is seen here) or
 * waits until the lease is gone (and its own job will find the dossier free).
 */
export function release(db: Kysely<Tables>, boss: PgBoss, claim: Claim, options: { readonly at: Date }): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const codes = await giveBack(tx, claim.leaseToken);
    const standings = await undeliveredStates(tx, codes);
    await writeSyncStates(tx, codes, standings, options.at);
    await insertJobs(boss, tx, followUps(standings, options.at));
    if (claim.jobIds.length > 0) {
      await boss.complete(DELIVERY_QUEUE, [...claim.jobIds], null, { db: fromKysely(tx) });
    }
  });
}

/**
 * Jobs for dossiers that can go on: at once when something is due, else when it will be. Never left to a job that may
 * be there already: whoever claimed a dossier used up a job of it, perhaps the only one (clocks of two machines differ,
 * so one may find early what the other put off). A dossier whose head was refused or parked waits for a person or a new
 * push.
 */
function followUps(standings: readonly Standing[], at: Date) {
  return standings.flatMap(({ code, states, headDueAt }) => {
    if (states[0] === "refused" || states[0] === "parked") return [];
    const afterMs = headDueAt.getTime() - at.getTime();
    return [afterMs <= 0 ? { dossierCode: code } : { dossierCode: code, afterMs }];
  });
}

/** Ends the leases under a token, in code order; gives the dossiers that were still held. */
export async function giveBack(tx: Transaction<Tables>, leaseToken: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    with held as (select code from dossiers where lease_token = ${leaseToken}::uuid order by code for update)
    update dossiers d set lease_token = null, lease_until = null from held where d.code = held.code
    returning d.code`.execute(tx);
  return rows.map((row) => row.code);
}

async function undeliveredStates(tx: Transaction<Tables>, codes: readonly string[]): Promise<Standing[]> {
  if (codes.length === 0) return [];
  const rows = await tx
    .selectFrom("messages")
    .select(["dossier_code", "state", "due_at"])
    .where("dossier_code", "in", codes)
    .where("state", "in", ["waiting", "sending", "unknown", "parked", "refused"])
    .orderBy("dossier_code")
    .orderBy("number")
    .execute();
  const standings = new Map<string, Standing>();
  for (const row of rows) {
    const standing = standings.get(row.dossier_code);
    if (standing === undefined) {
      standings.set(row.dossier_code, { code: row.dossier_code, states: [row.state], headDueAt: row.due_at });
    } else {
      standing.states.push(row.state);
    }
  }
  return [...standings.values()];
}

async function writeSyncStates(
  tx: Transaction<Tables>,
  codes: readonly string[],
  standings: readonly Standing[],
  at: Date,
): Promise<void> {
  const states = new Map(standings.map(({ code, states: list }) => [code, syncStateOf(list)]));
  const rows = codes.map((code) => ({ code, state: states.get(code) ?? "in-sync" }));
  await sql`
    update dossiers d set sync_state = n.state, changed_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(code text, state text)
    where d.code = n.code and d.sync_state <> n.state`.execute(tx);
}
