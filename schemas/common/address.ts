import { z } from "zod";
import {
  bareProvinceName,
  findProvince,
  nearestProvince,
  type Province,
  type ProvinceScheme,
} from "../codes/provinces.ts";
import { countryCode } from "./country-code.ts";
import { refused, refusedWith } from "./refused.ts";
import { equalsVi, text } from "./text.ts";

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

interface NamedProvince {
  readonly provinceCode?: string | undefined;
  readonly provinceName?: string | undefined;
  readonly districtCode?: string | undefined;
  readonly districtName?: string | undefined;
}

/**
 * The scheme of an address that names none but gives the province's code and name: the newer list where they agree and
 * no district is given, else the older one; undefined when the name does not prove either.
 */
function schemeByName({
  provinceCode,
  provinceName,
  districtCode,
  districtName,
}: NamedProvince): ProvinceScheme | undefined {
  if (provinceCode === undefined || provinceName === undefined) return undefined;
  const agrees = (scheme: ProvinceScheme) => {
    const province = findProvince(scheme, provinceCode);
    const names =
      province === undefined ? [] : [province.name, ...(province.renamed === undefined ? [] : [province.renamed.name])];
    return names.some((name) => equalsVi(bareProvinceName(name), bareProvinceName(provinceName)));
  };
  if (districtCode === undefined && districtName === undefined && agrees("QD19_2025")) return "QD19_2025";
  return agrees("QD124_2004") ? "QD124_2004" : undefined;
}

/** The province an unknown code may have stood for. */
function provinceMeant(value: unknown): Province | undefined {
  const { scheme, provinceCode, provinceName } = value as NamedProvince & { readonly scheme?: ProvinceScheme };
  return scheme === undefined || provinceCode === undefined
    ? undefined
    : nearestProvince(scheme, provinceCode, provinceName);
}

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
  .overwrite((value) => {
    const scheme = value.scheme ?? schemeByName(value);
    return scheme === undefined ? value : { ...value, scheme };
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
      ...refusedWith({
        code: "province-unknown",
        vi: (value) => {
          const meant = provinceMeant(value);
          const list = "Mã tỉnh không có trong bảng mã đã chọn; kiểm tra mã hoặc scheme";
          return meant === undefined ? `${list}.` : `${list}. Có phải là ${meant.code} (${meant.name})?`;
        },
        en: (value) => {
          const meant = provinceMeant(value);
          const list = "The province code is not in the chosen list; check the code or the scheme";
          return meant === undefined ? `${list}.` : `${list}. Did you mean ${meant.code} (${meant.name})?`;
        },
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
