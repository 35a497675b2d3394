import { nearest } from "../common/code-suggestion.ts";
import { equalsVi } from "../common/text.ts";
import { inForce, type CodeList } from "./code-list.ts";

/** Numbering of administrative units. A bare two-digit code is ambiguous between the two. */
export type ProvinceScheme = "QD124_2004" | "QD19_2025";

export interface Province {
  /** Two digits; unique only within its scheme. */
  readonly code: string;
  readonly name: string;
  /** First-level agency code of the province (Decision 20/2020/QĐ-TTg, amended by 09/2025/QĐ-TTg). */
  readonly hCode: string;
  /** Whether this H-code was seen in a live system; the others follow the alphabetical list and are not verified. */
  readonly hCodeSeen: boolean;
  /** Codes in QD124_2004 of the provinces it was formed from; of an old province, its own. */
  readonly formedFrom: readonly string[];
  /** A later name without change of code, with its first day. */
  readonly renamed?: { readonly from: string; readonly name: string };
}

/** code, name, number of the H-code, `+` when that code was seen in a live system. */
type OldRow = readonly [code: string, name: string, h: string, seen?: "+"];

const OLD: readonly OldRow[] = [
  ["01", "Thành phố Hà Nội", "26", "+"],
  ["02", "Tỉnh Hà Giang", "22", "+"],
  ["04", "Tỉnh Cao Bằng", "14", "+"],
  ["06", "Tỉnh Bắc Kạn", "03"],
  ["08", "Tỉnh Tuyên Quang", "60"],
  ["10", "Tỉnh Lào Cai", "38", "+"],
  ["11", "Tỉnh Điện Biên", "18", "+"],
  ["12", "Tỉnh Lai Châu", "35"],
  ["14", "Tỉnh Sơn La", "52"],
  ["15", "Tỉnh Yên Bái", "63"],
  ["17", "Tỉnh Hòa Bình", "28"],
  ["19", "Tỉnh Thái Nguyên", "55", "+"],
  ["20", "Tỉnh Lạng Sơn", "37"],
  ["22", "Tỉnh Quảng Ninh", "49", "+"],
  ["24", "Tỉnh Bắc Giang", "02"],
  ["25", "Tỉnh Phú Thọ", "44"],
  ["26", "Tỉnh Vĩnh Phúc", "62"],
  ["27", "Tỉnh Bắc Ninh", "05"],
  ["30", "Tỉnh Hải Dương", "23"],
  ["31", "Thành phố Hải Phòng", "24"],
  ["33", "Tỉnh Hưng Yên", "31"],
  ["34", "Tỉnh Thái Bình", "54"],
  ["35", "Tỉnh Hà Nam", "25"],
  ["36", "Tỉnh Nam Định", "40"],
  ["37", "Tỉnh Ninh Bình", "42"],
  ["38", "Tỉnh Thanh Hóa", "56", "+"],
  ["40", "Tỉnh Nghệ An", "41", "+"],
  ["42", "Tỉnh Hà Tĩnh", "27", "+"],
  ["44", "Tỉnh Quảng Bình", "46"],
  ["45", "Tỉnh Quảng Trị", "50", "+"],
  ["46", "Tỉnh Thừa Thiên Huế", "57", "+"],
  ["48", "Thành phố Đà Nẵng", "17"],
  ["49", "Tỉnh Quảng Nam", "47"],
  ["51", "Tỉnh Quảng Ngãi", "48", "+"],
  ["52", "Tỉnh Bình Định", "08"],
  ["54", "Tỉnh Phú Yên", "45"],
  ["56", "Tỉnh Khánh Hòa", "32"],
  ["58", "Tỉnh Ninh Thuận", "43"],
  ["60", "Tỉnh Bình Thuận", "11"],
  ["62", "Tỉnh Kon Tum", "34"],
  ["64", "Tỉnh Gia Lai", "21"],
  ["66", "Tỉnh Đắk Lắk", "15", "+"],
  ["67", "Tỉnh Đắk Nông", "16"],
  ["68", "Tỉnh Lâm Đồng", "36", "+"],
  ["70", "Tỉnh Bình Phước", "10"],
  ["72", "Tỉnh Tây Ninh", "53"],
  ["74", "Tỉnh Bình Dương", "09"],
  ["75", "Tỉnh Đồng Nai", "19", "+"],
  ["77", "Tỉnh Bà Rịa - Vũng Tàu", "06"],
  ["79", "Thành phố Hồ Chí Minh", "29", "+"],
  ["80", "Tỉnh Long An", "39"],
  ["82", "Tỉnh Tiền Giang", "58"],
  ["83", "Tỉnh Bến Tre", "07"],
  ["84", "Tỉnh Trà Vinh", "59", "+"],
  ["86", "Tỉnh Vĩnh Long", "61"],
  ["87", "Tỉnh Đồng Tháp", "20", "+"],
  ["89", "Tỉnh An Giang", "01"],
  ["91", "Tỉnh Kiên Giang", "33"],
  ["92", "Thành phố Cần Thơ", "13"],
  ["93", "Tỉnh Hậu Giang", "30", "+"],
  ["94", "Tỉnh Sóc Trăng", "51", "+"],
  ["95", "Tỉnh Bạc Liêu", "04"],
  ["96", "Tỉnh Cà Mau", "12"],
];

