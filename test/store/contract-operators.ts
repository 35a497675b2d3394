import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { PORTAL } from "#core/delivery/destination.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import {
  AT,
  DELIVERED,
  LATER,
  REFUSED,
  changed,
  claimed,
  codesIn,
  draft,
  envelopeOf,
  finish,
  messagesIn,
  newId,
  take,
} from "./filling.ts";

const by = { actor: "operator:ops", reason: "Đã sửa ở Cổng", at: LATER };

export function operatorsContract(place: OpenDatabase): void {
  describe("a dossier's timeline", () => {
    it("tells pushes, messages, attempts and questions in order", async () => {
      const { store } = place();
      const ids = await take(store, "A");
      await take(store, "another");
      const claim = await claimed(store);
      const [message] = messagesIn(claim).filter(({ dossierCode }) => dossierCode === "A");
      const envelope = envelopeOf();
      await store.delivery.beginAttempt({
        leaseToken: claim.leaseToken,
        envelope,
        bodySha256: "sha",
        messageIds: ids,
        isNew: true,
      });
      const at = (seconds: number) => new Date(AT.getTime() + seconds * 1000);
      await store.delivery.settle({
        leaseToken: claim.leaseToken,
        attempts: [
          {
            kind: "send",
            envelopeId: envelope.id,
            messageId: null,
            startedAt: at(1),
            endedAt: at(2),
            outcome: REFUSED,
          },
          {
            kind: "lookup",
            envelopeId: null,
            messageId: ids[0] ?? "",
            startedAt: at(3),
            endedAt: at(4),
            outcome: DELIVERED,
          },
        ],
        changes: [changed(message!)],
        portalKnown: [],
        audit: [],
      });
      const detail = await store.reads.dossier("A", null);
      expect(detail).toMatchObject({ clientId: "vendor-a", revision: 1, warnings: [] });
      expect(detail?.dossier).toMatchObject({ dossierCode: "A", applicant: { name: "CÔNG TY TNHH MẪU CÀ PHÊ" } });
      expect(detail?.timeline).toEqual([
        { kind: "accepted", at: "2026-05-18T08:30:15+07:00", revision: 1, messages: 1, by: "client:vendor-a" },
        expect.objectContaining({ kind: "message", messageId: ids[0], number: 1, state: "delivered", attempts: 1 }),
        expect.objectContaining({
          kind: "attempt",
          at: "2026-05-18T08:30:16+07:00",
          attempt: "send",
          envelopeId: envelope.id,
          numbers: [1],
          outcome: "refused",
          party: "vendor-data",
          durationMs: 1000,
        }),
        expect.objectContaining({ kind: "attempt", attempt: "lookup", envelopeId: null, outcome: "delivered" }),
      ]);
      expect(await store.reads.dossier("none", null)).toBeNull();
    });
  });

  describe("sync figures", () => {
    it("count dossiers by state, what waits, how long, and what was delivered within the minute", async () => {
      const { store } = place();
      await store.reads.ping();
      expect(await store.reads.syncFigures(AT, null)).toMatchObject({
        states: { pending: 0, "in-sync": 0, unknown: 0, parked: 0, refused: 0 },
        queueDepth: 0,
        oldestAgeSeconds: null,
        deliveredLastMinute: 0,
      });
      await take(store, "A");
      await finish(store, await claimed(store));
      await take(store, "B", { drafts: [draft("dossier", "1"), draft("sector", "2")] });
      await take(store, "C", { at: LATER });
      const now = new Date(LATER.getTime() - 1);
      expect(await store.reads.syncFigures(now, null)).toMatchObject({
        states: { pending: 2, "in-sync": 1, unknown: 0, parked: 0, refused: 0 },
        queueDepth: 2,
        oldestAgeSeconds: 60,
        waitingMessages: 3,
        deliveredLastMinute: 1,
      });
      expect(await store.reads.syncFigures(new Date(LATER.getTime() + 1), null)).toMatchObject({
        deliveredLastMinute: 0,
      });
    });

    it("leave out what waits behind a message that waits for a person", async () => {
      const { store } = place();
      await take(store, "A", { drafts: [draft("dossier", "1"), draft("progress", "2", "log-1")] });
      const claim = await claimed(store);
      const [head] = messagesIn(claim);
      await store.delivery.settle({
        leaseToken: claim.leaseToken,
        attempts: [],
        changes: [changed(head!, { state: "refused" })],
        portalKnown: [],
        audit: [],
      });
      await store.delivery.release(claim, { at: AT });
      expect(await store.reads.syncFigures(LATER, null)).toMatchObject({
        states: { refused: 1 },
        queueDepth: 0,
        oldestAgeSeconds: null,
        waitingMessages: 0,
      });
    });

    it("count what is due soon and not in sync, stopped dossiers among it", async () => {
      const { store } = place();
      const due = (dossierCode: string, dueAt: string) => take(store, dossierCode, { patch: { dueAt } });
      await due("told", "2026-05-18T17:00:00+07:00");
      await finish(store, await claimed(store));
      await due("refused", "2026-05-18T17:00:00+07:00");
      await finish(store, await claimed(store), { state: "refused" });
      await due("waiting", "2026-05-19T08:00:00+07:00");
      await due("later", "2026-05-20T08:00:00+07:00");
      await due("past", "2026-05-18T07:00:00+07:00");
      expect((await store.reads.syncFigures(AT, null)).nearDue).toEqual({ withinHours: 24, dossiers: 2 });
    });
  });

  describe("a retry", () => {
    it("puts parked and refused messages back, with a fresh budget, an audit entry and a job", async () => {
      const { store, database } = place();
      await take(store, "A");
      await finish(store, await claimed(store), { state: "parked", spent: 12, settledAt: null });
      await take(store, "B");
      await finish(store, await claimed(store), { state: "refused" });
      await take(store, "C");
      await finish(store, await claimed(store));
      const all = await store.reads.messages({}, { limit: 10 }, null);
      const retried = await store.actions.retry(
        all.items.map(({ id }) => id),
        by,
      );
      expect(retried).toEqual({ messages: 2, destinations: [PORTAL] });
      for (const ids of [[newId()], []])
        expect(await store.actions.retry(ids, by)).toEqual({ messages: 0, destinations: [] });
      expect(await store.reads.dossier("A", null)).toMatchObject({ syncState: "unknown" });

      const claim = await claimed(store);
      expect(codesIn(claim)).toEqual(["A", "B"]);
      for (const message of messagesIn(claim))
        expect(message).toMatchObject({ state: "unknown", spent: 0, failures: 1, dueAt: LATER });
      const { rows } = await sql<{ actor: string; detail: unknown }>`
        select actor, detail from audit where action = 'message.retried'`.execute(database.db);
      expect(rows).toEqual([
        { actor: "operator:ops", detail: { reason: "Đã sửa ở Cổng" } },
        { actor: "operator:ops", detail: { reason: "Đã sửa ở Cổng" } },
      ]);
    });

    it("finds what it may touch: by filter, by scope, and no more than asked for", async () => {
      const { store } = place();
      for (const code of ["A", "B"]) await take(store, code, { patch: { agencyCode: "H36.03" } });
      await take(store, "C", { patch: { agencyCode: "H26.01" } });
      await finish(store, await claimed(store), { state: "refused", outcome: REFUSED });
      const { matching, visible } = store.actions;
      const all = await matching({ state: "refused" }, 10, null);
      expect(all).toHaveLength(3);
      expect(await matching({ state: "refused" }, 2, null)).toHaveLength(2);
      expect(await matching({ state: "parked" }, 10, null)).toEqual([]);
      expect(await matching({ fault: "vendor-data", agency: "H26" }, 10, null)).toHaveLength(1);
      expect(await matching({}, 10, ["H36"])).toHaveLength(2);
      expect(await visible(all, ["H26.01"])).toHaveLength(1);
      expect(await visible(all, null)).toHaveLength(3);
      expect(await visible([], null)).toEqual([]);
    });
  });
}
