import type { JsonValue } from "./message.ts";

/**
 * JSON text with sorted keys and no white space, so that equal content always gives equal bytes (the idea of RFC 8785;
 * numbers here are only safe integers and short decimals, where ECMAScript's own form is already canonical).
 * Keys whose value is undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}

/** Narrows parsed JSON to {@link JsonValue}; what `JSON.parse` gives is always one. */
export function parseJson(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}
