import type { JsonValue } from "./message.ts";

/**
 * JSON text with sorted keys and no white space, so that equal content always gives equal bytes (the idea of RFC 8785;
 * numbers here are only safe integers and short decimals, where ECMAScript's own form is already canonical).
 * Keys whose value is undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  return canonicalJsonWith(JSON.stringify, value);
}

/** The same, with every text value written by `writeText`; names are not. */
export function canonicalJsonWith(writeText: (text: string) => string, value: unknown): string {
  if (typeof value === "string") return writeText(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJsonWith(writeText, item)).join(",")}]`;
  const members = value as Readonly<Record<string, unknown>>;
  let text = "";
  // The default order of strings is by UTF-16 units, as RFC 8785 wants it.
  for (const key of Object.keys(members).sort()) {
    const member = members[key];
    if (member !== undefined)
      text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJsonWith(writeText, member)}`;
  }
  return `{${text}}`;
}

/** Narrows parsed JSON to {@link JsonValue}; what `JSON.parse` gives is always one. */
export function parseJson(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}
