import { describe, expect, it } from "vitest";
import { excessOf, maySeeClient } from "#core/access/client-grant.ts";
import type { Client } from "#core/client.ts";

const DAY = "2026-05-18";
const province: Client = { id: "tinh", name: "Tỉnh", rights: new Set(["administer", "read"]), agencies: null };
const ward: Client = { ...province, id: "phuong", agencies: ["H26.107"], codeUnits: ["H26.99"] };
const grant = { rights: ["read"] as const, agencies: ["H26.107.1"], codeUnits: [] };

describe("what goes beyond one's own", () => {
  it.each<[string, Client, Parameters<typeof excessOf>[1], ReturnType<typeof excessOf>]>([
    ["what lies within it", ward, grant, null],
    ["all of one's own", ward, { ...grant, rights: ["administer", "read"], agencies: ["H26.107"] }, null],
    ["everything, of whom nothing binds", province, { ...grant, agencies: null, codeUnits: ["H01"] }, null],
    ["a right", ward, { ...grant, rights: ["read", "push"] }, { rights: ["push"], agencies: [], codeUnits: [] }],
    [
      "a right, of whom nothing binds",
      province,
      { ...grant, rights: ["operate"], agencies: null },
      { rights: ["operate"], agencies: [], codeUnits: [] },
    ],
    ["the agency above", ward, { ...grant, agencies: ["H26"] }, { rights: [], agencies: ["H26"], codeUnits: [] }],
    [
      "one agency of two",
      ward,
      { ...grant, agencies: ["H26.107", "H26.108"] },
      { rights: [], agencies: ["H26.108"], codeUnits: [] },
    ],
    ["all agencies", ward, { ...grant, agencies: null }, { rights: [], agencies: null, codeUnits: [] }],
    [
      "a unit for codes",
      ward,
      { ...grant, codeUnits: ["H26.98"] },
      { rights: [], agencies: [], codeUnits: ["H26.98"] },
    ],
    ["a unit of one's own for codes", ward, { ...grant, codeUnits: ["H26.99", "H26.107"] }, null],
    [
      "a unit for codes as an agency",
      ward,
      { ...grant, agencies: ["H26.99"] },
      { rights: [], agencies: ["H26.99"], codeUnits: [] },
    ],
  ])("%s", (_what, administrator, wanted, excess) => {
    expect(excessOf(administrator, wanted, DAY)).toEqual(excess);
  });

  it("counts provinces that merged as the day has them", () => {
    const merged: Client = { ...province, agencies: ["H29"] };
    const former = { ...grant, agencies: ["H06.12"] };
    expect(excessOf(merged, former, "2025-07-01")).toBeNull();
    expect(excessOf(merged, former, "2025-06-30")).toEqual({ rights: [], agencies: ["H06.12"], codeUnits: [] });
    expect(maySeeClient(merged, former, "2025-07-01")).toBe(true);
    expect(maySeeClient(merged, former, "2025-06-30")).toBe(false);
  });
});

describe("who is seen", () => {
  it.each<[Client, readonly string[] | null, boolean]>([
    [province, null, true],
    [province, ["H26.108"], true],
    [ward, ["H26.107.1"], true],
    [ward, ["H26.107", "H26.108"], false],
    [ward, null, false],
  ])("by %j: %j", (administrator, agencies, seen) => {
    expect(maySeeClient(administrator, { agencies }, DAY)).toBe(seen);
  });
});