/** code, name, old codes it was formed from; the first is the province whose name and H-code it kept. */
type NewRow = readonly [code: string, name: string, formedFrom: string];

const NEW: readonly NewRow[] = [
  ["01", "Thành phố Hà Nội", "01"],
  ["04", "Tỉnh Cao Bằng", "04"],
  ["08", "Tỉnh Tuyên Quang", "08 02"],
  ["11", "Tỉnh Điện Biên", "11"],
  ["12", "Tỉnh Lai Châu", "12"],
  ["14", "Tỉnh Sơn La", "14"],
  ["15", "Tỉnh Lào Cai", "10 15"],
  ["19", "Tỉnh Thái Nguyên", "19 06"],
  ["20", "Tỉnh Lạng Sơn", "20"],
  ["22", "Tỉnh Quảng Ninh", "22"],
  ["24", "Tỉnh Bắc Ninh", "27 24"],
  ["25", "Tỉnh Phú Thọ", "25 26 17"],
  ["31", "Thành phố Hải Phòng", "31 30"],
  ["33", "Tỉnh Hưng Yên", "33 34"],
  ["37", "Tỉnh Ninh Bình", "37 35 36"],
  ["38", "Tỉnh Thanh Hóa", "38"],
  ["40", "Tỉnh Nghệ An", "40"],
  ["42", "Tỉnh Hà Tĩnh", "42"],
  ["44", "Tỉnh Quảng Trị", "45 44"],
  ["46", "Thành phố Huế", "46"],
  ["48", "Thành phố Đà Nẵng", "48 49"],
  ["51", "Tỉnh Quảng Ngãi", "51 62"],
  ["52", "Tỉnh Gia Lai", "64 52"],
  ["56", "Tỉnh Khánh Hòa", "56 58"],
  ["66", "Tỉnh Đắk Lắk", "66 54"],
  ["68", "Tỉnh Lâm Đồng", "68 67 60"],
  ["75", "Tỉnh Đồng Nai", "75 70"],
  ["79", "Thành phố Hồ Chí Minh", "79 74 77"],
  ["80", "Tỉnh Tây Ninh", "72 80"],
  ["82", "Tỉnh Đồng Tháp", "87 82"],
  ["86", "Tỉnh Vĩnh Long", "86 83 84"],
  ["91", "Tỉnh An Giang", "89 91"],
  ["92", "Thành phố Cần Thơ", "92 93 94"],
  ["96", "Tỉnh Cà Mau", "96 95"],
];

/** Names that changed without change of code: `scheme code` to first day and name. */
const RENAMED: Readonly<Record<string, { readonly from: string; readonly name: string }>> = {
  "QD124_2004 46": { from: "2025-01-01", name: "Thành phố Huế" },
  "QD19_2025 75": { from: "2026-04-30", name: "Thành phố Đồng Nai" },
};

const renaming = (scheme: ProvinceScheme, code: string) => {
  const renamed = RENAMED[`${scheme} ${code}`];
  return renamed === undefined ? {} : { renamed };
};

const oldProvinces: readonly Province[] = OLD.map(([code, name, h, seen]) => ({
  code,
  name,
  hCode: `H${h}`,
  hCodeSeen: seen === "+",
  formedFrom: [code],
  ...renaming("QD124_2004", code),
}));

const newProvinces: readonly Province[] = NEW.map(([code, name, codes]) => {
  const formedFrom = codes.split(" ");
  const namesake = oldProvinces.find((province) => province.code === formedFrom[0]);
  return {
    code,
    name,
    hCode: namesake?.hCode ?? "",
    hCodeSeen: namesake?.hCodeSeen ?? false,
    formedFrom,
    ...renaming("QD19_2025", code),
  };
});

