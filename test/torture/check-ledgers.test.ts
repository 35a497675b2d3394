import { describe, expect, it } from "vitest";
import { checkLedgers } from "./check-ledgers.ts";
import type { AppliedItem, HeldMessage, Ledgers } from "./ledgers.ts";

const CODE = "H36.03-260518-1000";
const CLEAN = { lost: 0, twice: 0, outOfOrder: 0, parked: 0, heldBack: 0, left: 0, repeated: 0, answersLost: 0 };

const KINDS = { d1: "dossier", p1: "progress", p2: "progress", d2: "dossier", s1: "sector" } as const;
type Name = keyof typeof KINDS;

const item = (name: Name) => ({ kind: KINDS[name], service: KINDS[name], itemSha256: name });
const message = (name: Name, number: number, change: Partial<HeldMessage> = {}): HeldMessage => ({
  ...item(name),
  dossierCode: CODE,
  number,
  destination: name === "s1" ? "promotions" : "portal",
  state: "delivered",
  confirmedBy: [`${name}-yes`],
  repeatsSaid: 0,
  ...change,
});
const line = (name: Name, requestId = `${name}-yes`): Omit<AppliedItem, "seq"> => ({
  service: KINDS[name],
  itemSha256: name,
  dossierCode: CODE,
  requestId,
  signed: true,
  undone: false,
});
const book = (...lines: readonly Omit<AppliedItem, "seq">[]) => lines.map((one, index) => ({ ...one, seq: index + 1 }));

/** A dossier with two lines, then pushed again with other content, then told to the ministry: all as it should be. */
const NAMES: readonly Name[] = ["d1", "p1", "p2", "d2", "s1"];
const good: Ledgers = {
  owed: new Map([[CODE, NAMES.map(item)]]),
  held: NAMES.map((name, index) => message(name, index + 1)),
  applied: book(...NAMES.map((name) => line(name))),
};
const heldWith = (name: Name, change: Partial<HeldMessage>) =>
  good.held.map((one) => (one.itemSha256 === name ? { ...one, ...change } : one));
const check = (change: Partial<Ledgers>) => checkLedgers({ ...good, ...change });

