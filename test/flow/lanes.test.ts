import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim, DueMessage, MessageChange } from "#core/ports/delivery-store.ts";
import { ONE_ALREADY_EXISTS, PORTAL_FORGOT } from "#core/delivery/causes.ts";
import { laneAfter, lanesOf, lostHeads, nextBatch, readyHeads, stillToSend, type Lane } from "../../src/flow/lanes.ts";
import { dueMessage, NOW } from "./message-under-test.ts";

function lanes(...dossiers: readonly (readonly DueMessage[])[]) {
  const claim: Claim = {
    leaseToken: "t",
    destination: "portal",
    jobs: 0,
    dossiers: new Map(dossiers.map((messages) => [messages[0]?.dossierCode ?? "", messages])),
  };
  return lanesOf(claim);
}

const ids = (batch: ReturnType<typeof nextBatch>) => batch?.messages.map(({ id }) => id);

describe("the next envelope", () => {
  it("is none when no lane can go on", () => {
    const later = new Date(NOW + 1);
    expect(nextBatch(lanes(), 10, NOW)).toBeNull();
    expect(nextBatch(lanes([]), 10, NOW)).toBeNull();
    expect(nextBatch(lanes([dueMessage("A", 1, { dueAt: later })]), 10, NOW)).toBeNull();
    for (const state of ["sending", "unknown", "refused", "parked"] as const)
      expect(nextBatch(lanes([dueMessage("A", 1, { state }), dueMessage("A", 2)]), 10, NOW)).toBeNull();
    const stopped = lanes([dueMessage("A", 1)]);
    for (const [code, lane] of stopped) stopped.set(code, { ...lane, stopped: true });
    expect(nextBatch(stopped, 10, NOW)).toBeNull();
  });

  it("joins the heads of lanes that say the same kind of thing", () => {
    const batch = nextBatch(
      lanes([dueMessage("A", 1), dueMessage("A", 2)], [dueMessage("B", 2)], [dueMessage("C", 1)]),
      10,
      NOW,
    );
    expect(batch).toMatchObject({ kind: "dossier", service: "DongBoHoSoMC", isUpdating: false });
    expect(ids(batch)).toEqual(["A1", "C1"]);
  });

  it("keeps creates and updates apart", () => {
    const known = dueMessage("B", 1, { portalKnown: true });
    expect(ids(nextBatch(lanes([dueMessage("A", 1)], [known], [dueMessage("C", 1)]), 10, NOW))).toEqual(["A1", "C1"]);
    const updates = nextBatch(lanes([known], [dueMessage("C", 1)]), 10, NOW);
    expect(updates).toMatchObject({ isUpdating: true });
    expect(ids(updates)).toEqual(["B1"]);
  });

  it("takes a dossier's run of progress lines, as far as it goes", () => {
    const run = [dueMessage("A", 2), dueMessage("A", 3), dueMessage("A", 4, { kind: "dossier" }), dueMessage("A", 5)];
    const put = [dueMessage("B", 2), dueMessage("B", 3, { dueAt: new Date(NOW + 1) }), dueMessage("B", 4)];
    expect(ids(nextBatch(lanes(run, put), 10, NOW))).toEqual(["A2", "A3"]);
    expect(ids(nextBatch(lanes(put, run), 10, NOW))).toEqual(["B2"]);
    expect(ids(nextBatch(lanes(run, put), 1, NOW))).toEqual(["A2"]);
  });

  it("sends a line alone that a person said to send again, so that the answer is about it and nothing else", () => {
    const cause = "parked-by-policy";
    const run = [dueMessage("A", 2, { cause }), dueMessage("A", 3, { cause }), dueMessage("A", 4)];
    expect(ids(nextBatch(lanes(run), 10, NOW))).toEqual(["A2"]);
    expect(ids(nextBatch(lanes([dueMessage("A", 2), ...run.slice(1)]), 10, NOW))).toEqual(["A2"]);
  });

  it("sends a sector message alone", () => {
    const sector = (code: string) => [dueMessage(code, 2, { kind: "sector" })];
    expect(ids(nextBatch(lanes(sector("A"), sector("B")), 10, NOW))).toEqual(["A2"]);
  });

  it("joins only what goes to the same service, and in the same way", () => {
    const other = dueMessage("B", 1, { service: "DongBoHoSoKhac" });
    expect(ids(nextBatch(lanes([dueMessage("A", 1)], [other], [dueMessage("C", 1)]), 10, NOW))).toEqual(["A1", "C1"]);
    const line = dueMessage("B", 1, { kind: "progress", service: "DongBoHoSoMC" });
    expect(ids(nextBatch(lanes([dueMessage("A", 1)], [line]), 10, NOW))).toEqual(["A1"]);
    expect(ids(nextBatch(lanes([dueMessage("A", 1)], [dueMessage("B", 1)], [dueMessage("C", 1)]), 2, NOW))).toEqual([
      "A1",
      "B1",
    ]);
    expect(nextBatch(lanes([dueMessage("A", 2)]), 10, NOW)).toMatchObject({ kind: "progress", isUpdating: false });
    expect(nextBatch(lanes([dueMessage("A", 2, { portalKnown: true })]), 10, NOW)).toMatchObject({ isUpdating: false });
  });

  it("creates a dossier alone of which the portal says that it has it and that it has not", () => {
    const contradicted = lanes([dueMessage("A", 1)], [dueMessage("B", 1)], [dueMessage("C", 1)]);
    const said = (code: string, saidToExist: Lane["saidToExist"]) =>
      contradicted.set(code, { ...(contradicted.get(code) as Lane), saidToExist });
    said("A", "alone");
    expect(ids(nextBatch(contradicted, 10, NOW))).toEqual(["A1"]);
    said("A", "among-others");
    expect(ids(nextBatch(contradicted, 10, NOW))).toEqual(["A1"]);
    said("A", null);
    said("B", "alone");
    expect(ids(nextBatch(contradicted, 10, NOW))).toEqual(["A1", "C1"]);

    const { cause } = PORTAL_FORGOT;
    const forgotten = [dueMessage("A", 1, { cause })];
    expect(ids(nextBatch(lanes(forgotten, [dueMessage("B", 1)]), 10, NOW))).toEqual(["A1"]);
    expect(ids(nextBatch(lanes([dueMessage("B", 1)], forgotten), 10, NOW))).toEqual(["B1"]);
    // An update proves nothing about a creation.
    const known = [dueMessage("A", 1, { cause, portalKnown: true })];
    expect(ids(nextBatch(lanes(known, [dueMessage("B", 1, { portalKnown: true })]), 10, NOW))).toEqual(["A1", "B1"]);
    // Nor does a lane that says something else.
    const line = lanes([dueMessage("A", 2)], [dueMessage("B", 1)]);
    line.set("A", { ...(line.get("A") as Lane), saidToExist: "alone" });
    expect(ids(nextBatch(line, 10, NOW))).toEqual(["A2"]);
  });

  it("ends a run of lines before one of another service, one that was sent, and a sector's message", () => {
    for (const next of [{ service: "CapNhatKhac" }, { state: "unknown" }, { kind: "sector" }] as const) {
      const stranger = { service: "CapNhatTienDoHoSoMC", ...next };
      const run = lanes([dueMessage("A", 2), dueMessage("A", 3, stranger), dueMessage("A", 4)]);
      expect([next, ids(nextBatch(run, 10, NOW))]).toEqual([next, ["A2"]]);
    }
  });

  it("keeps the order of every dossier and the limit, whatever there is to say", () => {
    const kinds = fc.array(fc.constantFrom("dossier", "progress", "sector" as const), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 6 }), fc.integer({ min: 1, max: 7 }), (dossiers, limit) => {
        const all = lanes(
          ...dossiers.map((own, at) => own.map((kind, index) => dueMessage(`D${at}-`, index + 1, { kind }))),
        );
        const sent = new Map<string, number>();
        for (let batch = nextBatch(all, limit, NOW); batch !== null; batch = nextBatch(all, limit, NOW)) {
          expect(batch.messages.length).toBeGreaterThan(0);
          expect(batch.messages.length).toBeLessThanOrEqual(limit);
          const codes = batch.messages.map(({ dossierCode }) => dossierCode);
          if (batch.kind !== "progress") expect(codes).toEqual([...new Set(codes)]);
          for (const { id, dossierCode, number } of batch.messages) {
            expect(number).toBe((sent.get(dossierCode) ?? 0) + 1);
            sent.set(dossierCode, number);
            const lane = all.get(dossierCode) as Lane;
            // A portal that is not known to hold a dossier keeps creates together, as in the first envelope of all.
            all.set(dossierCode, { ...laneAfter(lane, change(id, { state: "delivered" }), NOW), portalKnown: false });
          }
        }
        expect([...sent.values()].reduce((sum, count) => sum + count, 0)).toBe(dossiers.flat().length);
      }),
    );
  });
});

