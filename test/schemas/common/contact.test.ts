import { address } from "#schemas/common/address.ts";
import { countryCode, nationality } from "#schemas/common/country-code.ts";
import { email } from "#schemas/common/email.ts";
import { phone } from "#schemas/common/phone.ts";
import { describe, expect, it } from "vitest";
import { accepts, refuses } from "../table.ts";

describe("phone", () => {
  accepts(phone, [
    ["0912 345 678", "0912345678"],
    ["+84912345678", "0912345678"],
    ["+84 (0) 912.345.678", "0912345678"],
    ["84912345678", "0912345678"],
    ["0084 912 345 678", "0912345678"],
    ["842438250000", "02438250000"],
    ["024-3825-0000", "02438250000"],
    ["1900 1234", "19001234"],
    ["+353 21 427 0000", "+353214270000"],
  ]);
  refuses(phone, [
    ["0112345678", "phone-format"],
    ["091234567", "phone-format"],
    ["0951234567", "phone-format"],
    ["+841234", "phone-format"],
    ["+0123456789", "phone-format"],
    ["84112345678", "phone-format"],
    ["0912345678/0987654321", "phone-several"],
    ["02438250000; 0912345678", "phone-several"],
    ["không có", "phone-format"],
    ["", "phone-format"],
  ]);
});

describe("email", () => {
  accepts(email, [
    [" An.Mau@Example.VN ", "An.Mau@example.vn"],
    ["a+b@mail.tỉnh.vn", "a+b@mail.tỉnh.vn"],
  ]);
  refuses(email, [
    ["an@", "email-format"],
    ["an@example", "email-format"],
    ["a b@example.vn", "email-format"],
    ["a..b@example.vn", "email-format"],
    [".a@example.vn", "email-format"],
    ["a.@example.vn", "email-format"],
    ["a@b@example.vn", "email-format"],
    ["a@-example.vn", "email-format"],
    [`${"a".repeat(92)}@mau.vn.vn`, "too_big"],
  ]);
});

describe("countryCode and nationality", () => {
  accepts(countryCode, [[" vn ", "VN"]]);
  refuses(countryCode, [
    ["VNM", "country-code"],
    ["XXA", "country-code"],
  ]);
  accepts(nationality, [["xxa", "XXA"]]);
  refuses(nationality, [["704", "nationality-code"]]);
});

describe("address", () => {
  const hanoi = {
    countryCode: "VN",
    scheme: "QD19_2025",
    provinceCode: "01",
    communeCode: "90010",
    detail: "Số 12, ngõ 7",
  };
  accepts(address, [
    [hanoi, hanoi],
    [
      { countryCode: "IE", detail: "1 Mẫu Street, Cork" },
      { countryCode: "IE", detail: "1 Mẫu Street, Cork" },
    ],
    [
      {
        countryCode: "VN",
        scheme: "QD124_2004",
        provinceCode: "17",
        districtCode: "148",
        communeCode: "90011",
        detail: "",
      },
      {
        countryCode: "VN",
        scheme: "QD124_2004",
        provinceCode: "17",
        districtCode: "148",
        communeCode: "90011",
        detail: "",
      },
    ],
  ]);
  refuses(address, [
    [{ countryCode: "VN", provinceCode: "15", detail: "" }, "address-scheme-missing"],
    [{ countryCode: "VN", communeCode: "90010", detail: "" }, "address-scheme-missing"],
    [{ ...hanoi, provinceCode: "17" }, "province-unknown"],
    [{ ...hanoi, scheme: "QD124_2004", provinceCode: "03" }, "province-unknown"],
    [{ ...hanoi, districtCode: "001" }, "district-abolished"],
    [{ ...hanoi, districtName: "Quận Mẫu" }, "district-abolished"],
    [{ ...hanoi, communeCode: "9001" }, "unit-code-format"],
    [{ ...hanoi, provinceCode: "1" }, "unit-code-format"],
    [{ ...hanoi, scheme: "GSO" }, "invalid_value"],
    [{ ...hanoi, ward: "" }, "unrecognized_keys"],
    [{ countryCode: "VN" }, "invalid_type"],
  ]);

  it.each([
    ["a name that agrees with the new list", { provinceCode: "15", provinceName: "Lào Cai" }, "QD19_2025"],
    ["the same code under its old name", { provinceCode: "15", provinceName: "Tỉnh Yên Bái" }, "QD124_2004"],
    [
      "a district beside a code that did not change",
      { provinceCode: "01", provinceName: "Thành phố Hà Nội", districtName: "Quận Mẫu" },
      "QD124_2004",
    ],
  ])("finds the scheme from %s", (_case, unit, scheme) => {
    expect(address.parse({ countryCode: "VN", detail: "", ...unit })).toMatchObject({ scheme });
  });

  it("does not guess a scheme from a name that agrees with neither list", () => {
    expect(
      address.safeParse({ countryCode: "VN", provinceCode: "15", provinceName: "Hà Nội", detail: "" }).success,
    ).toBe(false);
  });

  it("points at the field to mend", () => {
    const paths = (input: unknown) => address.safeParse(input).error?.issues.map((issue) => issue.path.join("."));
    expect(paths({ ...hanoi, provinceCode: "17" })).toEqual(["provinceCode"]);
    expect(paths({ countryCode: "VN", provinceCode: "15", detail: "" })).toEqual(["scheme"]);
    expect(paths({ ...hanoi, districtCode: "001" })).toEqual(["districtCode"]);
  });
});
