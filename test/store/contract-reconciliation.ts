import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Comparison, ComparisonTask, ReconciliationStore } from "#core/reconciliation/reconciliation.ts";
import type { Store } from "../../src/store/store.ts";
import { canonicalJson } from "#core/message/canonical-json.ts";
import { NOTHING_REPORTED, reportedKey, type Reported } from "#core/message/plan-messages.ts";
import { PORTAL } from "#core/delivery/destination.ts";
import { USUAL_SHARES } from "#core/delivery/queue-shares.ts";
import { insertJobs } from "../../src/store/delivery/queue.ts";
import { createQueuePriorities } from "../../src/store/delivery/queue-priority.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import { AT, LATER, claimed, codesIn, draft, finish, newId, take } from "./filling.ts";

const by = { actor: "operator:ops", reason: "Đã xem trên Cổng", at: LATER };
const DIFFERENT: Comparison = {
  result: "different",
  fields: ["ChuHoSo"],
  agreeing: [],
  coverage: { sent: 9, compared: 5 },
  fingerprint: "f1",
};
const AGREES: Comparison = {
  result: "agrees",
  fields: [],
  agreeing: [],
  coverage: { sent: 0, compared: 0 },
  fingerprint: null,
};
const EVERYTHING = { window: { kind: "since", changedSince: new Date(0) }, scope: null, at: AT } as const;

/** Dossiers whose every message was delivered. */
async function deliver(store: Store, ...codes: readonly string[]): Promise<void> {
  for (const code of codes) await take(store, code, { patch: { agencyCode: code.split("-")[0] } });
  await finish(store, await claimed(store, { limit: 50 }));
}

async function begin(store: ReconciliationStore) {
  const run = await store.begin({ ...EVERYTHING, actor: "operator:ops", night: null });
  if (run === null) throw new Error("no run began");
  return run;
}

const claim = (store: ReconciliationStore, at: Date = AT) => store.claim({ at, everyMs: 0, holdMs: 60_000 });

async function taken(store: ReconciliationStore): Promise<ComparisonTask> {
  const task = await claim(store);
  if ("waitMs" in task) throw new Error("nothing was to be compared");
  return task;
}

/** Goes through a run with the same comparison for each dossier. */
async function conclude(store: ReconciliationStore, comparison: Comparison, at: Date = AT): Promise<void> {
  const run = await begin(store);
  for (let left = run.total; left > 0; left -= 1) await store.conclude(await taken(store), comparison, at);
}