function change(messageId: string, changed: Partial<MessageChange>): MessageChange {
  const dueAt = new Date(NOW);
  return {
    messageId,
    state: "waiting",
    attempts: 1,
    failures: 0,
    spent: 0,
    dueAt,
    outcome: null,
    settledAt: null,
    ...changed,
  };
}

describe("the lane that follows a change", () => {
  const lane = lanes([dueMessage("A", 1), dueMessage("A", 2)]).get("A") as Lane;
  const after = (messageId: string, changed: Partial<MessageChange>) =>
    laneAfter(lane, change(messageId, changed), NOW);
  const queue = ({ queue: messages }: Lane) => messages.map(({ id, state }) => `${id} ${state}`);

  it("has lost what was delivered, and the portal knows a dossier that was", () => {
    expect(after("A1", { state: "delivered" })).toMatchObject({ portalKnown: true, stopped: false });
    expect(queue(after("A1", { state: "delivered" }))).toEqual(["A2 waiting"]);
    expect(after("A2", { state: "delivered" })).toMatchObject({ portalKnown: false });
  });

  it("stops at what was refused, parked or put off, which stays in its place", () => {
    const later = new Date(NOW + 1);
    expect(after("A1", { state: "refused" })).toMatchObject({ stopped: true });
    expect(queue(after("A1", { state: "refused" }))).toEqual(["A1 refused", "A2 waiting"]);
    expect(after("A1", { state: "parked" })).toMatchObject({ stopped: true });
    expect(after("A1", { state: "waiting", dueAt: later })).toMatchObject({ stopped: true });
    expect(after("A1", { state: "unknown", dueAt: later })).toMatchObject({ stopped: true });
  });

  it("goes on with what may be sent or asked about at once", () => {
    expect(after("A1", { state: "waiting", attempts: 2, failures: 3, spent: 4 })).toMatchObject({
      stopped: false,
      queue: [{ id: "A1", attempts: 2, failures: 3, spent: 4 }, { id: "A2" }],
    });
    expect(after("A1", { state: "unknown" })).toMatchObject({ stopped: false });
  });

  it("keeps the cause, and forgets that a wait was over", () => {
    const woken = lanes([dueMessage("A", 1, { waitIsOver: true, cause: "timeout" }), dueMessage("A", 2)]).get(
      "A",
    ) as Lane;
    const outcome = { kind: "unavailable", cause: "http-503", message: "Thử.", messageEn: "Test." } as const;
    const [head, behind] = laneAfter(woken, change("A1", { outcome }), NOW).queue;
    expect(head).toMatchObject({ waitIsOver: false, cause: "http-503" });
    expect(behind).toBe(woken.queue[1]);
    expect(laneAfter(woken, change("A1", {}), NOW).queue[0]).toMatchObject({ cause: null });
    const told = laneAfter(woken, change("A1", { outcome }), NOW);
    expect(told).toMatchObject({ saidToExist: null, stopped: false });
    expect(laneAfter({ ...woken, stopped: true }, change("A1", {}), NOW).stopped).toBe(true);
  });

  it("remembers that the portal said one of several exists", () => {
    const outcome = { kind: "unavailable", cause: ONE_ALREADY_EXISTS, message: "Có.", messageEn: "Yes." } as const;
    expect(after("A1", { outcome }).saidToExist).toBe("among-others");
  });

  it("remembers that the portal said the dossier exists", () => {
    const outcome = { kind: "unknown", cause: "already-exists", message: "Có.", messageEn: "Yes." } as const;
    const said = after("A1", { state: "unknown", outcome });
    expect(said.saidToExist).toBe("alone");
    expect(laneAfter(said, change("A1", {}), NOW).saidToExist).toBe("alone");
  });

  it("is the same when the message is none of its own", () => {
    expect(after("B9", { state: "refused" })).toBe(lane);
  });
});

