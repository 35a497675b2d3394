import { cccd, checkCccd, readCccd } from "#schemas/common/cccd.ts";
import { cmnd } from "#schemas/common/cmnd.ts";
import { identifier } from "#schemas/common/identifier.ts";
import { passport } from "#schemas/common/passport.ts";
import { describe, expect, it } from "vitest";
import { accepts, codesOf, refuses, sentenceOf } from "../table.ts";

describe("cccd", () => {
  accepts(cccd, [[" 001099012345 ", "001099012345"]]);
  refuses(cccd, [
    ["00109901234", "cccd-format"],
    ["0010990123456", "cccd-format"],
    ["00109901234O", "cccd-format"],
    ["００１０９９０１２３４５", "cccd-format"],
    ["", "cccd-format"],
    [1099012345, "invalid_type"],
  ]);
  it("asks for 12 digits", () => {
    expect(sentenceOf(cccd, "1")).toBe("Số căn cước phải có đúng 12 chữ số.");
  });
});

describe("readCccd", () => {
  it.each([
    ["038198999011", { provinceCode: "038", gender: 2, birthYear: 1998 }],
    ["001099012345", { provinceCode: "001", gender: 1, birthYear: 1999 }],
    ["066225999001", { provinceCode: "066", gender: 1, birthYear: 2025 }],
    ["066301999001", { provinceCode: "066", gender: 2, birthYear: 2001 }],
    ["066999999001", { provinceCode: "066", gender: 2, birthYear: 2399 }],
  ])("%s", (number, reading) => {
    expect(readCccd(number)).toEqual(reading);
  });
  it("reads nothing from anything else", () => {
    expect(readCccd("38198999011")).toBeNull();
  });
});

describe("checkCccd", () => {
  const codes = (person: Parameters<typeof checkCccd>[0]) =>
    checkCccd(person).map(({ code, severity }) => `${code} ${severity}`);

  it("finds nothing in agreement", () => {
    expect(codes({ number: "038198999011", gender: 2, birthDate: "1998-03-09" })).toEqual([]);
    expect(codes({ number: "038198999011", birthDate: "1998" })).toEqual([]);
    expect(codes({ number: "038198999011", gender: null, birthDate: null })).toEqual([]);
    expect(codes({ number: "038198999011", gender: 3 })).toEqual([]);
  });

  it("warns of an unknown province, also in the new numbering", () => {
    expect(codes({ number: "097198999011" })).toEqual(["ID-02 warning"]);
    expect(codes({ number: "381198999011" })).toEqual(["ID-02 warning"]);
    expect(codes({ number: "002198999011" })).toEqual([]);
  });

  it("warns of gender, refuses on the year of birth", () => {
    expect(codes({ number: "038198999011", gender: 1, birthDate: "1989-03" })).toEqual([
      "ID-03 warning",
      "ID-04 error",
    ]);
    expect(codes({ number: "038398999011", birthDate: "1998" })).toEqual(["ID-04 error"]);
  });

  it("leaves a malformed number to the schema", () => {
    expect(codes({ number: "1", gender: 1, birthDate: "1990" })).toEqual([]);
  });
});

describe("cmnd", () => {
  accepts(cmnd, [["012345678", "012345678"]]);
  refuses(cmnd, [
    ["01234567", "cmnd-format"],
    ["001099012345", "cmnd-format"],
  ]);
});

describe("passport", () => {
  accepts(passport, [
    ["c1234567", "C1234567"],
    ["PA 123 4567", "PA1234567"],
  ]);
  refuses(passport, [
    ["A123", "passport-format"],
    ["A-1234567", "passport-format"],
    ["A123456789012345", "passport-format"],
  ]);
});

describe("identifier", () => {
  accepts(identifier, [
    [
      { type: "cccd", number: "001099012345" },
      { type: "cccd", number: "001099012345" },
    ],
    [
      { type: "tax-code", number: "0100109106 001" },
      { type: "tax-code", number: "0100109106-001" },
    ],
    [
      { type: "other", number: " QD-123/BQP " },
      { type: "other", number: "QD-123/BQP" },
    ],
  ]);
  refuses(identifier, [
    [{ type: "cccd", number: "012345678" }, "cccd-format"],
    [{ type: "cmnd", number: "001099012345" }, "cmnd-format"],
    [{ type: "tax-code", number: "0302800001" }, "tax-code-check-digit"],
    [{ type: "passport", number: "1" }, "passport-format"],
    [{ type: "licence", number: "1" }, "invalid_union"],
    [{ type: "other", number: "1", extra: true }, "unrecognized_keys"],
  ]);
  it("points at the number", () => {
    expect(identifier.safeParse({ type: "cccd", number: "1" }).error?.issues[0]?.path).toEqual(["number"]);
    expect(codesOf(identifier, { type: "other", number: "" })).toEqual(["text-empty"]);
  });
});
