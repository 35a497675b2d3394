import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Change, ChangePage, ChangeQuery } from "#core/ports/changes.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import { changeFeed } from "../../src/store/changes/change-feed.ts";
import type { Store } from "../../src/store/store.ts";
import {
  AT,
  DELIVERED,
  LATER,
  REFUSED,
  changed,
  claimed,
  draft,
  finish,
  messagesIn,
  take,
  takeAgain,
} from "./filling.ts";
import { tell, tellOf } from "./telling.ts";

/** A page; fails where the place is lost. */
async function page(store: Store, query: Partial<ChangeQuery> = {}): Promise<ChangePage> {
  const found = await store.changes.read({ limit: 100, scope: null, ...query });
  if ("lost" in found) throw new Error(`the place is ${found.lost}`);
  return found;
}

/** Everything behind a place, page by page. */
async function all(store: Store, query: Partial<ChangeQuery> = {}): Promise<Change[]> {
  const found = await page(store, query);
  const rest = found.more ? await all(store, { ...query, after: found.nextCursor }) : [];
  return [...found.changes, ...rest];
}

const told = (changes: readonly Change[]): string[] => changes.map(({ kind, dossierCode }) => `${kind} ${dossierCode}`);

export function changesContract(place: OpenDatabase): void {
  /** Goes on until no number is looked for any more; what others on the server are at may take a while to end. */
  const nothingMissed = async (): Promise<void> => {
    for (let missing = ""; missing !== "{}";) {
      await tell(place(), "Z");
      await place().store.changes.gather();
      const { rows } = await sql<{ missing: string }>`
        select (missing + missing_long)::text as missing from change_gathering`.execute(place().database.db);
      missing = rows[0]?.missing ?? "";
    }
  };

  describe("the delta feed", () => {
    it("tells what happened to a dossier, with the dossier as it stood then", async () => {
      const { store } = place();
      await take(store, "A", { drafts: [draft("dossier", "1"), draft("progress", "2", "log-1")] });
      const after = await store.changes.latest();
      const claim = await claimed(store);
      const [first, second] = messagesIn(claim);
      await store.delivery.settle({
        leaseToken: claim.leaseToken,
        attempts: [],
        changes: [changed(first!), changed(second!, { state: "refused", outcome: REFUSED, settledAt: LATER })],
        portalKnown: [],
        audit: [],
      });
      await store.delivery.release(claim, { at: LATER });
      const [one, two, three, ...more] = await all(store, { after });
      const common = { dossierCode: "A", sector: "promotions", agencyCode: "H36.03", status: 2, revision: 1 };
      expect(one).toEqual({
        ...common,
        cursor: expect.any(String) as string,
        at: "2026-05-18T08:30:15+07:00",
        kind: "message-delivered",
        syncState: "pending",
        detail: {
          messageId: first?.id,
          number: 1,
          messageKind: "dossier",
          destination: "portal",
          service: "DongBoHoSoMC",
          attempts: 1,
          party: null,
          cause: DELIVERED.cause,
        },
      });
      expect(two).toMatchObject({ ...common, kind: "message-refused", at: "2026-05-18T08:31:15+07:00" });
      expect(two?.detail).toMatchObject({ number: 2, party: "vendor-data", cause: "error-code" });
      expect(three).toMatchObject({ ...common, kind: "sync-state", syncState: "refused", detail: {} });
      expect(more).toEqual([]);
    });

    it("tells of pushes, with the sync state where one changed it", async () => {
      const { store } = place();
      const begin = await store.changes.latest();
      await take(store, "A", { drafts: [draft("dossier", "1"), draft("progress", "2", "log-1")] });
      await take(store, "A", { at: LATER });
      await finish(store, await claimed(store));
      const after = await store.changes.latest();
      await takeAgain(store, "A", { at: LATER, patch: { status: 4 }, syncState: "pending" });
      await takeAgain(store, "A", { at: LATER, drafts: [], syncState: "pending" });
      const common = { dossierCode: "A", syncState: "pending", at: "2026-05-18T08:31:15+07:00" };
      expect(await all(store, { after })).toMatchObject([
        { ...common, kind: "accepted", revision: 2, status: 4, detail: { messages: 1, superseded: 0 } },
        { ...common, kind: "sync-state", revision: 2, status: 4, detail: {} },
        { ...common, kind: "accepted", revision: 3, status: 2, detail: { messages: 0, superseded: 0 } },
      ]);
      expect(await all(store, { after: begin, limit: 1, kinds: ["accepted"] })).toMatchObject([
        { revision: 1, at: "2026-05-18T08:30:15+07:00", detail: { messages: 2, superseded: 0 } },
        { revision: 2 },
        { revision: 3 },
      ]);
    });

    it("tells of a lost answer once, however often the portal is asked about it", async () => {
      const { store } = place();
      await take(store, "A");
      const after = await store.changes.latest();
      const settleAs = async (state: "unknown" | "parked" | "waiting") => {
        await place().hurry();
        await finish(store, await claimed(store), { state, settledAt: null });
      };
      await settleAs("unknown");
      await settleAs("unknown");
      await settleAs("parked");
      expect(told(await all(store, { after }))).toEqual([
        "message-unknown A",
        "sync-state A",
        "message-parked A",
        "sync-state A",
      ]);
    });

    it("tells of a retry, and nothing of what a retry did not touch", async () => {
      const { store } = place();
      await take(store, "A");
      await take(store, "B");
      await finish(store, await claimed(store), { state: "parked", settledAt: null });
      const after = await store.changes.latest();
      const { items } = await store.reads.messages({ dossierCode: "A" }, { limit: 10 }, null);
      const by = { actor: "operator:ops", reason: null, at: LATER };
      await store.actions.retry(
        items.map(({ id }) => id),
        by,
      );
      expect(await all(store, { after })).toMatchObject([
        { kind: "sync-state", dossierCode: "A", syncState: "unknown" },
      ]);
    });

    it("tells of a message that a person let go", async () => {
      const { store } = place();
      await take(store, "A");
      await finish(store, await claimed(store), { state: "refused" });
      const after = await store.changes.latest();
      const { items } = await store.reads.messages({}, { limit: 1 }, null);
      const [id = ""] = items.map((message) => message.id);
      await store.actions.skip(id, { actor: "operator:ops", reason: "Đã nhập tay", at: LATER });
      const changes = await all(store, { after });
      expect(told(changes)).toEqual(["message-skipped A", "sync-state A"]);
      expect(changes[0]?.detail).toEqual({
        messageId: id,
        number: 1,
        messageKind: "dossier",
        destination: "portal",
        service: "DongBoHoSoMC",
      });
    });

    it("forgets nothing of a transaction that failed, and leaves no hole others fall into", async () => {
      const { store } = place();
      await tell(place(), "A");
      const failed = place()
        .database.db.transaction()
        .execute(async (tx) => {
          await tellOf(tx, "B");
          throw new Error("rolled back");
        });
      await expect(failed).rejects.toThrow("rolled back");
      for (const code of ["C", "D", "E"]) {
        await tell(place(), code);
        await store.changes.gather();
      }
      expect(told(await all(store))).toEqual(["received A", "received C", "received D", "received E"]);
      // The number that was rolled back is given up some turns later, not looked for for ever.
      await nothingMissed();
    });

    it("gives every page the same way again, whatever its size", async () => {
      const { store } = place();
      for (const codes of [["A", "B", "C"], ["A"], ["B", "A"], ["C"]]) {
        await tell(place(), ...codes);
        if (codes.length > 1) await store.changes.gather();
      }
      const whole = await all(store);
      expect(told(whole)).toEqual("A B C A B A C".split(" ").map((code) => `received ${code}`));
      for (const limit of [1, 2, 3, 6, 7]) expect(await all(store, { limit })).toEqual(whole);
      for (const [index, { cursor }] of whole.entries()) {
        expect(await all(store, { after: cursor })).toEqual(whole.slice(index + 1));
        expect(await all(store, { until: cursor })).toEqual(whole.slice(0, index + 1));
        expect(await all(store, { until: cursor, limit: 2 })).toEqual(whole.slice(0, index + 1));
      }
    });

    it("stays where it is while nothing happens, and goes on from there", async () => {
      const { store } = place();
      const begin = await page(store);
      expect(begin).toMatchObject({ changes: [], more: false });
      expect(await store.changes.latest()).toBe(begin.nextCursor);
      await tell(place(), "A");
      const { nextCursor } = await page(store);
      expect((await page(store, { after: nextCursor })).nextCursor).toBe(nextCursor);
      expect(await store.changes.latest()).toBe(nextCursor);
      await tell(place(), "B");
      expect(told(await all(store, { after: nextCursor }))).toEqual(["received B"]);
    });

    it("looks through so many at a time, and always gets on", async () => {
      const { store, database } = place();
      for (const codes of [["A", "B", "C"], ["A"], ["B", "A", "C", "D"], ["C"], ["D"]]) {
        await tell(place(), ...codes);
        await store.changes.gather();
      }
      const whole = await all(store);
      for (const window of [
        { batches: 1, changes: 1 },
        { batches: 2, changes: 3 },
        { batches: 9, changes: 4 },
      ]) {
        const narrow = { ...store, changes: changeFeed(database.db, window) };
        expect(await all(narrow)).toEqual(whole);
        expect(await all(narrow, { limit: 2 })).toEqual(whole);
        expect(told(await all(narrow, { limit: 2, scope: ["H01"] }))).toEqual([]);
      }
    });

    it("shows a reader its agencies and kinds only, and moves on over the others", async () => {
      const { store } = place();
      await take(store, "A", { patch: { agencyCode: "H36.03" } });
      await tell(place(), "A");
      await take(store, "B", { patch: { agencyCode: "H36.031" } });
      await tell(place(), "B");
      expect(told(await all(store, { scope: ["H36.03"] }))).toEqual(["accepted A", "received A"]);
      expect(told(await all(store, { scope: ["H36"], kinds: ["received"] }))).toEqual(["received A", "received B"]);
      expect(await all(store, { scope: [] })).toEqual([]);
      expect(await all(store, { kinds: ["message-parked"] })).toEqual([]);
      const none = await page(store, { scope: ["H01"], limit: 1 });
      expect(none).toMatchObject({ changes: [], more: false, nextCursor: await store.changes.latest() });
    });

    it("says why it cannot go on from a place", async () => {
      const { store, database } = place();
      const read = (after: string) => store.changes.read({ after, limit: 10, scope: null });
      const cursorOf = (...parts: readonly unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");
      const begin = await store.changes.latest();
      for (const code of ["A", "B", "C"]) {
        await tell(place(), code);
        await store.changes.gather();
      }
      const [first, , third] = await all(store);
      const mark = "0123456789ab";
      for (const bad of [
        "",
        "?",
        "latest",
        cursorOf(1, 2),
        cursorOf(-1, mark, 0),
        cursorOf(1, "'", 0),
        cursorOf(1.5, mark, 0),
      ])
        expect(await read(bad)).toEqual({ lost: "malformed" });
      const [batch, , seq] = JSON.parse(Buffer.from(third!.cursor, "base64url").toString()) as [number, string, number];
      expect(await read(cursorOf(batch, mark, seq))).toEqual({ lost: "unknown" });
      expect(await read(cursorOf(batch + 1, mark, seq))).toEqual({ lost: "unknown" });

      await sql`update change_batches set made_at = ${AT} where id <= ${batch}`.execute(database.db);
      expect(await store.changes.forget(AT, 10)).toBe(0);
      expect(await store.changes.forget(LATER, 2)).toBe(2);
      expect(await read(first!.cursor)).toEqual({ lost: "expired" });
      expect(await read(begin)).toEqual({ lost: "expired" });
      expect(await store.changes.forget(LATER, 10)).toBe(1);
      expect(await store.changes.forget(LATER, 10)).toBe(0);
      // What is left is the newest, so that a reader who was up to date still is.
      expect(told(await all(store))).toEqual(["received C"]);
      expect(await all(store, { after: third!.cursor })).toEqual([]);
    });

    it("carries on in a database that was copied to another server, whose transaction ids are lower", async () => {
      const { store, database } = place();
      await tell(place(), "A");
      const after = await store.changes.latest();
      await sql`update change_gathering set missing = '{[-9,-7)}', missing_long = '{[-4,-3)}',
        missing_until = '9000000000000'::text::xid8`.execute(database.db);
      for (const code of ["B", "C", "D"]) {
        await tell(place(), code);
        await store.changes.gather();
      }
      expect(told(await all(store, { after }))).toEqual(["received B", "received C", "received D"]);
      await nothingMissed();
    });
  });
}