describe("the lanes of a claim", () => {
  it("begin with what their portal is known to hold, and with nothing said or stopped", () => {
    const [known, unknown, empty] = lanes(
      [dueMessage("A", 1, { portalKnown: true })],
      [dueMessage("B", 1)],
      [],
    ).values();
    expect(known).toMatchObject({ dossierCode: "A", portalKnown: true, saidToExist: null, stopped: false });
    expect(unknown).toMatchObject({ dossierCode: "B", portalKnown: false });
    expect(empty).toMatchObject({ portalKnown: false });
  });

  const later = new Date(NOW + 1);
  const stopped = (all: ReturnType<typeof lanes>, code: string) =>
    all.set(code, { ...(all.get(code) as Lane), stopped: true });

  it("have their lost heads asked after, when that is due", () => {
    const state = "unknown";
    const all = lanes(
      [dueMessage("A", 1, { state }), dueMessage("A", 2, { state })],
      [dueMessage("B", 1), dueMessage("B", 2, { state })],
      [dueMessage("C", 1, { state, dueAt: later })],
      [dueMessage("D", 1, { state })],
      [dueMessage("E", 1, { state: "sending" })],
      [dueMessage("F", 1, { state, dueAt: later, waitIsOver: true })],
    );
    stopped(all, "D");
    expect(lostHeads(all, NOW).map(({ id }) => id)).toEqual(["A1", "E1", "F1"]);
  });

  it("have their heads sent next, as far as they can go on", () => {
    const all = lanes(
      [dueMessage("A", 1), dueMessage("A", 2)],
      [dueMessage("B", 1, { state: "unknown" }), dueMessage("B", 2)],
      [dueMessage("C", 1, { dueAt: later })],
      [dueMessage("D", 1)],
    );
    stopped(all, "D");
    expect(readyHeads(all, NOW).map(({ id }) => id)).toEqual(["A1"]);
  });
});

