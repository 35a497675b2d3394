import type { JsonObject, JsonValue } from "#core/message/message.ts";

/** Parsed JSON, or undefined for text that is none. */
export function tryJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // Not JSON is an answer like any other here; the caller classifies it.
    return undefined;
  }
}

/** The object or list that stands as JSON in a text, as provincial wrappers were seen to answer; else undefined. */
export function packedJson(text: string): JsonObject | readonly JsonValue[] | undefined {
  const json = tryJson(text);
  return typeof json === "object" && json !== null ? json : undefined;
}
