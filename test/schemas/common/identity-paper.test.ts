import { IDENTITY_TYPES, type IdentityType } from "#schemas/codes/identity-types.ts";
import { fitsIdentityNumber, normaliseIdentityNumber } from "#schemas/common/identity-paper.ts";
import { describe, expect, it } from "vitest";

const fits: readonly (readonly [IdentityType, string])[] = [
  ["CMND", "240000019"],
  ["CMND", "001099012345"],
  ["CCCD", "038198999011"],
  ["CAN_CUOC", "038198999011"],
  ["GIAY_CN_CAN_CUOC", "038198999011"],
  ["HO_CHIEU", "PX0000123"],
  ["HO_CHIEU", "12345"],
  ["THE_THUONG_TRU", "TTMAU-01"],
  ["CM_QDND", "QĐ 12/34"],
  ["KHAC", "bất kỳ"],
];

const misfits: readonly (readonly [IdentityType, string])[] = [
  ["CMND", "2400000190"],
  ["CCCD", "03819899901"],
  ["CAN_CUOC", "03819899901A"],
  ["GIAY_CN_CAN_CUOC", "0381989990111"],
  ["HO_CHIEU", "PX 0000123"],
  ["HO_CHIEU", "px0000123"],
  ["HO_CHIEU", "1234"],
  ["HO_CHIEU", "A".repeat(16)],
];

describe("an identity number", () => {
  it.each(fits)("of kind %s may be %s", (type, number) => {
    expect(fitsIdentityNumber(type, number)).toBe(true);
  });

  it.each(misfits)("of kind %s is not %s", (type, number) => {
    expect(fitsIdentityNumber(type, number)).toBe(false);
  });

  it("loses spaces and small letters in passports only", () => {
    expect(normaliseIdentityNumber("HO_CHIEU", "px 0000 123")).toBe("PX0000123");
    for (const type of IDENTITY_TYPES.filter((kind) => kind !== "HO_CHIEU"))
      expect(normaliseIdentityNumber(type, "ab 12")).toBe("ab 12");
  });
});
