import type { z } from "zod";

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

const kind = (name: string): string => KINDS[name] ?? name;

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}
