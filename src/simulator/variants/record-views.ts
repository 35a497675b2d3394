import type { JsonObject, JsonValue } from "#core/message/message.ts";
import { isObject } from "../envelope-items.ts";

/** A record without the keys that are not wanted. */
export function keysOnly(record: JsonObject, wanted: (key: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([key]) => wanted(key)));
}

/** A value with every text, number and the like in it made into something else; `key` is the nearest one above it. */
export function eachLeaf(value: JsonValue, change: (leaf: JsonValue, key: string) => JsonValue, key = ""): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => eachLeaf(item, change, key));
  if (!isObject(value)) return change(value, key);
  return eachLeafOf(value, change);
}

/** {@link eachLeaf} of an object. */
export function eachLeafOf(record: JsonObject, change: (leaf: JsonValue, key: string) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, eachLeaf(value, change, key)]));
}

/** {@link eachLeafOf} for texts; what is none stays. */
export function eachText(record: JsonObject, change: (text: string, key: string) => JsonValue): JsonObject {
  return eachLeafOf(record, (leaf, key) => (typeof leaf === "string" ? change(leaf, key) : leaf));
}
