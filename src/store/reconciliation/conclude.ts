import { sql, type Kysely, type Transaction } from "kysely";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import type { Random } from "#core/ports/ports.ts";
import type {
  Comparison,
  ComparisonResult,
  ComparisonTask,
  Concluded,
  FieldCoverage,
  FindingKind,
  ExpectedState,
} from "#core/reconciliation/reconciliation.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { readExpectedState } from "./expected-state.ts";
import { sendNewest } from "./send-newest.ts";
import type { QueuePriorities } from "../delivery/queue-priority.ts";
import type { Tables } from "../database/tables.ts";

interface ConcludeContext {
  readonly db: Kysely<Tables>;
  readonly priorities: QueuePriorities;
  readonly order: DeliveryOrder;
  readonly random: Random;
}

/**
 * Writes down what a comparison brought, in one transaction with the run's progress: after a crash the dossier is either
 * done with or comes up again. Dossier before run before finding, so that nobody waits in a circle.
 */
export function conclude(
  { db, priorities, order, random }: ConcludeContext,
  task: ComparisonTask,
  comparison: Comparison,
  at: Date,
): Promise<Concluded | null> {
  return db.transaction().execute(async (tx) => {
    const now = await readExpectedState(tx, order, task.dossierCode, { lock: true });
    const run = await tx
      .selectFrom("reconciliation_runs")
      .select("counts")
      .where("id", "=", task.runId)
      .forUpdate()
      .executeTakeFirst();
    const taken = await tx
      .deleteFrom("reconciliation_queue")
      .where("run_id", "=", task.runId)
      .where("dossier_code", "=", task.dossierCode)
      .returning("dossier_code")
      .executeTakeFirst();
    if (run === undefined || taken === undefined) return null;

    const compared = comparison.result !== "busy" && comparison.result !== "unanswered";
    const moved = compared && !isSame(task.expected, now);
    const written: Concluded = moved
      ? { result: "busy", opened: false, closed: false }
      : comparison.result === "overtaken"
        ? await sendNewest(tx, priorities, order, task, at)
        : await writeFinding(tx, random, task, { ...comparison, result: comparison.result }, at);
    if (compared && !moved && now.kind !== "nothing") await markCompared(tx, task.dossierCode, at);
    if (!moved) await learn(tx, task.dossierCode, comparison.result);
    await count(tx, task.runId, run.counts, written.result, moved ? null : comparison.coverage, at);
    return written;
  });
}

/** Whether nothing was sent or pushed while the portal was being asked. */
function isSame(before: ExpectedState, now: ExpectedState): boolean {
  const message = (expected: ExpectedState) => (expected.kind === "delivered" ? expected.messageId : null);
  return before.kind === now.kind && message(before) === message(now);
}

async function writeFinding(
  tx: Transaction<Tables>,
  random: Random,
  task: ComparisonTask,
  {
    result,
    fields,
    agreeing,
    fingerprint,
  }: Comparison & { readonly result: Exclude<Comparison["result"], "overtaken"> },
  at: Date,
): Promise<Concluded> {
  const nothing = { opened: false, closed: false };
  if (result === "busy" || result === "unanswered") return { result, ...nothing };
  const { dossierCode } = task;
  const open = await tx
    .selectFrom("findings")
    .select(["id", "kind", "fields"])
    .where("dossier_code", "=", dossierCode)
    .where("state", "=", "open")
    .forUpdate()
    .executeTakeFirst();
  if (result === "agrees" || result === "partly" || result === "undetermined") {
    const isOver = open !== undefined && (result === "agrees" || isSettledBy(open, agreeing));
    if (isOver) await close(tx, open.id, dossierCode, at);
    return { result, opened: false, closed: isOver };
  }
  const print = fingerprint ?? "";
  if (open !== undefined) {
    await tx
      .updateTable("findings")
      .set({ kind: result, fields: JSON.stringify(fields), fingerprint: print, run_id: task.runId, seen_at: at })
      .where("id", "=", open.id)
      .execute();
    return { result, ...nothing };
  }
  if (await wasDismissed(tx, dossierCode, result, print)) return { result: "dismissed", ...nothing };
  await tx
    .insertInto("findings")
    .values({
      id: random.uuid(),
      dossier_code: dossierCode,
      kind: result,
      state: "open",
      fields: JSON.stringify(fields),
      fingerprint: print,
      run_id: task.runId,
      found_at: at,
      seen_at: at,
      settled_at: null,
      settled_by: null,
      reason: null,
    })
    .execute();
  const detail = { kind: result, fields: fields.join(" ") };
  await appendAudit(tx, [{ at, actor: "worker", action: "reconciliation.found", subject: dossierCode, detail }]);
  return { result, opened: true, closed: false };
}

