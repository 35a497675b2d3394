import type { Client } from "#core/client.ts";
import { holderAfter, mayHandOver, mayNameCode, refusalOfPush, type Holding } from "#core/dossier/whose-dossier.ts";
import { scopeOn } from "#core/scope.ts";
import { describe, expect, it } from "vitest";

const client = (agencies: Client["agencies"], more: Partial<Client> = {}): Client => ({
  id: "a107",
  name: "A",
  rights: new Set(["push"]),
  agencies,
  ...more,
});
const A107 = client(["H26.107"]);
const held = (agencyCode: string, more: Partial<Holding> = {}): Holding => ({
  agencyCode,
  clientId: "a107",
  isReleased: false,
  ...more,
});
const push = (agencyCode: string, unit = agencyCode) => ({ dossierCode: `${unit}-260518-8888`, agencyCode });
const codeOf = (...input: Parameters<typeof refusalOfPush>) => refusalOfPush(...input)?.code ?? "allowed";

describe("a new dossier code", () => {
  it.each<[readonly string[] | null, string, string, boolean]>([
    [["H26.107"], "H26.107", "2026-05-18", true],
    [["H26.107"], "H26.107.3", "2026-05-18", true],
    [["H26.107"], "H26.108", "2026-05-18", false],
    [["H26.107"], "H26", "2026-05-18", false],
    // A province's own software numbers for every unit below, in both forms.
    [["H26"], "H26", "2026-05-18", true],
    [["H26"], "H26.108", "2026-05-18", true],
    [["H26"], "000.00.53.H26", "2026-05-18", true],
    [["000.00.00.H26"], "H26.107", "2026-05-18", true],
    [["H26"], "H29.107", "2026-05-18", false],
    // Below the first level old and new codes are mapped by table only.
    [["H26.53"], "000.00.53.H26", "2026-05-18", false],
    // Bình Dương (H09) went into Thành phố Hồ Chí Minh (H29), and not the other way round.
    [["H29"], "H09.12", "2025-07-01", true],
    [["000.00.00.H29"], "000.00.12.H09", "2025-07-01", true],
    [["H29"], "H09.12", "2025-06-30", false],
    [["H09"], "H29.12", "2025-07-01", false],
    [["H29.12"], "H09.12", "2025-07-01", false],
    // What is filed at the portal has a number of the portal.
    [["H26.107"], "G22.99.08", "2026-05-18", true],
    [["H26.107"], "G15.99.08", "2026-05-18", false],
    [null, "H01", "2026-05-18", true],
  ])("of %j with the unit %s on %s: %s", (agencies, unit, day, allowed) => {
    expect(mayNameCode(client(scopeOn(agencies, day)), `${unit}-260518-8888`)).toBe(allowed);
  });

  it("may name a further unit of the configuration, and nothing that is no code", () => {
    expect(mayNameCode(client(["H26.107"], { codeUnits: ["H26.99"] }), "H26.99.01-260518-0001")).toBe(true);
    expect(mayNameCode(client(["H26.107"], { codeUnits: ["H26.99"] }), "H26.98-260518-0001")).toBe(false);
    expect(mayNameCode(A107, "H26.107")).toBe(false);
  });
});

describe("a push", () => {
  it("of a new dossier needs the agency and the code", () => {
    expect(codeOf(A107, push("H26.107"), null)).toBe("allowed");
    expect(codeOf(A107, push("H26.108"), null)).toBe("agency-not-allowed");
    expect(codeOf(A107, push("H26.107", "H26.108"), null)).toBe("code-of-another-agency");
  });

  it("of a dossier that is there is judged by the agency it is at and the one pushed, not by its number", () => {
    expect(codeOf(A107, push("H26.107", "H26.108"), held("H26.107"))).toBe("allowed");
    expect(codeOf(A107, push("H26.107"), held("H26.108"))).toBe("dossier-of-another-agency");
    expect(codeOf(A107, push("H26.108"), held("H26.107"))).toBe("agency-not-allowed");
    expect(codeOf(A107, push("H26.107"), held("H26.107", { clientId: "b" }))).toBe("dossier-of-another-client");
    expect(codeOf(A107, push("H26.107", "H26.108"), held("H26.107", { clientId: null }))).toBe("allowed");
  });

  it("that moves a dossier needs both agencies, whoever pushed it before", () => {
    const both = client(["H26.107", "H26.108"], { id: "both" });
    expect(codeOf(both, push("H26.108", "H26.107"), held("H26.107"))).toBe("allowed");
    expect(codeOf(client(["H26.108"]), push("H26.108", "H26.107"), held("H26.107"))).toBe("dossier-of-another-agency");
    expect(codeOf(client(null), push("H01"), held("H26.107"))).toBe("allowed");
  });

  it("of a released code is judged as a first one", () => {
    const released = held("H26.107", { isReleased: true, clientId: null });
    const owner = client(["H26.108"]);
    expect(codeOf(owner, push("H26.108"), released)).toBe("allowed");
    expect(codeOf(A107, push("H26.107", "H26.108"), released)).toBe("code-of-another-agency");
  });
});

it("an application is handed over under a code one may name, or of a dossier that is at one's agency", () => {
  const [own, theirs] = ["H26.107-260518-8888", "H26.108-260518-8888"];
  expect([mayHandOver(A107, own, null), mayHandOver(A107, theirs, null)]).toEqual([true, false]);
  expect([mayHandOver(A107, own, held("H26.108")), mayHandOver(A107, theirs, held("H26.107"))]).toEqual([false, true]);
  expect(mayHandOver(A107, theirs, held("H26.107", { isReleased: true }))).toBe(false);
});

describe("who updates a dossier afterwards", () => {
  const everybody = client(null, { id: "ops" });

  it("stays while it is at its agency, and is open once it has moved", () => {
    expect(holderAfter(A107, push("H26.107"), held("H26.107"))).toBe("a107");
    expect(holderAfter(everybody, push("H26.107"), held("H26.107"))).toBe("a107");
    expect(holderAfter(everybody, push("H26.108"), held("H26.107"))).toBeNull();
  });

  it("is the next client of the agency; who may do everything only helps out", () => {
    const open = held("H26.107", { clientId: null });
    expect(holderAfter(everybody, push("H26.107"), open)).toBeNull();
    expect(holderAfter(A107, push("H26.107"), open)).toBe("a107");
    const released = held("H26.108", { clientId: null, isReleased: true });
    expect(holderAfter(A107, push("H26.107"), released)).toBe("a107");
    expect(holderAfter(everybody, push("H26.107"), released)).toBeNull();
  });
});