export function reconciliationContract(place: OpenDatabase): void {
  const wake = (dossierCode: string) => {
    const { db } = place().database;
    return db
      .transaction()
      .execute((tx) => insertJobs(createQueuePriorities(USUAL_SHARES), tx, [{ dossierCode, destination: PORTAL }], AT));
  };
  describe("a reconciliation run", () => {
    it("begins once a night, whoever asks, and not before the last one has ended", async () => {
      const { store } = place();
      await deliver(store, "H1-A");
      const { reconciliation } = store;
      const night = (day: string) => reconciliation.begin({ ...EVERYTHING, actor: "worker", night: day });
      const begun = await Promise.all([night("2026-05-18"), night("2026-05-18"), night("2026-05-18")]);
      expect(begun.filter((run) => run !== null)).toMatchObject([{ total: 1, done: 0, endedAt: null }]);
      expect(await night("2026-05-19")).toBeNull();
      await reconciliation.conclude(await taken(reconciliation), AGREES, LATER);
      expect(await reconciliation.run(begun.find((run) => run !== null)?.id ?? "", null)).toMatchObject({
        requestedBy: "worker",
        done: 1,
        endedAt: "2026-05-18T08:31:15+07:00",
        counts: { agrees: 1, missing: 0 },
      });
      expect(await night("2026-05-18")).toBeNull();
      expect(await night("2026-05-19")).not.toBeNull();
      expect(await reconciliation.run(newId(), null)).toBeNull();
    });

    it("gives each dossier to one process, and to another when that one dies", async () => {
      const { store } = place();
      await deliver(store, "H1-A", "H1-B", "H1-C");
      await begin(store.reconciliation);
      const tasks = await Promise.all([1, 2, 3].map(() => taken(store.reconciliation)));
      expect(tasks.map(({ dossierCode }) => dossierCode).toSorted()).toEqual(["H1-A", "H1-B", "H1-C"]);
      for (const task of tasks) expect(task).toMatchObject({ tries: 0, expected: { kind: "delivered" } });
      expect(await claim(store.reconciliation)).toEqual({ waitMs: null });
      expect(await claim(store.reconciliation, LATER)).toMatchObject({ tries: 0 });
    });

    it("is paced over all processes", async () => {
      const { store } = place();
      await deliver(store, "H1-A", "H1-B");
      await begin(store.reconciliation);
      const next = (at: Date) => store.reconciliation.claim({ at, everyMs: 1000, holdMs: 60_000 });
      const both = await Promise.all([next(AT), next(AT)]);
      expect(both.filter((one) => "waitMs" in one)).toEqual([{ waitMs: 1000 }]);
      expect(await next(new Date(AT.getTime() + 1000))).toHaveProperty("dossierCode");
      // A clock that ran ahead and was put right stops nobody.
      await sql`update reconciliation_pace set next_at = ${new Date("2036-01-01T00:00:00Z")}`.execute(
        place().database.db,
      );
      await store.reconciliation.putBack(
        { runId: (await begin(store.reconciliation)).id, dossierCode: "H1-A" } as ComparisonTask,
        { dueAt: AT, tries: 3 },
      );
      expect(await next(AT)).toMatchObject({ dossierCode: "H1-A", tries: 3 });
    });

    it("ends with its last dossier, though two end at once, and counts each once", async () => {
      const { store } = place();
      await deliver(store, "H1-A", "H1-B");
      const { reconciliation } = store;
      const { id } = await begin(reconciliation);
      const tasks = [await taken(reconciliation), await taken(reconciliation)];
      const written = await Promise.all(
        [...tasks, ...tasks].map((task) => reconciliation.conclude(task, AGREES, LATER)),
      );
      expect(written.filter((one) => one !== null)).toHaveLength(2);
      expect(await reconciliation.run(id, null)).toMatchObject({ total: 2, done: 2, counts: { agrees: 2 } });
      expect(await reconciliation.run(id, null)).not.toMatchObject({ endedAt: null });
    });

    it("outlives a dossier that is removed meanwhile", async () => {
      const { store, database } = place();
      await deliver(store, "H1-A");
      const { id } = await begin(store.reconciliation);
      await sql`with gone as (delete from messages) delete from dossiers`.execute(database.db);
      const task = await taken(store.reconciliation);
      expect(task.expected).toEqual({ kind: "nothing" });
      await store.reconciliation.conclude(task, { ...AGREES, result: "undetermined" }, AT);
      expect(await store.reconciliation.run(id, null)).toMatchObject({ done: 1 });
    });

    it("leaves alone what a worker holds", async () => {
      const { store } = place();
      await deliver(store, "H1-A");
      await wake("H1-A");
      const held = await claimed(store);
      await begin(store.reconciliation);
      const task = await taken(store.reconciliation);
      expect(task.expected).toEqual({ kind: "busy" });
      await store.delivery.release(held, { at: AT });
    });
  });

  describe("findings", () => {
    it("are paged, filtered, counted and bounded by scope", async () => {
      const { store, database } = place();
      await deliver(store, "H1-A", "H1-B", "H2.5-C");
      const { reconciliation } = store;
      await conclude(reconciliation, DIFFERENT);
      const codes = async (filter: object, scope: readonly string[] | null = null) =>
        (await reconciliation.findings(filter, { limit: 9 }, scope)).items
          .map(({ dossierCode }) => dossierCode)
          .toSorted();
      expect(await codes({ state: "open" })).toEqual(["H1-A", "H1-B", "H2.5-C"]);
      expect(await codes({ state: "dismissed" })).toEqual([]);
      expect(await codes({ kind: "missing" })).toEqual([]);
      expect(await codes({ dossierCode: "H1-B" })).toEqual(["H1-B"]);
      expect(await codes({ agency: "H2" })).toEqual(["H2.5-C"]);
      expect(await codes({ agency: "\0" })).toEqual([]);
      expect(await codes({ run: newId() })).toEqual([]);
      expect(await codes({}, ["H1"])).toEqual(["H1-A", "H1-B"]);
      expect(await reconciliation.counts(["H1"])).toEqual({ missing: 0, extra: 0, different: 2 });
      expect(await reconciliation.counts([])).toEqual({ missing: 0, extra: 0, different: 0 });

      const seen: string[] = [];
      for (let cursor: string | undefined = undefined, more = true; more;) {
        const page = await reconciliation.findings({}, { limit: 1, ...(cursor === undefined ? {} : { cursor }) }, null);
        seen.push(...page.items.map(({ id }) => id));
        more = page.nextCursor !== null;
        cursor = page.nextCursor ?? undefined;
      }
      expect(new Set(seen).size).toBe(3);
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from audit where action = 'reconciliation.found'`.execute(database.db);
      expect(rows).toEqual([{ count: 3 }]);
    });

    it("are dismissed by whoever may see them, once", async () => {
      const { store, database } = place();
      await deliver(store, "H1-A");
      const { reconciliation } = store;
      await conclude(reconciliation, DIFFERENT);
      const id = (await reconciliation.findings({}, { limit: 1 }, null)).items[0]?.id ?? "";
      expect(await reconciliation.dismiss(id, ["H2"], by)).toEqual({ outcome: "not-found" });
      expect(await reconciliation.dismiss(newId(), null, by)).toEqual({ outcome: "not-found" });
      const outcomes = await Promise.all([1, 2].map(() => reconciliation.dismiss(id, null, by)));
      expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["dismissed", "settled-already"]);
      expect((await reconciliation.findings({}, { limit: 1 }, null)).items).toMatchObject([
        {
          id,
          state: "dismissed",
          settledBy: "operator:ops",
          reason: by.reason,
          settledAt: "2026-05-18T08:31:15+07:00",
        },
      ]);
      const { rows } = await sql<{ action: string }>`
        select action, actor from audit where subject = 'H1-A' and actor = 'operator:ops'`.execute(database.db);
      expect(rows).toEqual([{ action: "reconciliation.dismissed", actor: "operator:ops" }]);
    });

    it("are sent again by what each destination was reported, also under a service of the same name", async () => {
      const { store } = place();
      const toPortal = draft("sector", "to the portal");
      const toMinistry = draft("sector", "to the ministry", undefined, "civil-status");
      const whole = draft("dossier", "whole");
      await take(store, "H1-A", { drafts: [whole, toPortal, draft("progress", "line", "log-1"), toMinistry] });
      await finish(store, await claimed(store));
      await finish(store, await claimed(store, { destination: "civil-status" }));
      await conclude(store.reconciliation, DIFFERENT);
      const id = (await store.reconciliation.findings({}, { limit: 1 }, null)).items[0]?.id ?? "";
      let reported: Reported = NOTHING_REPORTED;
      const again = draft("dossier", "again");
      const settled = await store.reconciliation.resend(id, null, by, (found) => {
        reported = found.reported;
        return { ok: true, drafts: [again] };
      });
      expect(settled).toEqual({ outcome: "resent", dossierCode: "H1-A", destinations: [PORTAL] });
      expect(reported).toEqual({
        last: new Map([whole, toPortal, toMinistry].map((one) => [reportedKey(one), canonicalJson(one.payload)])),
        entryIds: new Set(["log-1"]),
      });
      expect(reported.last.size).toBe(3);
    });

    it("go with their dossier", async () => {
      const { store, database } = place();
      await deliver(store, "H1-A");
      await conclude(store.reconciliation, DIFFERENT);
      await sql`with gone as (delete from messages) delete from dossiers`.execute(database.db);
      expect((await store.reconciliation.findings({}, { limit: 1 }, null)).items).toEqual([]);
    });
  });

  describe("asking after lost answers now", () => {
    it("makes them due, with an audit entry each, in scope and never twice", async () => {
      const { store, database } = place();
      const { askUnknown } = store.reconciliation;
      for (const code of ["H1-A", "H1-B", "H2-C"]) await take(store, code, { patch: { agencyCode: code.slice(0, 2) } });
      const dueAt = new Date(LATER.getTime() + 3_600_000);
      await finish(store, await claimed(store), { state: "unknown", dueAt, settledAt: null });
      expect(await askUnknown(["H2"], 10, by)).toMatchObject({ messages: 1 });
      expect(await askUnknown(null, 1, by)).toMatchObject({ messages: 1 });
      expect(await askUnknown(null, 10, by)).toMatchObject({ messages: 1 });
      expect(await askUnknown(null, 10, by)).toMatchObject({ messages: 0 });
      expect(codesIn(await claimed(store))).toEqual(["H1-A", "H1-B", "H2-C"]);
      const { rows } = await sql`
        select actor, detail from audit where action = 'message.asked-now'`.execute(database.db);
      expect(rows).toHaveLength(3);
      expect(rows).toEqual(rows.map(() => ({ actor: "operator:ops", detail: { reason: by.reason } })));
    });

    it("leaves to a worker what it holds", async () => {
      const { store } = place();
      await take(store, "H1-A");
      const dueAt = new Date(LATER.getTime() + 3_600_000);
      await finish(store, await claimed(store), { state: "unknown", dueAt, settledAt: null });
      await wake("H1-A");
      await claimed(store);
      expect(await store.reconciliation.askUnknown(null, 10, by)).toMatchObject({ messages: 0 });
    });
  });
}
