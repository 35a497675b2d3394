import { describe, expect, it } from "vitest";
import { ONE_ALREADY_EXISTS, PORTAL_FORGOT, type Cause } from "#core/delivery/causes.ts";
import { SIGNING_KEY_UNAVAILABLE } from "#core/delivery/key-unavailable.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import { PARKED_BY_POLICY } from "#core/message/message.ts";
import type { DueMessage } from "#core/ports/delivery-store.ts";
import { beforeHalving, blamesContent, changeAfterSending } from "../../src/flow/change-after-sending.ts";
import type { Batch, Lane, Lanes } from "../../src/flow/lanes.ts";
import { after, batchOf, dueMessage, needs, outcomeOf } from "./message-under-test.ts";

const DOSSIERS = [dueMessage("A", 1), dueMessage("B", 1)];
const CREATES = batchOf(DOSSIERS);
const UPDATES = batchOf(DOSSIERS, { isUpdating: true });
const LINES = batchOf([dueMessage("A", 2), dueMessage("A", 3)]);
const LINE = batchOf([dueMessage("A", 2)]);
const SECTOR = batchOf([dueMessage("A", 4, { kind: "sector" })]);

const NO_LANES: Lanes = new Map();

/** What becomes of each message of an envelope. */
function changes(batch: Batch, outcome: Outcome, lanes = NO_LANES) {
  return batch.messages.map(changeAfterSending(needs, lanes, batch, outcome));
}
const states = (batch: Batch, outcome: Outcome, lanes = NO_LANES) =>
  changes(batch, outcome, lanes).map((change) => `${change.state} ${change.outcome?.cause ?? ""}`);

const REFUSED = outcomeOf("refused", { cause: "error-code", party: "vendor-data" });

describe("an envelope that was refused as a whole", () => {
  it("is worth halving where something in it may be why, and none of its lines may have been applied", () => {
    const worth = (batch: Batch, kind: Outcome["kind"], cause: Cause) =>
      blamesContent(batch, outcomeOf(kind, { cause }));
    for (const batch of [CREATES, LINES])
      for (const cause of ["http-413", "session-refused-twice", "maintenance-words"] as const)
        expect([cause, worth(batch, "unavailable", cause)]).toEqual([cause, true]);
    for (const kind of ["refused", "dossier-unknown"] as const)
      expect([worth(CREATES, kind, "error-code"), worth(LINES, kind, "error-code")]).toEqual([true, false]);
    for (const kind of ["unavailable", "unknown", "delivered", "already-exists"] as const)
      expect([kind, worth(CREATES, kind, "http-503")]).toEqual([kind, false]);
  });

  it("has its messages ready at once, and updates that may be applied all the same asked after", () => {
    const before = (batch: Batch, outcome: Outcome) => batch.messages.map(beforeHalving(needs, batch, outcome));
    const ready = { state: "waiting", dueAt: after(0), outcome: null, failures: 0, spent: 0 };
    expect(before(CREATES, REFUSED)).toMatchObject([ready, ready]);
    expect(before(UPDATES, REFUSED)).toMatchObject([
      { ...ready, state: "unknown" },
      { ...ready, state: "unknown" },
    ]);
    expect(before(UPDATES, outcomeOf("unavailable", { cause: "http-413" }))).toMatchObject([ready, ready]);
    expect(before({ ...LINES, isUpdating: true }, REFUSED)).toMatchObject([ready, ready]);
  });
});