const H_DOUBT = "H-codes with hCodeSeen false follow the alphabetical order of the decision and are not verified.";

/** The province lists, one per numbering. */
export const provinceLists: readonly (CodeList<Province> & { readonly scheme: ProvinceScheme })[] = [
  {
    list: "provinces",
    title: "63 tỉnh, thành phố",
    titleEn: "63 provinces and cities",
    source: "Quyết định 124/2004/QĐ-TTg; mã H theo Quyết định 20/2020/QĐ-TTg",
    scheme: "QD124_2004",
    from: "2008-08-01",
    to: "2025-06-30",
    doubt: `In force as 63 units since Hà Tây joined Hà Nội. ${H_DOUBT}`,
    items: oldProvinces,
  },
  {
    list: "provinces",
    title: "34 tỉnh, thành phố",
    titleEn: "34 provinces and cities",
    source: "Quyết định 19/2025/QĐ-TTg; hợp nhất theo Nghị quyết 202/2025/QH15",
    scheme: "QD19_2025",
    from: "2025-07-01",
    to: null,
    doubt:
      `A merged province is taken to keep the H-code of the province whose name it kept. ${H_DOUBT} ` +
      "Quảng Ninh and Bắc Ninh are reported to be cities since 2026; the day is not verified, so they keep their names here.",
    items: newProvinces,
  },
];

/** All provinces of a numbering. */
export function provincesOf(scheme: ProvinceScheme): readonly Province[] {
  return scheme === "QD124_2004" ? oldProvinces : newProvinces;
}

/** The province with this code in this numbering. */
export function findProvince(scheme: ProvinceScheme, code: string): Province | undefined {
  return provincesOf(scheme).find((province) => province.code === code);
}

/** The numbering in force for addresses on a day (`YYYY-MM-DD`). Days before the first list use the older one. */
export function provinceSchemeOn(day: string): ProvinceScheme {
  return provinceLists.find((list) => inForce(list, day))?.scheme ?? "QD124_2004";
}

/** The name a province has on a day (`YYYY-MM-DD`). */
export function provinceNameOn(province: Province, day: string): string {
  return province.renamed !== undefined && province.renamed.from <= day ? province.renamed.name : province.name;
}

/** A province as its H-code names it, and the province that took its place on 2025-07-01. */
export interface HCodeProvince {
  readonly hCode: string;
  readonly former: Province;
  readonly present: Province;
}

/** The province behind an H-code (`H26`); null when there is none. Codes of merged provinces stay known. */
export function hCodeProvince(hCode: string): HCodeProvince | null {
  const former = oldProvinces.find((province) => province.hCode === hCode);
  const present = newProvinces.find((province) => former !== undefined && province.formedFrom.includes(former.code));
  return former === undefined || present === undefined ? null : { hCode, former, present };
}

/**
 * H-codes of the provinces that have gone into the one with this H-code by a day (`YYYY-MM-DD`); none before the mergers of
 * 2025-07-01, and none for a province that took in no other (Nghị quyết 202/2025/QH15).
 */
export function mergedInto(hCode: string, day: string): readonly string[] {
  return provinceSchemeOn(day) === "QD124_2004" ? [] : (TAKEN_IN.get(hCode) ?? []);
}

/** H-codes of former provinces by that of the one they went into. */
const TAKEN_IN: ReadonlyMap<string | undefined, readonly string[]> = new Map(
  [...Map.groupBy(oldProvinces, ({ hCode }) => hCodeProvince(hCode)?.present.hCode)].map(([present, former]) => [
    present,
    former.map(({ hCode }) => hCode).filter((hCode) => hCode !== present),
  ]),
);

/** A province's name without "tỉnh" or "thành phố". */
export function bareProvinceName(name: string): string {
  return name.replace(/^(?:tỉnh|thành phố|tp\.?)\s+/iu, "");
}

/**
 * The province that an unknown code of a numbering may have stood for: the one of that name; the one that took in the
 * province which had the code before the mergers; else the one with the nearest code.
 */
export function nearestProvince(scheme: ProvinceScheme, code: string, name?: string): Province | undefined {
  const all = provincesOf(scheme);
  const named = all.find(
    (province) => name !== undefined && equalsVi(bareProvinceName(province.name), bareProvinceName(name)),
  );
  const successor = all.find((province) => province.formedFrom.includes(code));
  const near = nearest(
    code,
    all.map((province) => province.code),
  );
  return named ?? successor ?? all.find((province) => province.code === near);
}