/**
 * Whether what the portal shows, though it is not all, settles a finding: that it holds the dossier at all settles one that
 * was missing, and that it agrees in just those fields one that differed.
 */
function isSettledBy(
  { kind, fields }: { readonly kind: FindingKind; readonly fields: readonly string[] },
  agreeing: readonly string[],
): boolean {
  return kind === "missing" || (kind === "different" && fields.every((field) => agreeing.includes(field)));
}

async function close(tx: Transaction<Tables>, id: string, dossierCode: string, at: Date): Promise<void> {
  await tx
    .updateTable("findings")
    .set({ state: "agreed", seen_at: at, settled_at: at, settled_by: "worker" })
    .where("id", "=", id)
    .execute();
  await appendAudit(tx, [{ at, actor: "worker", action: "reconciliation.agreed", subject: dossierCode }]);
}

/** Somebody has looked at exactly this difference before and let it be. */
async function wasDismissed(
  tx: Transaction<Tables>,
  dossierCode: string,
  kind: FindingKind,
  fingerprint: string,
): Promise<boolean> {
  const last = await tx
    .selectFrom("findings")
    .select(["state", "kind", "fingerprint"])
    .where("dossier_code", "=", dossierCode)
    .orderBy("found_at", "desc")
    .orderBy("settled_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.state === "dismissed" && last.kind === kind && last.fingerprint === fingerprint;
}

async function markCompared(tx: Transaction<Tables>, dossierCode: string, at: Date): Promise<void> {
  await tx
    .insertInto("reconciled_dossiers")
    .values({ dossier_code: dossierCode, compared_at: at })
    .onConflict((conflict) => conflict.column("dossier_code").doUpdateSet({ compared_at: at }))
    .execute();
}

/** What is pushed next is created where the portal has nothing, and updated where it has something. */
async function learn(tx: Transaction<Tables>, dossierCode: string, result: Comparison["result"]): Promise<void> {
  if (result !== "missing" && result !== "extra") return;
  await tx
    .updateTable("dossiers")
    .set({ portal_known: result === "extra" })
    .where("code", "=", dossierCode)
    .execute();
}

/** Moves the run on, whose row the caller holds; the last dossier ends it. */
async function count(
  tx: Transaction<Tables>,
  runId: string,
  counts: Partial<Record<ComparisonResult, number>>,
  result: ComparisonResult,
  coverage: FieldCoverage | null,
  at: Date,
): Promise<void> {
  await tx
    .updateTable("reconciliation_runs")
    .set({
      fields_sent: sql<number>`fields_sent + ${coverage?.sent ?? 0}`,
      fields_compared: sql<number>`fields_compared + ${coverage?.compared ?? 0}`,
      counts: JSON.stringify({ ...counts, [result]: (counts[result] ?? 0) + 1 }),
      ended_at: sql<Date | null>`case when exists (select from reconciliation_queue where run_id = ${runId}::uuid)
        then null else ${at}::timestamptz end`,
    })
    .where("id", "=", runId)
    .execute();
}
