import type { JsonObject, JsonValue } from "#core/message/message.ts";

/** Keys of the envelope itself; what else stands in a flat body is the content. */
const ENVELOPE_KEYS: ReadonlySet<string> = new Set(["session", "madonvi", "service", "isUpdating", "type"]);

/**
 * Under which name a dossier code was seen in use, most specific first: of a promotion status the province's own code
 * (`MaHoSoDonVi`) comes before the national one.
 */
const CODE_KEYS = ["maHoSoMCDT", "MaHoSoDonVi", "MaHoSo", "maHoSo", "mahoso", "idReceivedDec", "MaHoSoQG"] as const;

/**
 * What an envelope carries: the elements of a `data` list, a single `data` object, or the flat body without the
 * envelope's own keys (there `data` may be a text, as in the civil-status service).
 */
export function itemsOf(body: JsonObject): JsonObject[] {
  const { data } = body;
  if (Array.isArray(data)) return data.filter(isObject);
  if (isObject(data)) return [data];
  const content = Object.entries(body).filter(([key]) => !ENVELOPE_KEYS.has(key));
  return content.length === 0 ? [] : [Object.fromEntries(content)];
}

/** The dossier an element is about, or null when it names none. */
export function dossierCodeOf(item: JsonObject): string | null {
  for (const key of CODE_KEYS) {
    const code = item[key];
    if (typeof code === "string" && code !== "") return code;
  }
  return null;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
