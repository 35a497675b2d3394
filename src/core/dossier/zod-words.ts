import { isQuotable } from "./quotable.ts";
import type { z } from "zod";
import type { Bilingual } from "#schemas/common/bilingual.ts";
import { WrittenNumber } from "./written-number.ts";

/** Kinds of values in Vietnamese, by the names zod and JavaScript have for them. */
const KINDS: Readonly<Record<string, string>> = {
  string: "chuỗi ký tự",
  number: "số",
  int: "số nguyên",
  boolean: "true hoặc false",
  object: "đối tượng",
  record: "đối tượng",
  array: "danh sách",
  null: "null",
};

const FORMATS: Readonly<Record<string, string>> = {
  url: "địa chỉ web (URL)",
  uuid: "mã UUID",
  base64: "chuỗi base64",
  safeint: "số nguyên",
};

/** What a bound counts: characters, items, or the value itself. */
const COUNTED: Readonly<Record<string, string>> = { string: "ký tự", array: "mục" };

/**
 * A Vietnamese sentence for a constraint that has none of its own; undefined where zod's own is good enough. zod's
 * Vietnamese leaves words as `number` and `array` in English, which says little to an officer.
 */
export function inVietnamese(issue: z.core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      if (writtenNumber(issue) !== null) return writtenNumber(issue)?.vi;
      return `Sai kiểu dữ liệu: cần ${kind(issue.expected)}, nhận được ${kind(kindOf(issue.input))}.`;
    case "too_small": {
      const counted = COUNTED[issue.origin];
      if (counted === undefined && issue.inclusive === false) return `Giá trị phải lớn hơn ${String(issue.minimum)}.`;
      return counted === undefined
        ? `Giá trị phải từ ${String(issue.minimum)} trở lên.`
        : `Cần ít nhất ${String(issue.minimum)} ${counted}.`;
    }
    case "too_big": {
      const counted = COUNTED[issue.origin];
      if (counted === undefined && issue.inclusive === false) return `Giá trị phải nhỏ hơn ${String(issue.maximum)}.`;
      return counted === undefined
        ? `Giá trị phải từ ${String(issue.maximum)} trở xuống.`
        : `Chỉ nhận nhiều nhất ${String(issue.maximum)} ${counted}.`;
    }
    case "invalid_format":
      return FORMATS[issue.format] === undefined ? undefined : `Không đúng dạng: cần ${FORMATS[issue.format] ?? ""}.`;
    case "invalid_value": {
      const allowed = issue.values.map((value) => `«${String(value)}»`).join(", ");
      return issue.values.length === 1 ? `Chỉ nhận giá trị ${allowed}.` : `Chỉ nhận một trong: ${allowed}.`;
    }
    default:
      return undefined;
  }
}

/** Characters; what is longer is something else. */
const LONGEST_NUMBER = 40;
const NUMBERS: ReadonlySet<string> = new Set(["number", "int", "nan"]);

/**
 * How to write a number that stands there as text, or with a point: the point groups thousands in Vietnamese and begins a
 * fraction in JSON, so neither is guessed. Null for anything else.
 */
export function writtenNumber(issue: z.core.$ZodIssue): Bilingual | null {
  if (issue.code !== "invalid_type" || !NUMBERS.has(issue.expected)) return null;
  const { input } = issue;
  if (Number.isNaN(input)) return { vi: "Cần một số nguyên, ví dụ 50.", en: "Expected a whole number, e.g. 50." };
  const written = input instanceof WrittenNumber ? input.source : typeof input === "string" ? input.trim() : "";
  if (written.length > LONGEST_NUMBER || !/^[-+]?\d[\d.,\s_']*(?:[eE][-+]?\d+)?$/.test(written)) return null;
  const thousands = /^-?\d{1,3}(?:([.,\s_'])\d{3})(?:\1\d{3})*$/.exec(written);
  const digits = thousands === null ? null : written.replaceAll(/[.,\s_']/g, "");
  const isPlain = /^-?\d+$/.test(written);
  const mayQuote = isQuotable(written);
  const example = mayQuote ? (isPlain ? written : digits) : null;
  const vi = example === null ? "ví dụ 8000" : isPlain ? `ở đây là ${example}` : `ví dụ ${example} nếu là hàng nghìn`;
  const en = example === null ? "e.g. 8000" : isPlain ? `here ${example}` : `e.g. ${example} if thousands were meant`;
  const received = mayQuote ? { vi: `; nhận được «${written}»`, en: `; received “${written}”` } : { vi: "", en: "" };
  return {
    vi: `Cần một số nguyên viết liền, không dấu chấm, dấu phẩy, dấu cách hay ngoặc kép (${vi})${received.vi}.`,
    en: `Expected a whole number, digits only, without points, commas, blanks or quotes (${en})${received.en}.`,
  };
}

const kind = (name: string): string => KINDS[name] ?? name;

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value instanceof WrittenNumber) return "number";
  if (Array.isArray(value)) return "array";
  return typeof value;
}
