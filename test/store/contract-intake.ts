import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { IntakeTransaction } from "#core/store.ts";
import type { Place } from "./contract.ts";
import { AT, LATER, changed, claimed, draft, finish, messagesIn, revisionOf, take } from "./filling.ts";

const KEPT = { bodySha256: "sha", answer: '{"revision":1}' };

export function intakeContract(place: Place): void {
  const rows = async () => {
    const counted = await sql<Record<string, number>>`select
      (select count(*)::int from dossiers) as dossiers, (select count(*)::int from messages) as messages,
      (select count(*)::int from audit) as audit, (select count(*)::int from idempotency) as kept,
      (select count(*)::int from pgboss.job) as jobs`.execute(place().database.db);
    return counted.rows[0];
  };
  const again = (work: (tx: IntakeTransaction) => Promise<unknown>) => place().store.intake.transaction(work);

  describe("intake", () => {
    it("commits dossier, messages, idempotency record, audit entry and job together", async () => {
      await take(place().store, "A");
      await again((tx) => tx.keepAnswer("vendor-a", "key", KEPT, AT));
      expect(await rows()).toEqual({ dossiers: 1, messages: 1, audit: 1, kept: 1, jobs: 1 });
    });

    it("leaves nothing of a push that fails at its very end", async () => {
      const failing = again(async (tx) => {
        await tx.insertOrLock(revisionOf("A"));
        await tx.addMessages("A", [draft("dossier", "A")], AT);
        await tx.keepAnswer("vendor-a", "key", KEPT, AT);
        await tx.audit({ at: AT, actor: "client:vendor-a", action: "dossier.accepted", subject: "A" });
        await tx.enqueue("A", ["portal"]);
        throw new Error("the machine stops here");
      });
      await expect(failing).rejects.toThrow("the machine stops here");
      expect(await rows()).toEqual({ dossiers: 0, messages: 0, audit: 0, kept: 0, jobs: 0 });
    });

    it("serves two pushes of one dossier one after the other", async () => {
      const { store, concurrent, database } = place();
      await take(store, "A");
      const order: string[] = [];
      let second: Promise<unknown> = Promise.resolve();
      await again(async (tx) => {
        await tx.insertOrLock(revisionOf("A"));
        second = again(async (other) => {
          const stored = await other.insertOrLock(revisionOf("A"));
          order.push(`second sees revision ${stored === "inserted" ? "none" : stored.revision}`);
        });
        if (concurrent) await somebodyWaits(database.db);
        await tx.saveRevision(revisionOf("A", { patch: { note: "Bổ sung" } }));
        order.push("first is done");
      });
      await second;
      expect(order).toEqual(["first is done", "second sees revision 2"]);
    });

    it("serves two first pushes of one dossier one after the other", async () => {
      const both = await Promise.all(
        ["one", "two"].map((note) =>
          again(async (tx) => {
            const stored = await tx.insertOrLock(revisionOf("A", { patch: { note } }));
            return stored === "inserted" ? note : stored.contentSha256;
          }),
        ),
      );
      const first = both[0] === "one" ? "one" : "two";
      expect(new Set(both)).toEqual(new Set([first, JSON.stringify({ note: first })]));
    });

    it("tells what is stored, with the sync state its messages have now", async () => {
      const { store } = place();
      await take(store, "A");
      const stored = () => again((tx) => tx.insertOrLock(revisionOf("A")));
      expect(await stored()).toMatchObject({
        dossierCode: "A",
        clientId: "vendor-a",
        revision: 1,
        contentSha256: "{}",
        status: 2,
        syncState: "pending",
      });
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
      expect(await stored()).toMatchObject({ syncState: "refused" });
    });

    it("numbers messages on, across pushes and superseded ones", async () => {
      const { store } = place();
      await take(store, "A", { drafts: [draft("dossier", "1"), draft("progress", "2", "log-1")] });
      await finish(store, await claimed(store), { state: "refused" });
      const added = await again(async (tx) => {
        await tx.insertOrLock(revisionOf("A"));
        const superseded = await tx.supersedeUndelivered("A", LATER);
        await tx.addMessages("A", [draft("dossier", "3"), draft("progress", "4", "log-1")], LATER);
        await tx.enqueue("A", ["portal"]);
        return superseded;
      });
      expect(added).toBe(2);
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
      await again((tx) => tx.addMessages("A", [draft("dossier", "new")], LATER));
      const told = (onlyDelivered: boolean) => again((tx) => tx.told("A", { onlyDelivered }));
      expect(ids).toHaveLength(3);
      expect(await told(false)).toEqual({
        last: new Map([["dossier:DongBoHoSoMC", '{"text":"new"}']]),
        entryIds: new Set(["log-1", "log-2"]),
      });
      // What is under way may have arrived, so it counts; what waits or was refused does not.
      expect(await told(true)).toEqual({
        last: new Map([["dossier:DongBoHoSoMC", '{"text":"old"}']]),
        entryIds: new Set(["log-1"]),
      });
    });

    it("keeps one answer per client and idempotency key", async () => {
      expect(await again((tx) => tx.keptAnswer("vendor-a", "key"))).toBeNull();
      expect(await again((tx) => tx.keepAnswer("vendor-a", "key", KEPT, AT))).toBe(true);
      expect(await again((tx) => tx.keepAnswer("vendor-a", "key", { ...KEPT, bodySha256: "other" }, AT))).toBe(false);
      expect(await again((tx) => tx.keepAnswer("vendor-b", "key", { ...KEPT, bodySha256: "b" }, AT))).toBe(true);
      expect(await again((tx) => tx.keptAnswer("vendor-a", "key"))).toEqual(KEPT);
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
      expect(await again((tx) => tx.supersedeUndelivered("A", LATER))).toBe(1);
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
