import { canonicalJson, parseJson } from "../message/canonical-json.ts";
import type { JsonObject, JsonValue } from "../message/message.ts";

/**
 * Whether the portal's record of a dossier (`TraCuuHoSo`) is the one we sent. Fields the answer does not have prove
 * nothing; `undetermined` means it has none of ours beyond the dossier code.
 */
export function compareHeld(payload: string, held: JsonObject): "same" | "different" | "undetermined" {
  const fields = differingFields(payload, held);
  if (fields === null) return "undetermined";
  return fields.length === 0 ? "same" : "different";
}

/** Names of the fields in which the portal's record differs from what we sent, sorted; null when it shows none of ours. */
export function differingFields(payload: string, held: JsonObject): readonly string[] | null {
  const sent = parseJson(payload);
  if (!isObject(sent)) return null;
  const shared = Object.keys(sent).filter((key) => key !== "MaHoSo" && key in held);
  if (shared.length === 0) return null;
  return shared.filter((key) => comparable(sent[key]) !== comparable(held[key])).toSorted();
}

/** Numbers and text are one to the portal, null and empty text too, at any depth; Vietnamese text is compared in NFC. */
function comparable(value: JsonValue | undefined): string {
  return canonicalJson(asText(value ?? null));
}

function asText(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(asText);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, asText(member)]));
  return value === null ? "" : `${value as string | number | boolean}`.trim().normalize("NFC");
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
