import { agencyCode, provinceOfAgency, rootOfAgency } from "#schemas/common/agency-code.ts";
import { nearest } from "#schemas/common/code-suggestion.ts";
import { dossierCode, dossierCodeParts } from "#schemas/common/dossier-code.ts";
import { nationalProcedureCode, procedureCode } from "#schemas/common/procedure-code.ts";
import { describe, expect, it } from "vitest";
import { accepts, refuses } from "../table.ts";

describe("dossierCode", () => {
  accepts(dossierCode, [
    [" H26.107-260518-0123 ", "H26.107-260518-0123"],
    ["000.00.01.H26-191225-0001", "000.00.01.H26-191225-0001"],
    ["H15.50.05.13-261008-0975", "H15.50.05.13-261008-0975"],
    ["G09.20-20260609-0092637", "G09.20-20260609-0092637"],
    ["H56.14-240823-12345", "H56.14-240823-12345"],
    ["H26-240229-0001", "H26-240229-0001"],
  ]);
  refuses(dossierCode, [
    ["h26.107-260518-0123", "dossier-code-format"],
    ["H26.107-260230-0123", "dossier-code-format"],
    ["H26.107-250229-0123", "dossier-code-format"],
    ["H26.107-261301-0123", "dossier-code-format"],
    ["H26.107-19260609-0123", "dossier-code-format"],
    ["H26.107-260518-123", "dossier-code-format"],
    ["H26.107-260518-12345678", "dossier-code-format"],
    ["H26.107 260518 0123", "dossier-code-format"],
    ["H26.12345-260518-0123", "dossier-code-format"],
    ["", "dossier-code-format"],
    [`H26.${"1".repeat(50)}`, "too_big"],
  ]);

  it("comes apart", () => {
    expect(dossierCodeParts("H26.107-260518-0123")).toEqual({ unit: "H26.107", date: "2026-05-18", sequence: "0123" });
    expect(dossierCodeParts("G09.20-20260609-0092637")).toEqual({
      unit: "G09.20",
      date: "2026-06-09",
      sequence: "0092637",
    });
    expect(dossierCodeParts("H26.107-200518-0001")?.date).toBe("2020-05-18");
    expect(dossierCodeParts("nothing")).toBeNull();
  });
});

describe("procedureCode", () => {
  accepts(procedureCode, [
    ["1.001193", "1.001193"],
    [" 2.002622.H56 ", "2.002622.H56"],
    ["1.001193.000.00.00.H26", "1.001193.000.00.00.H26"],
  ]);
  refuses(procedureCode, [
    ["0.001193", "procedure-code-format"],
    ["1.01193", "procedure-code-format"],
    ["1.001193.01", "procedure-code-format"],
    ["1.001193.00.00.H26", "procedure-code-format"],
  ]);
  it.each(["1.001193", "1.001193.H26", "1.001193.000.00.00.H26"])("%s is nationally 1.001193", (code) => {
    expect(nationalProcedureCode(code)).toBe("1.001193");
  });
});

describe("agencyCode", () => {
  accepts(agencyCode, [
    ["H26.107", "H26.107"],
    ["H26", "H26"],
    ["000.00.53.H48", "000.00.53.H48"],
    ["H15.50.05.13", "H15.50.05.13"],
  ]);
  refuses(agencyCode, [
    ["h26.107", "agency-code-format"],
    ["00.00.53.H48", "agency-code-format"],
    ["H26.", "agency-code-format"],
    ["H26.1.2.3.4.5.6", "agency-code-format"],
  ]);

  it("leads to the province, before and after the mergers", () => {
    expect(provinceOfAgency("000.18.29.H51")).toMatchObject({
      hCode: "H51",
      former: { name: "Tỉnh Sóc Trăng", code: "94" },
      present: { name: "Thành phố Cần Thơ", code: "92" },
    });
    expect(provinceOfAgency("H26.107")?.present.name).toBe("Thành phố Hà Nội");
    expect(provinceOfAgency("G15.1")).toBeNull();
    expect(provinceOfAgency("nothing")).toBeNull();
    expect([rootOfAgency("G15.1"), rootOfAgency("000.00.00.H49"), rootOfAgency("?")]).toEqual(["G15", "H49", null]);
  });
});

describe("nearest", () => {
  const codes = ["1.001193", "2.000488", "3.000347"];
  it.each([
    ["1.001139", "1.001193"],
    ["1.00193", "1.001193"],
    ["2.000448", "2.000488"],
    ["civil-statsu", "civil-status"],
    ["Civil-Status", "civil-status"],
  ])("%s may mean %s", (value, meant) => {
    expect(nearest(value, [...codes, "civil-status", "promotions"])).toBe(meant);
  });

  it("offers nothing far away", () => {
    expect(nearest("9.999999", codes)).toBeUndefined();
    expect(nearest("", codes)).toBeUndefined();
    expect(nearest("x".repeat(61), ["x".repeat(61)])).toBeUndefined();
  });

  it("prefers the closest, and the first of equals", () => {
    expect(nearest("abcdef", ["abcdxx", "abcdex", "abcdey"])).toBe("abcdex");
  });
});
