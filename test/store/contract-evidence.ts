import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { leafInput, linkInput } from "#core/proof/audit-chain.ts";
import { rootFrom } from "#core/proof/hash-tree.ts";
import { appendAudit } from "../../src/store/audit/append-audit.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import { AT, changed, claimed, DELIVERED, draft, envelopeOf, LATER, messagesIn, take } from "./filling.ts";

const sha256 = (text: string) => hash("sha256", text);
const digest = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
const TOKEN = "33333333-3333-4333-8333-333333333333";

/** What leaves the house as evidence of a dossier. */
export function evidenceContract(place: OpenDatabase): void {
  describe("evidence", () => {
    /** Two dossiers of two agencies in one envelope that was delivered; gives the envelope's id. */
    async function delivered(): Promise<string> {
      const { store } = place();
      await take(store, "one", { patch: { agencyCode: "H36.03.05" }, drafts: [draft("dossier", "một")] });
      await take(store, "two", { patch: { agencyCode: "H36.04" }, drafts: [draft("dossier", "hai")] });
      const claim = await claimed(store);
      const envelope = envelopeOf();
      const messages = messagesIn(claim).toSorted((a, b) => (a.dossierCode < b.dossierCode ? -1 : 1));
      const messageIds = messages.map(({ id }) => id);
      const { leaseToken } = claim;
      await store.delivery.beginAttempt({ leaseToken, envelope, bodySha256: "ab".repeat(32), messageIds, isNew: true });
      const attempt = {
        kind: "send",
        envelopeId: envelope.id,
        messageId: null,
        startedAt: AT,
        endedAt: LATER,
      } as const;
      await store.delivery.settle({
        leaseToken,
        attempts: [{ ...attempt, outcome: { ...DELIVERED, excerpt: "{}", answerSha256: "cd".repeat(32) } }],
        changes: messages.map((message) => changed(message)),
        portalKnown: [],
        audit: [],
      });
      await store.delivery.release(claim, { at: LATER });
      return envelope.id;
    }

    it("is everything kept about the dossier, with where in which envelope", async () => {
      const id = await delivered();
      const { evidence } = place().store;
      const found = await evidence.evidence("two", null, 1000);
      if (found.kind !== "found") throw new Error(found.kind);
      const { messages, envelopes, attempts, audit, timestamps, agencyCode } = found.material;
      expect(agencyCode).toBe("H36.04");
      expect(messages).toMatchObject([
        { number: 1, state: "delivered", envelopes: [{ id, position: 1, current: true }] },
      ]);
      expect(envelopes).toMatchObject([
        { id, otherDossiers: 1, createdAt: "2026-05-18T08:30:15+07:00", timestamp: null },
      ]);
      expect(Buffer.from(envelopes[0]?.body ?? "").toString()).toBe("bytes");
      expect(attempts).toMatchObject([{ envelopeId: id, outcome: "delivered", answerSha256: "cd".repeat(32) }]);
      expect(audit).toMatchObject([{ action: "dossier.accepted", subject: "two", seq: expect.any(String) as string }]);
      expect(timestamps).toEqual([]);
    });

    it("is for who may see every dossier in its envelopes, and within the limit", async () => {
      await delivered();
      const { evidence } = place().store;
      expect(await evidence.evidence("one", ["H36.03"], 1000)).toEqual({ kind: "outside-scope", envelopes: 1 });
      expect(await evidence.evidence("two", ["H36.03"], 1000)).toEqual({ kind: "absent" });
      expect(await evidence.evidence("none", null, 1000)).toEqual({ kind: "absent" });
      expect(await evidence.evidence("one", ["H36"], 4)).toEqual({ kind: "too-large", bytes: 5 });
      expect((await evidence.evidence("one", ["H36.03", "H36.04"], 5)).kind).toBe("found");
    });

    it("proves its audit entries by the newest checkpoint, an operator's on its messages among them", async () => {
      await delivered();
      const { evidence, auditChain } = place().store;
      const entry = { at: AT, actor: "operator:mau", action: "message.retried" };
      const note = (subject: string) => appendAudit(place().database.db, [{ ...entry, subject }]);
      const proofOf = async () => {
        const found = await evidence.evidence("one", null, 1000);
        if (found.kind !== "found") throw new Error(found.kind);
        return { ...found.material, proof: found.material.auditProof };
      };
      const { messages, proof: none } = await proofOf();
      expect(none).toBeNull();
      await note(messages[0]?.id ?? "");
      for (let more = 0; more < 300; more += 1) await note(`other ${more}`);
      const newest = await auditChain.newest();
      while (!(await auditChain.isLinked(newest))) await auditChain.extend({ limit: 1000, sha256 });
      while (await auditChain.grow(10));
      const { position, link } = (await auditChain.head()) ?? { position: 0, link: "" };
      const root = await auditChain.root(position);
      const signature = { profile: "jws", header: "X", value: "good" };
      await auditChain.addCheckpoint({ position, link, root, at: AT.toISOString(), signature });
      await note("one");
      const { audit, proof } = await proofOf();
      expect(audit.map(({ action }) => action)).toEqual(["dossier.accepted", "message.retried", "message.retried"]);
      expect(proof).toMatchObject({ entries: 2, checkpoint: { position, link, root, at: AT.toISOString() } });
      expect(proof?.places.map(({ seq, ordinal }) => [seq, ordinal])).toEqual([
        [audit[0]?.seq, 1],
        [audit[1]?.seq, 2],
      ]);
      for (const { before, path, salt, ...at } of proof?.places ?? []) {
        const row = audit.find(({ seq }) => seq === at.seq);
        if (row === undefined) throw new Error("an entry is missing");
        const made = sha256(linkInput(before, { position: at.position, salt }, row));
        const leaf = leafInput({ link: made, about: "one", ordinal: at.ordinal });
        const hashes = path.map((one) => Buffer.from(one, "hex"));
        const led = rootFrom(leaf, { position: at.position - 1, size: position, path: hashes }, digest);
        expect(Buffer.from(led ?? "").toString("hex")).toBe(root);
      }
    });

    it("has the timestamp that covers an envelope, once there is one", async () => {
      const id = await delivered();
      const { evidence, timestamps } = place().store;
      const waiting = await timestamps.unstamped(10);
      expect(waiting).toEqual([{ id, bodySha256: "ab".repeat(32), signatureValue: "sealed bytes" }]);
      const batch = { root: "ef".repeat(32), token: Buffer.from("token"), stampedAt: LATER };
      const leaves = [{ envelopeId: id, path: ["01".repeat(32)] }];
      expect(await timestamps.keep({ id: TOKEN, ...batch, leaves })).toBe(1);
      expect(await timestamps.unstamped(10)).toEqual([]);
      await evidence.exported("one", { actor: "operator:mau", at: LATER, envelopes: 1 });
      const found = await evidence.evidence("one", null, 1000);
      if (found.kind !== "found") throw new Error(found.kind);
      const { envelopes, timestamps: kept, audit } = found.material;
      expect(envelopes[0]?.timestamp).toEqual({ id: TOKEN, position: 0, path: ["01".repeat(32)] });
      expect(kept).toMatchObject([
        { id: TOKEN, root: "ef".repeat(32), treeSize: 1, stampedAt: "2026-05-18T08:31:15+07:00" },
      ]);
      expect(Buffer.from(kept[0]?.token ?? "").toString()).toBe("token");
      expect(audit.at(-1)).toMatchObject({
        action: "evidence.exported",
        actor: "operator:mau",
        detail: { envelopes: 1 },
      });
    });
  });
}
