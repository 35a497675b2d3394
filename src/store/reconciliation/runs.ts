import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import { PORTAL, type DeliveryOrder } from "#core/delivery/destination.ts";
import { STOPPED_STATES } from "#core/message/message.ts";
import type { Random } from "#core/ports/ports.ts";
import {
  COMPARISON_RESULTS,
  type ComparisonResult,
  type ComparisonTask,
  SECOND_LOOK,
  type ReconciliationStore,
  type RunView,
  type RunWindow,
} from "#core/reconciliation/reconciliation.ts";
import { coversScope, type Scope } from "#core/scope.ts";
import { statusesThat } from "#schemas/codes/dossier-statuses.ts";
import { formatInstant } from "#schemas/common/timestamp.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { inScope } from "../reads/in-scope.ts";
import { readExpectedState } from "./expected-state.ts";
import { stateIn } from "../database/state-in.ts";
import type { Tables } from "../database/tables.ts";

/** Plans a run: which dossiers it goes through is settled here, so that a crash on the way loses none. */
export function begin(
  db: Kysely<Tables>,
  random: Random,
  { window, scope, actor, night, at }: Parameters<ReconciliationStore["begin"]>[0],
): Promise<RunView | null> {
  return db.transaction().execute(async (tx) => {
    if (night !== null && (await lastNightGoesOn(tx))) return null;
    const id = random.uuid();
    const begun = await tx
      .insertInto("reconciliation_runs")
      .values({
        id,
        requested_by: actor,
        night,
        started_at: at,
        ended_at: null,
        total: 0,
        counts: "{}",
        scope: scope === null ? null : JSON.stringify(scope),
      })
      .onConflict((conflict) => conflict.column("night").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (begun === undefined) return null;
    const { numAffectedRows = 0n } = await sql`
      insert into reconciliation_queue (run_id, dossier_code, due_at)
      select ${id}::uuid, d.code, ${at}
      from dossiers d left join reconciled_dossiers c on c.dossier_code = d.code
      where ${inScope("d.agency_code", scope)} and ${inWindow(window)} and exists (
        select from messages m
        where m.dossier_code = d.code and m.kind = 'dossier' and m.destination = ${PORTAL}
          and ${stateIn("m.state", ["delivered", ...STOPPED_STATES])})
      order by c.compared_at nulls first, d.code
      limit ${window.kind === "due" ? window.limit : null}`.execute(tx);
    const total = Number(numAffectedRows);
    const run = await tx
      .updateTable("reconciliation_runs")
      .set({ total, ended_at: total === 0 ? at : null })
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const detail = { window: window.kind, total };
    await appendAudit(tx, [{ at, actor, action: "reconciliation.started", subject: id, detail }]);
    return toView(run);
  });
}

async function lastNightGoesOn(tx: Transaction<Tables>): Promise<boolean> {
  const found = await tx
    .selectFrom("reconciliation_runs")
    .select("id")
    .where("night", "is not", null)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return found !== undefined;
}

function inWindow(window: RunWindow) {
  switch (window.kind) {
    case "one":
      return sql`d.code = ${window.dossierCode}`;
    case "since":
      return sql`d.changed_at >= ${window.changedSince}`;
    case "due": {
      const changed = window.changedSince === null ? sql`true` : sql`d.changed_at >= ${window.changedSince}`;
      return sql`${changed} and (c.compared_at is null or c.compared_at < case
        when d.status in (select value::integer from jsonb_array_elements_text(${JSON.stringify(statusesThat("isFinal"))}::jsonb))
        then ${window.finalComparedBefore}::timestamptz else ${window.comparedBefore}::timestamptz end)`;
    }
    default:
      return window satisfies never;
  }
}

/** One run; null when there is none of this id, or when it was begun over agencies the reader may not see. */
export async function readRun(db: Kysely<Tables>, id: string, scope: Scope): Promise<RunView | null> {
  const run = await db.selectFrom("reconciliation_runs").selectAll().where("id", "=", id).executeTakeFirst();
  return run === undefined || !coversScope(scope, run.scope) ? null : toView(run);
}

/**
 * Takes one dossier. It stays in its run and is merely put off, so that it comes up again when whoever took it dies; one
 * row paces all processes together.
 */
export function claim(
  db: Kysely<Tables>,
  order: DeliveryOrder,
  { at, everyMs, holdMs }: Parameters<ReconciliationStore["claim"]>[0],
): ReturnType<ReconciliationStore["claim"]> {
  return db.transaction().execute(async (tx) => {
    const runs = await tx
      .selectFrom("reconciliation_runs")
      .select(["id", "requested_by"])
      .where("ended_at", "is", null)
      .orderBy(sql`night is not null`)
      .orderBy("started_at")
      .orderBy("id")
      .execute();
    if (runs.length === 0) return { waitMs: null };
    const pace = await tx.selectFrom("reconciliation_pace").select("next_at").forUpdate().executeTakeFirstOrThrow();
    const pause = pace.next_at.getTime() - at.getTime();
    // A pace far ahead was set by a clock that has been put right since.
    if (pause > 0 && pause <= everyMs) return { waitMs: pause };
    for (const run of runs) {
      const task = await takeFrom(tx, run, at, holdMs);
      if (task === null) continue;
      await tx
        .updateTable("reconciliation_pace")
        .set({ next_at: new Date(at.getTime() + everyMs) })
        .execute();
      return { ...task, expected: await readExpectedState(tx, order, task.dossierCode, { lock: false }) };
    }
    return { waitMs: null };
  });
}

/** Nothing of a run is put off for so long: such a time was set by a clock that has been put right since. */
const FAR_AHEAD_MS = 3_600_000;

async function takeFrom(
  tx: Transaction<Tables>,
  run: { readonly id: string; readonly requested_by: string },
  at: Date,
  holdMs: number,
): Promise<Omit<ComparisonTask, "expected"> | null> {
  const row = await tx
    .selectFrom("reconciliation_queue")
    .select(["dossier_code", "tries"])
    .where("run_id", "=", run.id)
    .where((eb) => eb.or([eb("due_at", "<=", at), eb("due_at", ">", new Date(at.getTime() + FAR_AHEAD_MS))]))
    .orderBy("due_at")
    .orderBy("dossier_code")
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (row === undefined) return null;
  const isSecondLook = run.requested_by === SECOND_LOOK;
  const task = { runId: run.id, dossierCode: row.dossier_code, tries: row.tries, isSecondLook };
  await putBack(tx, task, { dueAt: new Date(at.getTime() + holdMs), tries: row.tries });
  return task;
}

/** Leaves a dossier of a run to a later claim. */
export async function putBack(
  db: Kysely<Tables>,
  { runId, dossierCode }: Pick<ComparisonTask, "runId" | "dossierCode">,
  { dueAt, tries }: { readonly dueAt: Date; readonly tries: number },
): Promise<void> {
  await db
    .updateTable("reconciliation_queue")
    .set({ due_at: dueAt, tries })
    .where("run_id", "=", runId)
    .where("dossier_code", "=", dossierCode)
    .execute();
}

function toView(run: Selectable<Tables["reconciliation_runs"]>): RunView {
  const counts = Object.fromEntries(COMPARISON_RESULTS.map((result) => [result, run.counts[result] ?? 0])) as Record<
    ComparisonResult,
    number
  >;
  return {
    id: run.id,
    requestedBy: run.requested_by,
    startedAt: formatInstant(run.started_at.getTime()),
    endedAt: run.ended_at === null ? null : formatInstant(run.ended_at.getTime()),
    total: run.total,
    done: Object.values(counts).reduce((sum, count) => sum + count, 0),
    counts,
    fields: { sent: Number(run.fields_sent), compared: Number(run.fields_compared) },
  };
}
