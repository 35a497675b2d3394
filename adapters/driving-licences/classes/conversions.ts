import { inForce, type CodeList } from "#schemas/codes/code-list.ts";
import { NEW_CLASSES_FROM, findClass, schemeOn, type ClassScheme } from "./licence-classes.ts";

/** A class somebody holds, in the scheme it was given in. */
export interface HeldClass {
  readonly code: string;
  readonly scheme: ClassScheme;
}

/** What must be written on the new card beside the class. */
export interface Restriction {
  readonly text: string;
  readonly textEn: string;
  /** Words by which a restriction in other wording is recognised. */
  readonly says: RegExp;
}

export interface Conversion {
  /** Class of the scheme of 2008. */
  readonly from: string;
  readonly name: string;
  /** Classes of 2024 it may be exchanged for: one of them. None: it becomes a certificate for tractors. */
  readonly to: readonly string[];
  readonly restriction?: Restriction;
}

const SMALL_MOTORCYCLES: Restriction = {
  text: "Chỉ điều khiển xe mô tô hai bánh dung tích xi-lanh dưới 175 cm³ hoặc công suất động cơ điện dưới 14 kW",
  textEn: "Two-wheelers under 175 cm³ or under 14 kW only",
  says: /175|14\s*kw/iu,
};
const AUTOMATIC_CARS: Restriction = {
  text: "Chỉ điều khiển xe ô tô số tự động",
  textEn: "Cars with automatic gearbox only",
  says: /tự động/iu,
};

function conversion(from: string, to: string, restriction?: Restriction): Conversion {
  const name = `Hạng ${from} cấp trước ngày 01/01/2025`;
  return { from, name, to: to === "" ? [] : to.split(" "), ...(restriction === undefined ? {} : { restriction }) };
}

/** What a class of 2008 is exchanged for, by day. Before the first list a class was exchanged for itself. */
export const conversionLists: readonly CodeList<Conversion>[] = [
  {
    list: "licence-conversions",
    title: "Đổi hạng giấy phép lái xe cấp trước năm 2025",
    titleEn: "Exchange of licence classes given before 2025",
    source: "Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15, Điều 89",
    from: NEW_CLASSES_FROM,
    to: null,
    doubt: "Các hạng FB2, FC, FD, FE theo hiểu biết chung; chứng chỉ kèm theo (máy kéo) không cấp qua hồ sơ này.",
    items: [
      conversion("A1_OLD", "A", SMALL_MOTORCYCLES),
      conversion("A2", "A"),
      conversion("A3", "B1"),
      conversion("A4", ""),
      conversion("B1_AUTO", "B", AUTOMATIC_CARS),
      conversion("B1", "B C1"),
      conversion("B2", "B C1"),
      conversion("C", "C"),
      conversion("D", "D2"),
      conversion("E", "D"),
      conversion("FB2", "BE C1E"),
      conversion("FC", "CE"),
      conversion("FD", "D2E"),
      conversion("FE", "DE"),
    ],
  },
];

function conversionOf(held: HeldClass, day: string): Conversion | undefined {
  const list = conversionLists.find((each) => inForce(each, day));
  return list?.items.find((item) => item.from === findClass("2008", held.code)?.code);
}

/** Classes given on `day` that correspond to a held class; none when it cannot be exchanged for a class. */
export function correspondingClasses(held: HeldClass, day: string): readonly string[] {
  const scheme = schemeOn(day);
  const own = findClass(held.scheme, held.code);
  if (own === undefined) return [];
  if (held.scheme === scheme) return [own.code];
  return scheme === "2024" ? (conversionOf(held, day)?.to ?? []) : [];
}

/** Classes that may be asked for on `day` in exchange for a held class: the corresponding ones, and those they include. */
export function classesToAskFor(held: HeldClass, day: string): readonly string[] {
  const scheme = schemeOn(day);
  const direct = correspondingClasses(held, day);
  return [...new Set([...direct, ...direct.flatMap((code) => allIncluded(scheme, code))])];
}

/** Everything a class includes, through however many steps. */
function allIncluded(scheme: ClassScheme, code: string): readonly string[] {
  const direct = findClass(scheme, code)?.includes ?? [];
  return [...direct, ...direct.flatMap((included) => allIncluded(scheme, included))];
}

/** The restriction that comes with exchanging a held class for `requested`; undefined when there is none. */
export function restrictionOn(held: HeldClass, requested: string, day: string): Restriction | undefined {
  if (held.scheme !== "2008" || schemeOn(day) !== "2024") return undefined;
  const found = conversionOf(held, day);
  return found?.to.includes(requested) === true ? found.restriction : undefined;
}
