import { parseJson } from "../message/canonical-json.ts";
import type { JsonObject, JsonValue } from "../message/message.ts";

/** How the portal's record of a dossier (`TraCuuHoSo`) compares with what we sent, field by field. */
export interface HeldComparison {
  /** Names of the fields that differ, sorted. */
  readonly differing: readonly string[];
  /** Names of the fields that are shown and agree. */
  readonly agreeing: readonly string[];
  /** How many fields with something in them we sent, and of how many the record lets one say whether they agree. */
  readonly sent: number;
  readonly compared: number;
}

/** Names the dossier in every record, so it tells one dossier from another and never one content from another. */
const CODE = "MaHoSo";

/**
 * Compares what we sent with the portal's record. Fields the record does not show, or shows with less in them than we
 * sent (a day for a time), prove nothing.
 */
export function compareHeld(payload: string, held: JsonObject): HeldComparison {
  const sent = fieldsOf(payload);
  const names = Object.keys(sent)
    .filter((name) => name !== CODE)
    .toSorted();
  const results = names.map((name) => [name, agree(sent[name], held[name])] as const);
  const filled = results.filter(([name]) => !isEmpty(sent[name]));
  return {
    differing: results.flatMap(([name, agrees]) => (agrees === false ? [name] : [])),
    agreeing: results.flatMap(([name, agrees]) => (agrees === true ? [name] : [])),
    sent: filled.length,
    compared: filled.filter(([, agrees]) => agrees !== null).length,
  };
}

/**
 * What the portal's record proves of one content among others that the portal may hold instead.
 *
 * `shown`: the record agrees with it and, of each of the others, differs in some field; `different`: it does not agree;
 * `not-shown`: it agrees as far as it goes, and so does another. With `anythingElse` the portal may hold what nobody here
 * knows of, so that only a record that shows every filled field proves something.
 */
export function proveHeld(
  payload: string,
  held: JsonObject,
  others: readonly string[],
  { anythingElse }: { readonly anythingElse: boolean },
): "shown" | "different" | "not-shown" {
  const { differing, agreeing, sent, compared } = compareHeld(payload, held);
  if (differing.length > 0) return "different";
  if (agreeing.length === 0 || (anythingElse && compared < sent)) return "not-shown";
  const isRuledOut = (other: string): boolean => {
    const fields = fieldsOf(other);
    return agreeing.some((name) => agree(fields[name], held[name]) === false);
  };
  return others.every(isRuledOut) ? "shown" : "not-shown";
}

function fieldsOf(payload: string): JsonObject {
  const sent = parseJson(payload);
  return isObject(sent) ? sent : {};
}

/** Whether what is held is what was sent; null where it does not show enough to say so. */
function agree(sent: JsonValue | undefined, held: JsonValue | undefined): boolean | null {
  if (held === undefined) return null;
  if (isEmpty(sent) || isEmpty(held)) return isEmpty(sent) && isEmpty(held);
  if (Array.isArray(sent) && Array.isArray(held)) {
    if (sent.length !== held.length) return false;
    return all(sent.map((item, place) => agree(item as JsonValue, held[place] as JsonValue)));
  }
  if (isObject(sent) && isObject(held)) return all(Object.keys(sent).map((name) => agree(sent[name], held[name])));
  if (typeof sent === "object" || typeof held === "object") return false;
  return sameText(textOf(sent), textOf(held));
}

function all(results: readonly (boolean | null)[]): boolean | null {
  if (results.includes(false)) return false;
  return results.includes(null) ? null : true;
}

/** Null, the empty text and the empty list are one to the portal. */
function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) && value.length === 0;
}

/** Numbers and text are one to the portal; text is compared in NFC and white space as one blank. */
function textOf(value: JsonValue | undefined): string {
  return `${value as string | number | boolean}`.trim().replace(/\s+/g, " ").normalize("NFC");
}

function sameText(sent: string, held: string): boolean | null {
  if (sent === held) return true;
  // Some systems show names in capitals: that tells nothing about a change of case alone.
  if (sent.toLowerCase() === held.toLowerCase()) return null;
  const [time, shown] = [digitsOf(sent), digitsOf(held)];
  if (time === null || shown === null) return false;
  // A day where a time was sent may be the right day, which says nothing of the time.
  if (shown.length < time.length) return time.startsWith(shown) ? null : false;
  return shown.startsWith(time) && /^0*$/.test(shown.slice(time.length));
}

/** Forms of a time that systems of this kind were seen to write, besides the portal's own `yyyyMMddHHmmss`. */
const DAY_FIRST = /^(\d{2})[/-](\d{2})[/-](\d{4})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/;
const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(?:\+07:?00)?)?$/;
const DIGITS = /^(?:19|20)\d{6}(?:\d{6})?$/;

/** A local time as digits, year first, as far as it goes; null for text that is none. */
function digitsOf(text: string): string | null {
  if (DIGITS.test(text)) return text;
  const [, day, month, year, ...clock] = DAY_FIRST.exec(text) ?? [];
  if (year !== undefined) return [year, month, day, ...clock].join("");
  const [, ...parts] = YEAR_FIRST.exec(text) ?? [];
  return parts.length === 0 ? null : parts.join("");
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