describe("after an envelope was sent", () => {
  it("a yes delivers all of it, or what it names", () => {
    expect(changes(CREATES, outcomeOf("delivered"))).toMatchObject([
      { messageId: "A1", state: "delivered", settledAt: after(0), dueAt: after(0) },
      { messageId: "B1", state: "delivered" },
    ]);
    const items = [outcomeOf("delivered"), outcomeOf("refused", { cause: "http-422" })];
    expect(states(CREATES, outcomeOf("delivered", { items }))).toEqual(["delivered http-503", "refused http-422"]);
  });

  it("a no is for good, but an error for several lines leaves each in doubt", () => {
    expect(states(CREATES, REFUSED)).toEqual(["refused error-code", "refused error-code"]);
    expect(states(LINE, REFUSED)).toEqual(["refused error-code"]);
    expect(states(SECTOR, REFUSED)).toEqual(["refused error-code"]);
    expect(changes(LINES, REFUSED)).toMatchObject(
      ["A2", "A3"].map((messageId) => ({
        messageId,
        state: "parked",
        outcome: {
          kind: "unknown",
          party: "portal",
          cause: PARKED_BY_POLICY,
          message: expect.stringMatching(/^Cổng đã trả lời nhưng không rõ/u) as string,
          messageEn: expect.stringMatching(/^The portal answered and leaves it open/u) as string,
        },
      })),
    );
    expect(states(LINES, { ...REFUSED, items: [REFUSED, REFUSED] })).toEqual([
      "refused error-code",
      "refused error-code",
    ]);
  });

  it("«it is there already» has a dossier asked after, and delivers what cannot be asked after", () => {
    const there = outcomeOf("already-exists", { cause: "already-exists", party: "portal" });
    expect(states(CREATES, there)).toEqual([`unknown ${ONE_ALREADY_EXISTS}`, `unknown ${ONE_ALREADY_EXISTS}`]);
    expect(states(batchOf([dueMessage("A", 1)]), there)).toEqual(["unknown already-exists"]);
    expect(states(CREATES, { ...there, items: [there, there] })).toEqual([
      "unknown already-exists",
      "unknown already-exists",
    ]);
    expect(states(SECTOR, there)).toEqual(["delivered already-exists"]);
    expect(states(LINE, there)).toEqual(["delivered already-exists"]);
  });

  it("«it is there already» costs budget when it was said of the dossier alone before", () => {
    const there = outcomeOf("already-exists", { cause: "already-exists", party: "portal" });
    const message = dueMessage("A", 1, { spent: 2 });
    const said = (saidToExist: Lane["saidToExist"]): Lanes =>
      new Map([["A", { dossierCode: "A", queue: [message], portalKnown: false, saidToExist, stopped: false }]]);
    expect(states(batchOf([message]), there, said("among-others"))).toEqual(["unknown already-exists"]);
    expect(states(batchOf([message]), there, said("alone"))).toEqual(["parked already-exists"]);
    expect(states(batchOf([message]), there)).toEqual(["unknown already-exists"]);
  });

  it("«it is there already» confirms a dossier that the portal only seemed to have lost", () => {
    const there = outcomeOf("already-exists", { cause: "already-exists" });
    const { cause } = PORTAL_FORGOT;
    expect(states(batchOf([dueMessage("A", 1, { cause })]), there)).toEqual(["delivered already-exists"]);
    expect(states(batchOf([dueMessage("A", 1, { cause })], { isUpdating: true }), there)).toEqual([
      "unknown already-exists",
    ]);
  });

  it("«I do not know it» is lag the first time, costs budget after that, and has an update asked after", () => {
    const unknown = outcomeOf("dossier-unknown", { cause: "dossier-unknown", party: "portal" });
    expect(changes(LINE, unknown)).toMatchObject([{ state: "waiting", failures: 1, spent: 0, dueAt: after(1000) }]);
    const again = (message: DueMessage) => changes(batchOf([message]), unknown);
    expect(again(dueMessage("A", 2, { failures: 1 }))).toMatchObject([{ state: "waiting", failures: 2, spent: 1 }]);
    expect(changes(UPDATES, unknown)).toMatchObject([
      { state: "unknown", outcome: { kind: "unknown" } },
      { state: "unknown" },
    ]);
    expect(states(CREATES, unknown)).toEqual(["waiting dossier-unknown", "waiting dossier-unknown"]);
    expect(states({ ...LINE, isUpdating: true }, unknown)).toEqual(["waiting dossier-unknown"]);
  });

  it("an outage costs nothing, a lost answer does, and so does what may be about the content", () => {
    const spent = (kind: Outcome["kind"], cause: Cause) =>
      changes(CREATES, outcomeOf(kind, { cause })).map((change) => [change.state, change.spent]);
    expect(spent("unavailable", "http-503")[0]).toEqual(["waiting", 0]);
    expect(spent("session-refused", "session-refused")[0]).toEqual(["waiting", 0]);
    expect(spent("unavailable", "http-413")[0]).toEqual(["waiting", 1]);
    expect(spent("unknown", "timeout")[0]).toEqual(["unknown", 1]);
  });

  it("keeps an envelope that failed together: all are tried again at one time, by the most failures among them", () => {
    const batch = batchOf([dueMessage("A", 1, { failures: 2 }), dueMessage("B", 1)]);
    expect(changes(batch, outcomeOf("unavailable"))).toMatchObject([
      { failures: 3, dueAt: after(4000) },
      { failures: 1, dueAt: after(4000) },
    ]);
  });

  it("what a yes leaves in doubt is asked after when the portal had time to finish", () => {
    const items = [outcomeOf("delivered"), outcomeOf("unknown", { cause: "left-out-of-answer" })];
    expect(changes(CREATES, outcomeOf("delivered", { items }))).toMatchObject([
      { state: "delivered" },
      { state: "unknown", failures: 1, dueAt: after(5000) },
    ]);
  });

  it("a key that is away costs nothing and waits for the key", () => {
    const away = outcomeOf("unavailable", { cause: SIGNING_KEY_UNAVAILABLE, party: "gateway", retryAfterMs: 7000 });
    expect(changes(LINE, away)).toMatchObject([{ state: "waiting", failures: 0, spent: 0, dueAt: after(7000) }]);
  });

  it("an answer that is not believed has a dossier asked after, and leaves the rest to a person", () => {
    const untrusted = outcomeOf("unknown", { cause: "receipt-unsigned", party: "portal" });
    expect(states(CREATES, untrusted)).toEqual(["unknown receipt-unsigned", "unknown receipt-unsigned"]);
    for (const batch of [LINE, SECTOR]) {
      const [change] = changes(batch, untrusted);
      expect(change).toMatchObject({ state: "parked", outcome: { kind: "unknown", cause: PARKED_BY_POLICY } });
      expect(change?.outcome?.message).toContain("(receipt-unsigned)");
      expect(change?.outcome?.messageEn).toContain("(receipt-unsigned)");
      expect(change?.outcome?.happened?.vi).toContain("(receipt-unsigned)");
    }
  });

  it("an answer that leaves a line in doubt parks it; a lost one goes by the policy for lost ones", () => {
    for (const cause of [
      "contradictory-answer",
      "item-unclear",
      "left-out-of-answer",
      "no-inside-yes",
      "unclear-answer",
      "unexpected-json",
    ] as const) {
      const open = outcomeOf("unknown", { cause });
      expect([cause, states(LINE, open)]).toEqual([cause, [`parked ${PARKED_BY_POLICY}`]]);
      expect([cause, states(SECTOR, open)]).toEqual([cause, [`unknown ${cause}`]]);
      expect([cause, states(batchOf([dueMessage("A", 1)]), open)]).toEqual([cause, [`unknown ${cause}`]]);
    }
    expect(states(LINE, outcomeOf("unknown", { cause: "timeout" }))).toEqual(["unknown timeout"]);
    // Said of the line itself, it is an answer whatever it is called.
    const own = outcomeOf("unknown", { cause: "timeout" });
    expect(states(LINE, outcomeOf("delivered", { items: [own] }))).toEqual([`parked ${PARKED_BY_POLICY}`]);
    expect(states(LINE, outcomeOf("delivered", { items: [outcomeOf("unavailable")] }))).toEqual(["waiting http-503"]);
  });
});