describe("the checker", () => {
  it("finds nothing where each item was applied once, in order, and said so", () => {
    expect(checkLedgers(good)).toEqual({ figures: { ...CLEAN, owed: 5, applied: 5 }, violations: [] });
  });

  it("finds a loss: called delivered, and not in the portal's book", () => {
    const { figures, violations } = check({ applied: book(line("d1"), line("p1"), line("d2"), line("s1")) });
    expect(figures).toMatchObject({ lost: 1, outOfOrder: 0 });
    expect(violations).toEqual([`${CODE}: message 3 (progress) is called delivered and the portal does not have it`]);
  });

  it("counts a loss after a yes and blames nobody where the portal says yes to what it does not apply", () => {
    const applied = book(line("d1"), line("p1"), line("d2"), line("s1"));
    const { figures, violations } = checkLedgers({ ...good, applied }, { portalDeceives: true });
    expect([figures.lost, violations]).toEqual([1, []]);
    const forgotten = checkLedgers({ ...good, held: [], applied: [] }, { portalDeceives: true });
    expect(forgotten.violations).toHaveLength(1);
  });

  it("finds a loss inside the house: answered 2xx, and no message", () => {
    const { figures, violations } = check({
      held: good.held.filter(({ itemSha256 }) => itemSha256 !== "s1"),
      applied: good.applied.slice(0, 4),
    });
    expect(figures).toMatchObject({ owed: 5, lost: 1 });
    expect(violations).toEqual([`${CODE}: answered 2xx, but 1 items have no message ([sector])`]);
  });

  it("finds a whole dossier that was answered 2xx and forgotten", () => {
    expect(check({ held: [], applied: [] }).figures.lost).toBe(5);
  });

  it("finds a dossier item applied twice, whichever answer was lost", () => {
    for (const twice of [line("d1", "lost"), line("d1")]) {
      const { figures, violations } = check({ applied: book(twice, ...good.applied) });
      expect(figures.twice).toBe(1);
      expect(violations).toEqual([`${CODE}: message 1 (dossier) was applied 2 times`]);
    }
  });

  it("lets an update be repeated as often as the gateway said so, and no more", () => {
    const held = heldWith("d2", { repeatsSaid: 1 });
    const once = book(...good.applied.slice(0, 3), line("d2", "lost"), ...good.applied.slice(3));
    expect(check({ held, applied: once })).toMatchObject({ figures: { twice: 0 }, violations: [] });
    const twice = book(...good.applied.slice(0, 3), line("d2", "lost"), line("d2", "lost"), ...good.applied.slice(3));
    expect(check({ held, applied: twice }).figures.twice).toBe(1);
  });

  it("lets be applied again what the portal itself has lost", () => {
    const applied = book({ ...line("d1"), undone: true }, ...good.applied);
    expect(check({ applied })).toMatchObject({ figures: { twice: 0 }, violations: [] });
  });

  it("lets be told again, with the answer lost, what the portal confirmed and has lost", () => {
    const applied = book({ ...line("d1"), undone: true }, line("d1", "d1-lost"), ...good.applied.slice(1));
    expect(check({ applied }).violations).toEqual([]);
    const kept = check({ applied: book(line("d1"), line("d1", "d1-lost"), ...good.applied.slice(1)) });
    expect(kept.violations).toContain(`${CODE}: message 1 (dossier) was sent again after the portal's yes was known`);
  });

  it("lets come late what the portal said yes to and did not apply", () => {
    const applied = book(line("d1"), line("p2"), line("p1", "p1-again"), line("d2"), line("s1"));
    expect(check({ applied, held: heldWith("p1", { confirmedBy: ["p1-yes", "p1-again"] }) }).violations).toEqual([]);
    expect(check({ applied, held: heldWith("p1", { confirmedBy: ["p1-again"] }) }).figures.outOfOrder).toBeGreaterThan(
      0,
    );
  });

  it("finds a sector item applied twice", () => {
    expect(check({ applied: book(...good.applied, line("s1", "again")) }).figures.twice).toBe(1);
  });

  it("finds a swap, and which it was", () => {
    const { figures, violations } = check({
      applied: book(line("d1"), line("p2"), line("p1"), line("d2"), line("s1")),
    });
    expect(figures.outOfOrder).toBeGreaterThan(0);
    expect(violations).toEqual([`${CODE}: portal heard message 2 after message 3`]);
  });

  it("lets two destinations hear in their own order", () => {
    expect(check({ applied: book(line("s1"), ...good.applied.slice(0, 4)) }).violations).toEqual([]);
  });

  it("counts a repeated line apart when the first answer was lost", () => {
    const repeated = book(line("d1"), line("p1", "lost"), line("p2", "lost"), ...good.applied.slice(1));
    expect(check({ applied: repeated })).toEqual({
      figures: { ...CLEAN, owed: 5, applied: 7, repeated: 2, answersLost: 2 },
      violations: [],
    });
  });

  it("finds a line sent again after its yes", () => {
    const { violations } = check({
      applied: book(...good.applied.slice(0, 2), line("p1", "again"), ...good.applied.slice(2)),
    });
    expect(violations).toEqual([`${CODE}: message 2 (progress) was sent again after the portal's yes was known`]);
  });

  it("finds the late echo of a process that was thought dead", () => {
    const { figures, violations } = check({ applied: book(...good.applied, line("p1", "echo")) });
    expect(figures.outOfOrder).toBeGreaterThan(0);
    expect(violations).toContain(`${CODE}: portal heard message 2 after message 3`);
  });

  it("finds a line called delivered without a yes", () => {
    expect(check({ held: heldWith("p1", { confirmedBy: [] }) }).violations).toEqual([
      `${CODE}: message 2 (progress) is called delivered without a yes`,
    ]);
  });

  it("lets a dossier count as delivered without a yes: it can be asked after", () => {
    expect(check({ held: heldWith("d2", { confirmedBy: [] }) }).violations).toEqual([]);
  });

  it.each(["waiting", "sending", "unknown"] as const)("finds what is left %s", (state) => {
    const { figures, violations } = check({ held: heldWith("s1", { state }), applied: good.applied.slice(0, 4) });
    expect(figures.left).toBe(1);
    expect(violations).toEqual([`${CODE}: message 5 (sector) is still ${state}`]);
  });

  it.each(["parked", "refused"] as const)(
    "counts what is %s, and what waits behind it, as neither lost nor left",
    (state) => {
      const held = heldWith("p2", { state, confirmedBy: [] }).map((one) =>
        one.number > 3 ? { ...one, state: "waiting" as const } : one,
      );
      expect(check({ held, applied: good.applied.slice(0, 2) })).toEqual({
        figures: { ...CLEAN, owed: 5, applied: 2, parked: 1, heldBack: 2 },
        violations: [],
      });
    },
  );

  it("lets a push replace what was refused, and say the same lines again", () => {
    const held = [
      message("d1", 1, { state: "superseded", confirmedBy: [] }),
      message("p1", 2, { state: "superseded", confirmedBy: [] }),
      message("d2", 3),
      message("p1", 4),
      message("p2", 5),
    ];
    const owed = new Map([[CODE, ["d1", "p1", "d2", "p2"].map((name) => item(name as Name))]]);
    const applied = book(line("d2"), line("p1"), line("p2"));
    expect(checkLedgers({ owed, held, applied })).toEqual({
      figures: { ...CLEAN, owed: 4, applied: 3 },
      violations: [],
    });
    // The line that was replaced is not said again, nor is the last one said at all.
    const forgotten = checkLedgers({ owed, held: held.slice(0, 3), applied: applied.slice(0, 1) });
    expect(forgotten.figures.lost).toBe(2);
  });

  it("finds what nobody pushed, and messages nobody owes", () => {
    const stranger = { ...line("d1"), dossierCode: "H36.03-260518-9999" };
    expect(check({ applied: book(...good.applied, stranger) }).violations).toEqual([
      "H36.03-260518-9999: the portal applied 1 items the gateway does not have",
    ]);
    expect(check({ owed: new Map([[CODE, NAMES.slice(0, 4).map(item)]]) }).violations).toEqual([
      `${CODE}: owes [dossier progress progress dossier] but has the messages [dossier progress progress dossier sector]`,
    ]);
  });

  it("finds what went out unsigned", () => {
    const applied = good.applied.map((one) => ({ ...one, signed: one.seq !== 2 }));
    expect(check({ applied }).violations).toEqual([`${CODE}: 1 items without a valid signature`]);
  });
});
