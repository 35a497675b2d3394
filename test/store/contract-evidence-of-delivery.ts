import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/message/canonical-json.ts";
import { PORTAL } from "#core/delivery/destination.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { Claim, DueMessage } from "#core/ports/delivery-store.ts";
import { SECOND_LOOK, type Comparison } from "#core/reconciliation/reconciliation.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import {
  AT,
  changed,
  claimed,
  DELIVERED,
  draft,
  envelopeOf,
  LATER,
  messagesIn,
  newId,
  take,
  takeAgain,
} from "./filling.ts";

const CODE = "H1-A";
const LOST: Outcome = { kind: "unknown", party: "network", cause: "timeout", message: "Mất", messageEn: "Lost" };
const content = (text: string) => ({ ...draft("dossier", text), payload: { MaHoSo: CODE, text } });
const payload = (text: string) => canonicalJson({ MaHoSo: CODE, text });

/** What the store keeps for judging what the portal holds, and writes where it turns out to hold something else. */
export function evidenceOfDeliveryContract(place: OpenDatabase): void {
  /** Sends the first message of a claim, in an envelope that says what it says, with this outcome. */
  async function send(claim: Claim, outcome: Outcome | null, at = AT): Promise<DueMessage> {
    const [message] = messagesIn(claim);
    if (message === undefined) throw new Error("nothing to send");
    const { store } = place();
    const { leaseToken } = claim;
    const envelope = { ...envelopeOf(`{"data":[${message.payload}]}`), createdAt: at };
    await store.delivery.beginAttempt({
      leaseToken,
      envelope,
      bodySha256: newId(),
      messageIds: [message.id],
      isNew: true,
    });
    if (outcome === null) return message;
    const isTaken = outcome.kind === "delivered";
    await store.delivery.settle({
      leaseToken,
      attempts: [{ kind: "send", envelopeId: envelope.id, messageId: null, startedAt: at, endedAt: at, outcome }],
      changes: [
        changed(message, { state: isTaken ? "delivered" : "unknown", settledAt: isTaken ? at : null, outcome }),
      ],
      portalKnown: isTaken ? [CODE] : [],
      audit: [],
    });
    return message;
  }
  const states = async () =>
    (
      await sql<{ line: string }>`
        select number || ' ' || kind || ' ' || state as line from messages where dossier_code = ${CODE} order by number`.execute(
        place().database.db,
      )
    ).rows.map(({ line }) => line);
  const known = async () =>
    (await sql<{ known: boolean }>`select portal_known as known from dossiers`.execute(place().database.db)).rows[0]
      ?.known;

  describe("the history of what went out", () => {
    it("has what was confirmed and what may have been applied, and when an answer was last lost", async () => {
      const { store } = place();
      await take(store, CODE, { drafts: [content("1")] });
      let claim = await claimed(store);
      const first = await send(claim, DELIVERED);
      await store.delivery.release(claim, { at: AT });
      await takeAgain(store, CODE, { drafts: [content("2"), content("3")], syncState: "pending" });
      claim = await claimed(store);
      const second = await send(claim, LOST, LATER);
      expect(await store.delivery.sentHistory(second)).toEqual({
        earlier: [{ payload: payload("1"), confirmed: true }],
        lostAt: LATER,
        confirmedAt: AT,
      });
      // Nothing of the third went out yet; of the second it is not known.
      expect(
        await store.delivery.sentHistory({ ...second, number: 3, id: newId(), payload: payload("3") }),
      ).toMatchObject({
        earlier: [
          { payload: payload("1"), confirmed: true },
          { payload: payload("2"), confirmed: false },
        ],
      });
      expect(await store.delivery.sentHistory(first)).toEqual({ earlier: [], lostAt: null, confirmedAt: AT });
    });

    it("counts an envelope as lost whose process died over it, and what a message said before somebody replaced it", async () => {
      const { store } = place();
      await take(store, CODE, { drafts: [content("1")] });
      const message = await send(await claimed(store), null);
      expect(await store.delivery.sentHistory(message)).toMatchObject({ earlier: [], lostAt: AT, confirmedAt: null });
      expect(await store.delivery.sentHistory({ ...message, payload: payload("replaced") })).toMatchObject({
        earlier: [{ payload: payload("1"), confirmed: false }],
      });
    });
  });

  describe("a dossier the portal confirmed and lost", () => {
    it("is told from the start in its old order: first and last content, and every line", async () => {
      const { store } = place();
      await take(store, CODE, {
        drafts: [
          content("1"),
          draft("progress", "a", "a"),
          content("2"),
          draft("progress", "b", "b"),
          content("3"),
          content("4"),
        ],
      });
      const claim = await claimed(store);
      const messages = messagesIn(claim);
      const settle = (changes: readonly DueMessage[], forgotten: boolean) =>
        store.delivery.settle({
          leaseToken: claim.leaseToken,
          attempts: [],
          changes: changes.map((message) =>
            forgotten ? changed(message, { state: "waiting", settledAt: null }) : changed(message),
          ),
          portalKnown: forgotten ? [] : [CODE],
          ...(forgotten && { forgotten: { destination: PORTAL, dossierCodes: [CODE], at: LATER } }),
          audit: [],
        });
      await settle(messages.slice(0, 5), false);
      expect(await known()).toBe(true);
      await settle(messages.slice(5), true);
      expect(await known()).toBe(false);
      expect(await states()).toEqual([
        "1 dossier waiting",
        "2 progress waiting",
        "3 dossier delivered",
        "4 progress waiting",
        "5 dossier waiting",
        "6 dossier waiting",
      ]);
      await store.delivery.release(claim, { at: LATER });
      const again = await claimed(store);
      expect(messagesIn(again).map(({ number }) => number)).toEqual([1, 2, 4, 5, 6]);
      const noted = async (action: string) =>
        (await sql`select from audit where action = ${action}`.execute(place().database.db)).rows.length;
      expect(await noted("message.sent-again")).toBe(4);

      // The portal refuses to create it again: it never lost it.
      const [first] = messagesIn(again);
      if (first === undefined) throw new Error("nothing to create");
      await store.delivery.settle({
        leaseToken: again.leaseToken,
        attempts: [],
        changes: [changed(first)],
        portalKnown: [],
        remembered: { dossierCodes: [CODE], at: LATER },
        audit: [],
      });
      expect(await known()).toBe(true);
      expect(await states()).toEqual([
        "1 dossier delivered",
        "2 progress delivered",
        "3 dossier delivered",
        "4 progress delivered",
        "5 dossier delivered",
        "6 dossier waiting",
      ]);
      expect(await noted("message.confirmed-again")).toBe(3);
    });
  });

  describe("a second look at a dossier that was sent again", () => {
    const OVERTAKEN: Comparison = {
      result: "overtaken",
      fields: ["text"],
      agreeing: [],
      coverage: { sent: 1, compared: 1 },
      fingerprint: "x",
    };
    async function delivered(): Promise<void> {
      const { store } = place();
      await take(store, CODE, { drafts: [content("1"), content("2")] });
      const claim = await claimed(store);
      await send(claim, DELIVERED);
      const [, second] = messagesIn(claim);
      if (second === undefined) throw new Error("no second message");
      const lookAgain = { dossierCodes: [CODE], runId: newId(), from: LATER };
      await store.delivery.settle({
        leaseToken: claim.leaseToken,
        attempts: [],
        changes: [changed(second)],
        portalKnown: [],
        lookAgain,
        audit: [],
      });
      await store.delivery.release(claim, { at: AT });
    }
    const next = (at: Date) => place().store.reconciliation.claim({ at, everyMs: 0, holdMs: 60_000 });

    it("comes when it is time, and says which run it is", async () => {
      await delivered();
      expect(await next(AT)).toEqual({ waitMs: null });
      const task = await next(LATER);
      expect(task).toMatchObject({
        dossierCode: CODE,
        isSecondLook: true,
        expected: { kind: "delivered", payload: payload("2") },
      });
      if ("waitMs" in task) throw new Error("nothing to look at");
      expect(await place().store.reconciliation.run(task.runId, null)).toMatchObject({
        requestedBy: SECOND_LOOK,
        total: 1,
      });
      expect(await place().store.reconciliation.earlierContents(CODE)).toEqual([payload("1")]);
    });

    it("sends the newest again where an older one overtook it, says so, and counts how much it compared", async () => {
      await delivered();
      const { store } = place();
      const task = await next(LATER);
      if ("waitMs" in task) throw new Error("nothing to look at");
      expect(await store.reconciliation.conclude(task, OVERTAKEN, LATER)).toEqual({
        result: "overtaken",
        opened: false,
        closed: false,
        destinations: [PORTAL],
      });
      expect(await states()).toEqual(["1 dossier delivered", "2 dossier waiting"]);
      expect(await store.reads.dossier(CODE, null)).toMatchObject({ syncState: "pending" });
      expect(await store.reconciliation.run(task.runId, null)).toMatchObject({
        counts: { overtaken: 1 },
        fields: { sent: 1, compared: 1 },
      });
      expect(messagesIn(await claimed(store)).map(({ number, cause }) => [number, cause])).toEqual([[2, "overtaken"]]);
    });
  });
}
