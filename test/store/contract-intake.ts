import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { ChangePage } from "#core/ports/changes.ts";
import type { DossierFilter } from "#core/ports/status-reads.ts";
import { reportedKey } from "#core/message/plan-messages.ts";
import { IdempotencyKeyUsed, type IntakeTransaction } from "#core/ports/intake-store.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import { AT, LATER, changed, claimed, draft, finish, messagesIn, take, takeAgain, writeOf } from "./filling.ts";

export function intakeContract(place: OpenDatabase): void {
  const rows = async () => {
    const counted = await sql<Record<string, number>>`select
      (select count(*)::int from dossiers) as dossiers, (select count(*)::int from messages) as messages,
      (select count(*)::int from audit) as audit, (select count(*)::int from idempotency) as kept,
      (select count(*)::int from jobs) as jobs`.execute(place().database.db);
    return counted.rows[0];
  };
  const again = <T>(work: (tx: IntakeTransaction) => Promise<T>) => place().store.intake.transaction(work);
  const NOTHING = { dossiers: 0, messages: 0, audit: 0, kept: 0, jobs: 0 };
  const stored = (code: string) => again(async (tx) => (await tx.lock([code])).get(code));
  const standing = (dossierCode: string, contentSha256 = "") =>
    again(async (tx) => (await tx.syncStatuses([{ dossierCode, contentSha256 }])).get(dossierCode));

  describe("intake", () => {
    it("commits dossiers, messages, idempotency records, audit entries and jobs together", async () => {
      const taken = await place().store.intake.insertFirst([
        writeOf("A", { key: "key" }),
        writeOf("B", { drafts: [draft("dossier", "1"), draft("progress", "2", "x")] }),
        writeOf("silent", { drafts: [], syncState: "in-sync" }),
      ]);
      expect(taken).toEqual(new Set(["A", "B", "silent"]));
      expect(await rows()).toEqual({ dossiers: 3, messages: 3, audit: 3, kept: 1, jobs: 2 });
      expect(await place().store.reads.dossier("silent", null)).toMatchObject({ syncState: "in-sync", revision: 1 });
    });

    it("leaves out what is there already, and what comes under a used key, with all that belongs to it", async () => {
      const { insertFirst } = place().store.intake;
      await insertFirst([writeOf("A", { key: "key" })]);
      const before = await rows();
      const again = await insertFirst([
        writeOf("A", { patch: { note: "Bổ sung" }, key: "other" }),
        writeOf("B", { key: "key" }),
      ]);
      expect(again).toEqual(new Set());
      expect(await rows()).toEqual(before);
      expect(await insertFirst([writeOf("C", { key: "key", clientId: "vendor-b" })])).toEqual(new Set(["C"]));
    });

    it("leaves nothing of a group of which one push fails", async () => {
      const { insertFirst } = place().store.intake;
      const twice = insertFirst([writeOf("A"), writeOf("B", { key: "key" }), writeOf("C", { key: "key" })]);
      await expect(twice).rejects.toThrow(IdempotencyKeyUsed);
      // No text in the database can hold a NUL.
      const unholdable = insertFirst([writeOf("A"), writeOf("B", { patch: { note: "\0" } })]);
      await expect(unholdable).rejects.toThrow();
      expect(await rows()).toEqual(NOTHING);
    });

    it("leaves nothing of a further push that fails at its very end", async () => {
      const { store } = place();
      await take(store, "A");
      const before = await rows();
      const failing = again(async (tx) => {
        await tx.lock(["A"]);
        await tx.supersedeUndelivered(["A"], LATER);
        await tx.saveRevisions([writeOf("A", { patch: { note: "Bổ sung" }, key: "key" })]);
        throw new Error("the machine stops here");
      });
      await expect(failing).rejects.toThrow("the machine stops here");
      expect(await rows()).toEqual(before);
      expect(await stored("A")).toMatchObject({ revision: 1, contentSha256: "{}" });
      expect(await standing("A")).toMatchObject({ syncState: "pending" });
    });

    it("serves two pushes of one dossier one after the other", async () => {
      const { store, concurrent, database } = place();
      await take(store, "A");
      const order: string[] = [];
      let second: Promise<unknown> = Promise.resolve();
      await again(async (tx) => {
        await tx.lock(["A"]);
        second = stored("A").then((found) => order.push(`second sees revision ${found?.revision}`));
        if (concurrent) await somebodyWaits(database.db);
        await tx.saveRevisions([writeOf("A", { patch: { note: "Bổ sung" } })]);
        order.push("first is done");
      });
      await second;
      expect(order).toEqual(["first is done", "second sees revision 2"]);
    });

    it("takes one of two first pushes of one dossier", async () => {
      const { insertFirst } = place().store.intake;
      const notes = ["one", "two"];
      const both = await Promise.all(notes.map((note) => insertFirst([writeOf("A", { patch: { note } })])));
      const winner = both.findIndex((taken) => taken.has("A"));
      expect(both.map((taken) => taken.size)).toEqual(winner === 0 ? [1, 0] : [0, 1]);
      expect(await stored("A")).toMatchObject({ contentSha256: JSON.stringify({ note: notes[winner] }) });
      expect(await rows()).toMatchObject({ dossiers: 1, messages: 1, audit: 1, jobs: 1 });
    });

    it("tells what is stored, and the sync state its messages have now", async () => {
      const { store } = place();
      await take(store, "A");
      expect(await stored("A")).toEqual({
        dossierCode: "A",
        agencyCode: "H36.03",
        isReleased: false,
        clientId: "vendor-a",
        revision: 1,
        contentSha256: "{}",
        status: 2,
        notTold: [],
      });
      expect(await stored("B")).toBeUndefined();
      expect(await standing("A")).toMatchObject({ syncState: "pending" });
      const claim = await claimed(store);
      const changes = messagesIn(claim).map((message) => changed(message, { state: "refused" }));
      await store.delivery.settle({
        leaseToken: claim.leaseToken,
        attempts: [],
        changes,
        portalKnown: [],
        audit: [],
      });
      // The worker has not given the dossier back yet; a mended push that comes now must know.
      expect(await standing("A")).toMatchObject({ syncState: "refused" });
    });

    it("saves further pushes of several dossiers, each with its own", async () => {
      const { store } = place();
      await take(store, "A");
      await take(store, "B", { drafts: [draft("dossier", "1"), draft("progress", "2", "x")] });
      await again(async (tx) => {
        await tx.lock(["A", "B"]);
        await tx.saveRevisions([
          writeOf("A", { patch: { note: "a" }, syncState: null, drafts: [draft("dossier", "2")] }),
          writeOf("B", { patch: { note: "b" }, syncState: "in-sync", drafts: [], key: "key" }),
        ]);
      });
      const states = await Promise.all(["A", "B"].map((code) => store.reads.dossier(code, null)));
      expect(states).toMatchObject([
        { revision: 2, syncState: "pending", dossier: { note: "a" } },
        { revision: 2, syncState: "in-sync", dossier: { note: "b" } },
      ]);
      expect(await rows()).toEqual({ dossiers: 2, messages: 4, audit: 4, kept: 1, jobs: 3 });
      const claim = await claimed(store);
      expect(claim.dossiers.get("A")?.map(({ number }) => number)).toEqual([1, 2]);
    });

    it("numbers messages on, across pushes and superseded ones", async () => {
      const { store } = place();
      await take(store, "A", { drafts: [draft("dossier", "1"), draft("progress", "2", "log-1")] });
      await finish(store, await claimed(store), { state: "refused" });
      const superseded = await again(async (tx) => {
        await tx.lock(["A"]);
        const counts = await tx.supersedeUndelivered(["A", "B"], LATER);
        const drafts = [draft("dossier", "3"), draft("progress", "4", "log-1")];
        await tx.saveRevisions([writeOf("A", { drafts, at: LATER })]);
        return counts;
      });
      expect(superseded).toEqual(new Map([["A", 2]]));
      const claim = await claimed(store);
      expect(messagesIn(claim).map(({ number, payload }) => [number, payload])).toEqual([
        [3, '{"text":"3"}'],
        [4, '{"text":"4"}'],
      ]);
    });

    it("knows what the portal was told, and what it surely has", async () => {
      const { store } = place();
      const drafts = ["log-1", "log-2"].map((id) => draft("progress", id, id));
      const ids = await take(store, "A", { drafts: [draft("dossier", "old"), ...drafts] });
      const claim = await claimed(store);
      const [dossier, first, second] = messagesIn(claim);
      await store.delivery.settle({
        leaseToken: claim.leaseToken,
        attempts: [],
        changes: [
          changed(dossier!),
          changed(first!, { state: "unknown", settledAt: null }),
          changed(second!, { state: "refused" }),
        ],
        portalKnown: [],
        audit: [],
      });
      await takeAgain(store, "A", { drafts: [draft("dossier", "new")], at: LATER });
      expect(ids).toHaveLength(3);
      expect(await standing("A")).toEqual({
        syncState: "refused",
        needsPerson: false,
        sameRevision: null,
        reported: {
          last: new Map([[reportedKey(draft("dossier", "")), '{"text":"new"}']]),
          entryIds: new Set(["log-1", "log-2"]),
          lines: new Map([
            ["log-1", '{"text":"log-1"}'],
            ["log-2", '{"text":"log-2"}'],
          ]),
        },
        // What is under way may have arrived, so it counts; what waits or was refused does not.
        surelyReported: {
          last: new Map([[reportedKey(draft("dossier", "")), '{"text":"old"}']]),
          entryIds: new Set(["log-1"]),
          lines: new Map([["log-1", '{"text":"log-1"}']]),
        },
      });
    });

    it("knows what each destination was told, also under a service of the same name", async () => {
      const { store } = place();
      const toPortal = draft("sector", "to the portal");
      const toMinistry = draft("sector", "to the ministry", undefined, "civil-status");
      await take(store, "A", { drafts: [toPortal, toMinistry] });
      const last = new Map([
        [reportedKey(toPortal), '{"text":"to the portal"}'],
        [reportedKey(toMinistry), '{"text":"to the ministry"}'],
      ]);
      expect(last.size).toBe(2);
      expect((await standing("A"))?.reported.last).toEqual(last);
    });

    it("knows the content of every revision a dossier had, the first and the current too", async () => {
      const { store } = place();
      const hash = (note: string) => JSON.stringify({ note });
      await take(store, "A", { patch: { note: "one" } });
      await take(store, "B", { patch: { note: "two" } });
      for (const note of ["two", "three", "one"]) await takeAgain(store, "A", { patch: { note }, drafts: [] });
      const same = async (note: string) => (await standing("A", hash(note)))?.sameRevision;
      expect(await Promise.all(["one", "two", "three", "four"].map(same))).toEqual([4, 2, 3, null]);
      expect((await standing("B", hash("one")))?.sameRevision).toBeNull();
      // Content that was left out with its push left no trace.
      await store.intake.insertFirst([writeOf("A", { patch: { note: "five" } })]);
      expect(await same("five")).toBeNull();
      expect(await store.intake.look({ dossierCode: "A", contentSha256: hash("two") })).toMatchObject({
        stored: { dossierCode: "A", revision: 4 },
        status: { sameRevision: 2 },
      });
      expect(await store.intake.look({ dossierCode: "C", contentSha256: hash("two") })).toBeNull();
    });

    it("sees the revisions of whoever held the lock before", async () => {
      const { store, concurrent, database } = place();
      await take(store, "A");
      let late: Promise<unknown> = Promise.resolve();
      await again(async (tx) => {
        await tx.lock(["A"]);
        late = again(async (other) => {
          await other.lock(["A"]);
          const asked = [{ dossierCode: "A", contentSha256: JSON.stringify({ note: "now" }) }];
          return (await other.syncStatuses(asked)).get("A")?.sameRevision;
        });
        if (concurrent) await somebodyWaits(database.db);
        await tx.saveRevisions([writeOf("A", { patch: { note: "now" } })]);
      });
      expect(await late).toBe(2);
    });

    it("marks who could not be told, lists and counts the mark by scope, and takes it off again", async () => {
      const { store } = place();
      const notTold = [{ destination: "civil-status", code: "not-told-record-missing", message: "m", messageEn: "e" }];
      await take(store, "A", { notTold, patch: { agencyCode: "H26.107" } });
      await take(store, "B", { patch: { agencyCode: "H26.107" } });
      await take(store, "C", { notTold, patch: { agencyCode: "H36.03" } });
      const list = async (filter: DossierFilter, scope: readonly string[] | null = null) =>
        (await store.reads.dossiers(filter, { limit: 10 }, scope)).items.map(({ dossierCode }) => dossierCode);
      expect(await list({ notTold: true })).toEqual(["A", "C"]);
      expect(await list({ notTold: false })).toEqual(["B"]);
      expect(await list({ notTold: true }, ["H26"])).toEqual(["A"]);
      expect(await store.reads.notToldCount()).toBe(2);
      expect(await store.reads.syncFigures(AT, null)).toMatchObject({ notTold: 2, states: { pending: 3 } });
      expect(await stored("A")).toMatchObject({ notTold });
      expect(await store.reads.dossier("A", null)).toMatchObject({ notTold });
      expect(await store.reads.dossier("B", null)).not.toHaveProperty("notTold");
      await takeAgain(store, "A", { patch: { note: "Bổ sung" } });
      expect(await list({ notTold: true })).toEqual(["C"]);
      await store.changes.gather();
      const { changes } = (await store.changes.read({ limit: 10, scope: null })) as ChangePage;
      const told = changes.map(({ dossierCode, detail }) => [dossierCode, detail["notTold"]]);
      const codes = [{ destination: "civil-status", code: "not-told-record-missing" }];
      expect(told).toEqual([
        ["A", codes],
        ["B", undefined],
        ["C", codes],
        ["A", undefined],
      ]);
    });

    it("keeps one answer per client and idempotency key", async () => {
      const KEPT = { clientId: "vendor-a", key: "key", bodySha256: "sha", answer: '{"revision":1}' };
      const kept = (clientId: string) => again((tx) => tx.keptAnswers([{ clientId, key: "key" }]));
      const keep = (changes: Partial<typeof KEPT>) => again((tx) => tx.keepAnswer({ ...KEPT, ...changes }, AT));
      expect(await kept("vendor-a")).toEqual([]);
      await keep({});
      await expect(keep({ bodySha256: "other" })).rejects.toThrow(IdempotencyKeyUsed);
      await keep({ clientId: "vendor-b", bodySha256: "b" });
      expect(await kept("vendor-a")).toEqual([KEPT]);
      await take(place().store, "A");
      const saving = takeAgain(place().store, "A", { key: "key" });
      await expect(saving).rejects.toThrow(IdempotencyKeyUsed);
    });

    it("supersedes nothing that is under way", async () => {
      const { store } = place();
      await take(store, "A", { drafts: [draft("dossier", "1"), draft("progress", "2", "log-1")] });
      const claim = await claimed(store);
      const [head, line] = messagesIn(claim);
      const settle = (state: "unknown" | "parked", message = head!) =>
        store.delivery.settle({
          leaseToken: claim.leaseToken,
          attempts: [],
          changes: [changed(message, { state, settledAt: null })],
          portalKnown: [],
          audit: [],
        });
      await settle("unknown");
      await settle("parked", line);
      expect(await again((tx) => tx.supersedeUndelivered(["A"], LATER))).toEqual(new Map([["A", 1]]));
    });
  });
}

/** Resolves when some transaction of this database waits for a lock. */
async function somebodyWaits(db: Parameters<ReturnType<typeof sql>["execute"]>[0]): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: boolean }>`select exists (
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waiting`.execute(
      db,
    );
    if (rows[0]?.waiting === true) return;
  }
}
