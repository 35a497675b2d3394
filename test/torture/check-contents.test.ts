import { describe, expect, it } from "vitest";
import { checkContents, type Contents } from "./check-contents.ts";

const CODE = "H36.03-260518-1000";
const wanted: Contents = {
  record: { MaHoSo: CODE, TrangThaiHoSo: "4", DanhSachLePhi: [{ Gia: "1" }] },
  progress: [{ NoiDungXuLy: "một" }, { NoiDungXuLy: "hai" }],
  sector: [{ data: "x" }],
};

const check = (held: Contents | null, inSync: readonly string[] = [CODE]) =>
  checkContents({ inSync: new Set(inSync), expected: new Map([[CODE, wanted]]), held: () => held });

describe("the contents' checker", () => {
  it("finds nothing where the portal holds it all, in whichever order its keys stand", () => {
    const record = { DanhSachLePhi: [{ Gia: "1" }], TrangThaiHoSo: "4", MaHoSo: CODE };
    expect(check({ ...wanted, record })).toEqual({ falseInSync: 0, violations: [] });
  });

  it.each([
    ["another value", { ...wanted, record: { ...wanted.record, TrangThaiHoSo: "2" } }, 'holds TrangThaiHoSo "2"'],
    ["another list", { ...wanted, record: { ...wanted.record, DanhSachLePhi: [] } }, "holds DanhSachLePhi []"],
    ["a field that is missing", { ...wanted, record: { MaHoSo: CODE } }, "holds TrangThaiHoSo nothing"],
    ["a field too many", { ...wanted, record: { ...wanted.record, GhiChu: "" } }, 'holds GhiChu ""'],
    ["no record", { ...wanted, record: null }, "has no record"],
    ["a line that is missing", { ...wanted, progress: wanted.progress.slice(1) }, "lacks 1 × progress line"],
    ["a message that is missing", { ...wanted, sector: [] }, "lacks 1 × message of a ministry"],
    ["no dossier", null, "does not know it"],
  ])("finds %s", (_what, held, said) => {
    const { falseInSync, violations } = check(held);
    expect(falseInSync).toBe(1);
    expect(violations[0]).toContain(said);
  });

  it("says nothing about a dossier the gateway does not call in sync", () => {
    expect(check(null, []).falseInSync).toBe(0);
  });

  it("lets lines of earlier pushes stand, and the same line twice", () => {
    const progress = [...wanted.progress, ...wanted.progress, { NoiDungXuLy: "cũ" }];
    expect(check({ ...wanted, progress }).falseInSync).toBe(0);
  });
});
