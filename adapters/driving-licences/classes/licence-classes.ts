import { inForce, type CodeList } from "#schemas/codes/code-list.ts";
import { lastDay } from "#schemas/common/partial-date.ts";

/** Numbering of licence classes: of the road law of 2008, or of the law of 2024. `A1`, `B1`, `C`, `D` mean different things. */
export const SCHEMES = ["2008", "2024"] as const;
export type ClassScheme = (typeof SCHEMES)[number];

/** First day of the 15 classes of Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15. */
export const NEW_CLASSES_FROM = "2025-01-01";

export interface LicenceClass {
  /** The gateway's code. `A1_OLD` and `B1_AUTO` are written so because the card's own letters would be ambiguous. */
  readonly code: string;
  /** As the card and the police's system write it. */
  readonly native: string;
  readonly name: string;
  readonly nameEn: string;
  /** Other classes whose vehicles its holder may drive. */
  readonly includes: readonly string[];
  /** Years a card is good for; null: no end; `age-bound`: until an age of the holder, which is not judged here. */
  readonly validYears: number | null | "age-bound";
  /** Full years the holder must have. */
  readonly minAge: number;
  /** Full years from which the class is no longer given. */
  readonly maxAge?: { readonly male: number; readonly female: number };
}

type Row = readonly [
  code: string,
  name: string,
  nameEn: string,
  includes: string,
  validYears: LicenceClass["validYears"],
  minAge: number,
];

const OLD: readonly Row[] = [
  ["A1_OLD", "Mô tô hai bánh từ 50 đến dưới 175 cm³", "Two-wheelers of 50 to under 175 cm³", "", null, 18],
  ["A2", "Mô tô hai bánh từ 175 cm³", "Two-wheelers from 175 cm³", "A1_OLD", null, 18],
  ["A3", "Mô tô ba bánh", "Three-wheelers", "A1_OLD", null, 18],
  ["A4", "Máy kéo trọng tải đến 1.000 kg", "Tractors up to 1,000 kg", "", 10, 18],
  ["B1_AUTO", "Ô tô số tự động đến 9 chỗ, không hành nghề", "Automatic cars, not for hire", "", "age-bound", 18],
  ["B1", "Ô tô đến 9 chỗ, tải dưới 3.500 kg, không hành nghề", "Cars, not for hire", "B1_AUTO", "age-bound", 18],
  ["B2", "Ô tô đến 9 chỗ, tải dưới 3.500 kg", "Cars and lorries under 3,500 kg", "B1 B1_AUTO", 10, 18],
  ["C", "Ô tô tải từ 3.500 kg", "Lorries from 3,500 kg", "B2 B1 B1_AUTO", 5, 21],
  ["D", "Ô tô chở người từ 10 đến 30 chỗ", "Coaches of 10 to 30 seats", "C B2 B1 B1_AUTO", 5, 24],
  ["E", "Ô tô chở người trên 30 chỗ", "Coaches of more than 30 seats", "D C B2 B1 B1_AUTO", 5, 27],
  ["FB2", "Hạng B2 kéo rơ moóc", "B2 with trailer", "B2 B1 B1_AUTO", 5, 21],
  ["FC", "Hạng C kéo rơ moóc", "C with trailer", "FB2 C B2 B1 B1_AUTO", 5, 24],
  ["FD", "Hạng D kéo rơ moóc", "D with trailer", "FB2 D C B2 B1 B1_AUTO", 5, 27],
  ["FE", "Hạng E kéo rơ moóc", "E with trailer", "FB2 FD E D C B2 B1 B1_AUTO", 5, 27],
];

