import { findProvince } from "../codes/provinces.ts";
import { z } from "zod";
import { countryCode } from "./country-code.ts";
import { refused } from "./refused.ts";
import { text } from "./text.ts";

const digits = (count: number, what: string) =>
  z
    .string()
    .overwrite((value) => value.trim())
    .refine(
      (value) => value.length === count && /^\d+$/.test(value),
      refused({
        code: "unit-code-format",
        vi: `Mã đơn vị hành chính này gồm đúng ${count} chữ số.`,
        en: `This administrative code has exactly ${count} digits.`,
      }),
    )
    .meta({ description: what, pattern: `^\\d{${count}}$` })
    .optional();

const schemeNeeded = refused({
  code: "address-scheme-missing",
  vi: "Có mã tỉnh, huyện hoặc xã thì phải kèm scheme: QD124_2004 (trước 01/7/2025) hoặc QD19_2025.",
  en: "Province, district and commune codes need their scheme: QD124_2004 (before 2025-07-01) or QD19_2025.",
});

/**
 * A postal address. The new two-digit province codes reuse old ones for other provinces (15 was Yên Bái, is Lào Cai), so
 * a code never travels without the scheme it belongs to, and is never converted without the day.
 */
export const address = z
  .strictObject({
    countryCode,
    scheme: z
      .enum(["QD124_2004", "QD19_2025"])
      .optional()
      .describe(
        "Bảng mã đơn vị hành chính. Which list the codes belong to: 63 provinces until 2025-06-30, or 34 after.",
      ),
    provinceCode: digits(2, "Mã tỉnh. Province code, 2 digits, of the scheme's list."),
    provinceName: text(100).optional().describe("Tên tỉnh. Name of the province, at most 100 characters."),
    districtCode: digits(3, "Mã huyện. District code, 3 digits; only with QD124_2004."),
    districtName: text(100).optional().describe("Tên huyện. Name of the district; only with QD124_2004."),
    communeCode: digits(5, "Mã xã. Commune code, 5 digits."),
    communeName: text(100).optional().describe("Tên xã. Name of the commune, at most 100 characters."),
    detail: text(500, 0).describe("Số nhà, đường, thôn. House, street, hamlet; may be empty, at most 500 characters."),
  })
  .refine(
    (value) =>
      value.scheme !== undefined || (value.provinceCode ?? value.districtCode ?? value.communeCode) === undefined,
    { ...schemeNeeded, path: ["scheme"] },
  )
  .refine(
    ({ scheme, provinceCode }) =>
      scheme === undefined || provinceCode?.length !== 2 || findProvince(scheme, provinceCode) !== undefined,
    {
      ...refused({
        code: "province-unknown",
        vi: "Mã tỉnh không có trong bảng mã đã chọn; kiểm tra mã hoặc scheme.",
        en: "The province code is not in the chosen list; check the code or the scheme.",
      }),
      path: ["provinceCode"],
    },
  )
  .refine(
    ({ scheme, districtCode, districtName }) =>
      scheme !== "QD19_2025" || (districtCode === undefined && districtName === undefined),
    {
      ...refused({
        code: "district-abolished",
        vi: "Từ 01/7/2025 không còn cấp huyện; bỏ districtCode và districtName.",
        en: "There is no district level since 2025-07-01; leave out districtCode and districtName.",
      }),
      path: ["districtCode"],
    },
  )
  .describe("Địa chỉ. Postal address.");

export type Address = z.infer<typeof address>;
