import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { OpenDatabase } from "./database-under-test.ts";
import { AT, DELIVERED, changed, claimed, draft, envelopeOf, finish, messagesIn, newId, take } from "./filling.ts";

const LEASE_LOST = { name: "Fault", code: "lease-lost" };

export function attemptsContract(place: OpenDatabase): void {
  const begin = (leaseToken: string, messageIds: readonly string[], envelope = envelopeOf()) =>
    place().store.delivery.beginAttempt({ leaseToken, envelope, bodySha256: "sha", messageIds, isNew: true });
  const written = async () => {
    const { rows } = await sql<Record<string, unknown>>`select
      (select count(*)::int from envelopes) as envelopes, (select count(*)::int from envelope_items) as items,
      (select count(*)::int from attempts) as attempts, (select count(*)::int from audit) as audit,
      (select array_agg(state order by dossier_code, number) from messages) as states`.execute(place().database.db);
    return rows[0];
  };

  describe("attempts", () => {
    it("store the envelope and mark its messages before a byte leaves, and everything of the outcome after", async () => {
      const { store } = place();
      const ids = await take(store, "A", { drafts: [draft("dossier", "1"), draft("progress", "2", "x")] });
      const claim = await claimed(store);
      const envelope = envelopeOf();
      await begin(claim.leaseToken, ids, envelope);
      expect(await written()).toEqual({
        envelopes: 1,
        items: 2,
        attempts: 0,
        audit: 1,
        states: ["sending", "sending"],
      });
      await store.delivery.settle({
        leaseToken: claim.leaseToken,
        attempts: [
          {
            kind: "send",
            envelopeId: envelope.id,
            messageId: null,
            startedAt: AT,
            endedAt: AT,
            outcome: { ...DELIVERED, excerpt: "{}", answerSha256: "abc" },
          },
        ],
        changes: messagesIn(claim).map((message) => changed(message)),
        portalKnown: ["A"],
        audit: [{ at: AT, actor: "worker", action: "message.delivered", subject: ids[0] ?? "" }],
      });
      expect(await written()).toEqual({
        envelopes: 1,
        items: 2,
        attempts: 1,
        audit: 2,
        states: ["delivered", "delivered"],
      });
      await store.delivery.release(claim, { at: AT });
      expect(await store.reads.dossier("A", null)).toMatchObject({ syncState: "in-sync" });
    });

    it("say in the next claim that the portal knows the dossier", async () => {
      const { store } = place();
      await take(store, "A", { drafts: [draft("dossier", "1"), draft("progress", "2", "x")] });
      const claim = await claimed(store);
      await store.delivery.settle({
        leaseToken: claim.leaseToken,
        attempts: [],
        changes: [changed(messagesIn(claim)[0]!)],
        portalKnown: ["A"],
        audit: [],
      });
      await store.delivery.release(claim, { at: AT });
      expect(messagesIn(await claimed(store)).map(({ portalKnown }) => portalKnown)).toEqual([true]);
    });

    it("find the envelope that was sent before with the same bytes for the same messages", async () => {
      const { store } = place();
      const [id = ""] = await take(store, "A");
      const [other = ""] = await take(store, "B");
      const claim = await claimed(store);
      const envelope = envelopeOf("Nguyễn Văn Mẫu");
      await begin(claim.leaseToken, [id], envelope);
      expect(await store.delivery.storedEnvelope("other bytes", [id])).toBeNull();
      expect(await store.delivery.storedEnvelope("sha", [other])).toBeNull();
      const found = await store.delivery.storedEnvelope("sha", [id]);
      expect(found).toEqual({ ...envelope, body: expect.anything() });
      expect(Buffer.from(found?.body ?? []).toString()).toBe("Nguyễn Văn Mẫu");

      await store.delivery.beginAttempt({
        leaseToken: claim.leaseToken,
        envelope: found!,
        bodySha256: "sha",
        messageIds: [id],
        isNew: false,
      });
      expect(await written()).toMatchObject({ envelopes: 1, items: 1 });
    });

    it("are fenced: whoever lost the lease writes nothing", async () => {
      const { store } = place();
      const ids = await take(store, "A");
      const frozen = await claimed(store, { leaseSeconds: -1 });
      expect(await store.delivery.recoverAbandoned(AT)).toBe(1);
      const heir = await claimed(store);

      await expect(begin(frozen.leaseToken, ids)).rejects.toMatchObject(LEASE_LOST);
      await expect(begin(newId(), ids)).rejects.toMatchObject(LEASE_LOST);
      const settlement = {
        leaseToken: frozen.leaseToken,
        attempts: [],
        changes: messagesIn(frozen).map((message) => changed(message)),
        portalKnown: ["A"],
        audit: [{ at: AT, actor: "worker", action: "message.delivered", subject: "A" }],
      };
      await expect(store.delivery.settle(settlement)).rejects.toMatchObject(LEASE_LOST);
      expect(await written()).toEqual({ envelopes: 0, items: 0, attempts: 0, audit: 1, states: ["waiting"] });
      expect(messagesIn(heir)[0]).toMatchObject({ portalKnown: false });

      await begin(heir.leaseToken, ids);
      expect(await written()).toMatchObject({ states: ["sending"] });
    });

    it("are fenced as a whole when only one of several dossiers was lost", async () => {
      const { store, database } = place();
      const ids = [...(await take(store, "A")), ...(await take(store, "B"))];
      const claim = await claimed(store);
      await sql`update dossiers set lease_token = ${newId()}::uuid where code = 'B'`.execute(database.db);
      await expect(begin(claim.leaseToken, ids)).rejects.toMatchObject(LEASE_LOST);
      const changes = messagesIn(claim).map((message) => changed(message));
      const settlement = { leaseToken: claim.leaseToken, attempts: [], changes, portalKnown: [], audit: [] };
      await expect(store.delivery.settle(settlement)).rejects.toMatchObject(LEASE_LOST);
      expect(await written()).toMatchObject({ envelopes: 0, states: ["waiting", "waiting"] });
    });

    it("never wait in a circle with what prolongs their lease, pushes, or an operator's retry", async () => {
      const { store } = place();
      // Stored against the order of their codes.
      const codes = Array.from({ length: 9 }, (_, index) => `D${9 - index}`);
      for (const code of codes) await take(store, code);
      const claim = await claimed(store);
      const messages = messagesIn(claim);
      const ids = messages.map(({ id }) => id);
      for (let round = 0; round < 25; round += 1) {
        const envelope = envelopeOf(`round ${round}`);
        await Promise.all([
          store.delivery.renew(claim.leaseToken, 60),
          begin(claim.leaseToken, ids, envelope).then(() =>
            store.delivery.settle({
              leaseToken: claim.leaseToken,
              attempts: [],
              changes: messages.map((message) => changed(message, { state: "waiting", settledAt: null })),
              portalKnown: codes,
              audit: [],
            }),
          ),
          store.delivery.renew(claim.leaseToken, 60),
          store.actions.retry(ids, { actor: "operator:ops", reason: null, at: AT }),
          store.intake.transaction((tx) => tx.lock([codes[round % 9] ?? ""])),
        ]);
      }
      expect(await written()).toMatchObject({ envelopes: 25, states: codes.map(() => "waiting") });
    });

    it("do not begin for a message that a push replaced meanwhile", async () => {
      const { store } = place();
      const ids = await take(store, "A");
      const claim = await claimed(store);
      await store.intake.transaction((tx) => tx.supersedeUndelivered(["A"], AT));
      await expect(begin(claim.leaseToken, ids)).rejects.toMatchObject(LEASE_LOST);
      await finish(store, { ...claim, dossiers: new Map() });
      expect(await store.reads.dossier("A", null)).toMatchObject({ syncState: "in-sync" });
    });
  });
}