const NEW: readonly Row[] = [
  ["A1", "Mô tô hai bánh đến 125 cm³ hoặc đến 11 kW", "Two-wheelers up to 125 cm³ or 11 kW", "", null, 18],
  ["A", "Mô tô hai bánh trên 125 cm³ hoặc trên 11 kW", "Two-wheelers over 125 cm³ or 11 kW", "A1", null, 18],
  ["B1", "Mô tô ba bánh", "Three-wheelers", "A1", null, 18],
  ["B", "Ô tô đến 8 chỗ không kể lái xe, tải đến 3.500 kg", "Cars, lorries up to 3,500 kg", "", 10, 18],
  ["C1", "Ô tô tải trên 3.500 đến 7.500 kg", "Lorries over 3,500 to 7,500 kg", "B", 10, 18],
  ["C", "Ô tô tải trên 7.500 kg", "Lorries over 7,500 kg", "B C1", 5, 21],
  ["D1", "Ô tô chở người trên 8 đến 16 chỗ", "Buses of more than 8 to 16 seats", "B C1 C", 5, 24],
  ["D2", "Ô tô chở người trên 16 đến 29 chỗ", "Buses of more than 16 to 29 seats", "B C1 C D1", 5, 24],
  ["D", "Ô tô chở người trên 29 chỗ, giường nằm", "Coaches of more than 29 seats", "B C1 C D1 D2", 5, 27],
  ["BE", "Hạng B kéo rơ moóc trên 750 kg", "B with trailer over 750 kg", "B", 5, 21],
  ["C1E", "Hạng C1 kéo rơ moóc trên 750 kg", "C1 with trailer over 750 kg", "C1", 5, 24],
  ["CE", "Hạng C kéo rơ moóc trên 750 kg, sơ mi rơ moóc", "C with trailer, semi-trailers", "C", 5, 24],
  ["D1E", "Hạng D1 kéo rơ moóc trên 750 kg", "D1 with trailer over 750 kg", "D1", 5, 27],
  ["D2E", "Hạng D2 kéo rơ moóc trên 750 kg", "D2 with trailer over 750 kg", "D2", 5, 27],
  ["DE", "Hạng D kéo rơ moóc trên 750 kg, xe nối toa", "D with trailer, articulated coaches", "D", 5, 27],
];

/** The card's letters where the gateway's code differs. `B11` is how old databases write the automatic B1; not verified. */
const NATIVE: Readonly<Record<string, string>> = { A1_OLD: "A1", B1_AUTO: "B11" };

/** Largest coaches: the law of 2008 (over 30 seats) and of 2024 (over 29 seats, sleeping coaches). */
const MAX_AGE: Readonly<Record<ClassScheme, { classes: readonly string[]; male: number; female: number }>> = {
  "2008": { classes: ["E", "FE"], male: 55, female: 50 },
  "2024": { classes: ["D", "DE"], male: 57, female: 55 },
};

function toClasses(scheme: ClassScheme, rows: readonly Row[]): readonly LicenceClass[] {
  const { classes, male, female } = MAX_AGE[scheme];
  return rows.map(([code, name, nameEn, includes, validYears, minAge]) => ({
    code,
    native: NATIVE[code] ?? code,
    name,
    nameEn,
    includes: includes === "" ? [] : includes.split(" "),
    validYears,
    minAge,
    ...(classes.includes(code) ? { maxAge: { male, female } } : {}),
  }));
}

type ClassList = CodeList<LicenceClass> & { readonly scheme: ClassScheme };

/** The classes given out, by day. */
export const classLists: readonly ClassList[] = [
  {
    list: "licence-classes",
    title: "Hạng giấy phép lái xe",
    titleEn: "Driving licence classes",
    source: "Luật Giao thông đường bộ 23/2008/QH12, Điều 59 và Điều 60; Thông tư 12/2017/TT-BGTVT",
    scheme: "2008",
    from: "2009-07-01",
    to: "2024-12-31",
    doubt: "Phạm vi các hạng từ E, FB2 trở đi, tuổi và thời hạn theo hiểu biết chung, chưa đối chiếu văn bản.",
    items: toClasses("2008", OLD),
  },
  {
    list: "licence-classes",
    title: "Hạng giấy phép lái xe",
    titleEn: "Driving licence classes",
    source: "Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15, Điều 57 và Điều 59",
    scheme: "2024",
    from: NEW_CLASSES_FROM,
    to: null,
    doubt: "Phạm vi một số hạng ngoài hạng B lấy theo hiểu biết chung.",
    items: toClasses("2024", NEW),
  },
];

/** Every code of either scheme, each once: what a record may name. */
export const CLASS_CODES: readonly string[] = [...new Set([...NEW, ...OLD].map(([code]) => code))];

/** The class with this code in a scheme. A bare `A1` of the older scheme is `A1_OLD`. */
export function findClass(scheme: ClassScheme, code: string): LicenceClass | undefined {
  const wanted = scheme === "2008" && code === "A1" ? "A1_OLD" : code;
  return classLists.find((list) => list.scheme === scheme)?.items.find((item) => item.code === wanted);
}

/** The scheme in which licences are given out on a day (`YYYY-MM-DD`). */
export function schemeOn(day: string): ClassScheme {
  return classLists.find((list) => inForce(list, day))?.scheme ?? "2008";
}

/** The scheme of a licence given on that (partial) date: between two years there is no doubt. */
export function schemeGivenOn(issuedOn: string): ClassScheme {
  return schemeOn(lastDay(issuedOn));
}