describe("a message of a half, before it is sent", () => {
  const [first, second] = [dueMessage("A", 1), dueMessage("A", 2)];
  const creating = { kind: "dossier", isUpdating: false } as const;

  it("is the message as it now stands in its lane", () => {
    const now = lanes([{ ...first, attempts: 3 }, second]);
    expect(stillToSend(now, creating, first)).toEqual([{ ...first, attempts: 3 }]);
  });

  it("is none where its lane is gone or stopped, or has passed it", () => {
    const now = lanes([first, second]);
    expect(stillToSend(now, creating, dueMessage("B", 1))).toEqual([]);
    expect(stillToSend(lanes([second]), creating, first)).toEqual([]);
    expect(stillToSend(lanes([{ ...first, state: "parked" }, second]), creating, first)).toEqual([]);
    for (const [code, lane] of now) now.set(code, { ...lane, stopped: true });
    expect(stillToSend(now, creating, first)).toEqual([]);
  });

  it("is none where the portal turned out to hold its dossier, or not to know it; lines do not care", () => {
    const known = lanes([first, second]);
    for (const [code, lane] of known) known.set(code, { ...lane, portalKnown: true });
    expect(stillToSend(known, creating, first)).toEqual([]);
    expect(stillToSend(known, { ...creating, isUpdating: true }, first)).toEqual([first]);
    expect(stillToSend(lanes([first]), { ...creating, isUpdating: true }, first)).toEqual([]);
    expect(stillToSend(known, { kind: "progress", isUpdating: false }, second)).toEqual([second]);
  });
});
