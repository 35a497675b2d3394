import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Claim, DueMessage } from "#core/ports/store.ts";
import { advance, lanesOf, nextBatch, replaceInLane } from "../../src/flow/lanes.ts";

const NOW = Date.parse("2026-05-18T08:30:15+07:00");

function message(dossierCode: string, number: number, change: Partial<DueMessage> = {}): DueMessage {
  const kind = change.kind ?? (number === 1 ? "dossier" : "progress");
  return {
    id: `${dossierCode}${number}`,
    dossierCode,
    number,
    kind,
    service: kind === "dossier" ? "DongBoHoSoMC" : kind === "progress" ? "CapNhatTienDoHoSoMC" : "dangKyHoTich",
    payload: "{}",
    envelopeFields: null,
    state: "waiting",
    attempts: 0,
    spent: 0,
    dueAt: new Date(NOW),
    createdAt: new Date(NOW),
    portalKnown: false,
    ...change,
  } as DueMessage;
}

function lanes(...dossiers: readonly (readonly DueMessage[])[]) {
  const claim: Claim = {
    leaseToken: "t",
    destination: "portal",
    jobIds: [],
    dossiers: new Map(dossiers.map((messages) => [messages[0]?.dossierCode ?? "", messages])),
  };
  return lanesOf(claim);
}

const ids = (batch: ReturnType<typeof nextBatch>) => batch?.items.map(({ message: { id } }) => id);

describe("the next envelope", () => {
  it("is none when no lane can go on", () => {
    const later = new Date(NOW + 1);
    expect(nextBatch(lanes(), 10, NOW)).toBeNull();
    expect(nextBatch(lanes([]), 10, NOW)).toBeNull();
    expect(nextBatch(lanes([message("A", 1, { dueAt: later })]), 10, NOW)).toBeNull();
    for (const state of ["sending", "unknown", "refused", "parked"] as const)
      expect(nextBatch(lanes([message("A", 1, { state }), message("A", 2)]), 10, NOW)).toBeNull();
    const stopped = lanes([message("A", 1)]);
    stopped[0]!.stopped = true;
    expect(nextBatch(stopped, 10, NOW)).toBeNull();
  });

  it("joins the heads of lanes that say the same kind of thing", () => {
    const batch = nextBatch(lanes([message("A", 1), message("A", 2)], [message("B", 2)], [message("C", 1)]), 10, NOW);
    expect(batch).toMatchObject({ kind: "dossier", service: "DongBoHoSoMC", isUpdating: false });
    expect(ids(batch)).toEqual(["A1", "C1"]);
  });

  it("keeps creates and updates apart", () => {
    const known = message("B", 1, { portalKnown: true });
    expect(ids(nextBatch(lanes([message("A", 1)], [known], [message("C", 1)]), 10, NOW))).toEqual(["A1", "C1"]);
    const updates = nextBatch(lanes([known], [message("C", 1)]), 10, NOW);
    expect(updates).toMatchObject({ isUpdating: true });
    expect(ids(updates)).toEqual(["B1"]);
  });

  it("takes a dossier's run of progress lines, as far as it goes", () => {
    const run = [message("A", 2), message("A", 3), message("A", 4, { kind: "dossier" }), message("A", 5)];
    const put = [message("B", 2), message("B", 3, { dueAt: new Date(NOW + 1) }), message("B", 4)];
    expect(ids(nextBatch(lanes(run, put), 10, NOW))).toEqual(["A2", "A3", "B2"]);
    expect(ids(nextBatch(lanes(run, put), 2, NOW))).toEqual(["A2", "A3"]);
  });

  it("sends a sector message alone", () => {
    const sector = (code: string) => [message(code, 2, { kind: "sector" })];
    expect(ids(nextBatch(lanes(sector("A"), sector("B")), 10, NOW))).toEqual(["A2"]);
  });

  it("keeps the order of every dossier and the limit, whatever there is to say", () => {
    const kinds = fc.array(fc.constantFrom("dossier", "progress", "sector" as const), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 6 }), fc.integer({ min: 1, max: 7 }), (dossiers, limit) => {
        const all = lanes(
          ...dossiers.map((own, at) => own.map((kind, index) => message(`D${at}-`, index + 1, { kind }))),
        );
        const sent = new Map<string, number>();
        for (let batch = nextBatch(all, limit, NOW); batch !== null; batch = nextBatch(all, limit, NOW)) {
          expect(batch.items.length).toBeGreaterThan(0);
          expect(batch.items.length).toBeLessThanOrEqual(limit);
          const codes = batch.items.map(({ lane }) => lane.dossierCode);
          if (batch.kind !== "progress") expect(codes).toEqual([...new Set(codes)]);
          for (const item of batch.items) {
            expect(item.message.number).toBe((sent.get(item.lane.dossierCode) ?? 0) + 1);
            sent.set(item.lane.dossierCode, item.message.number);
            advance(item);
          }
        }
        expect([...sent.values()].reduce((sum, count) => sum + count, 0)).toBe(dossiers.flat().length);
      }),
    );
  });

  it("puts a changed message in its place", () => {
    const [lane] = lanes([message("A", 1), message("A", 2)]);
    replaceInLane(lane!, message("A", 2, { attempts: 3 }));
    replaceInLane(lane!, message("B", 9));
    expect(lane!.queue.map(({ id, attempts }) => [id, attempts])).toEqual([
      ["A1", 0],
      ["A2", 3],
    ]);
  });
});
