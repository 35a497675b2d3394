import type { InquiryAnswer, Lookup } from "#core/delivery/outcome.ts";
import type { JsonObject, JsonValue } from "#core/message/message.ts";
import { canonicalJson } from "#core/message/canonical-json.ts";
import { dossierLookupAnswer } from "#schemas/portal/dossier-lookup.ts";
import { PORTAL_FIELD_NAMES } from "#schemas/portal/field-names.ts";
import { composeOutcome } from "./compose-outcome.ts";
import { packedJson } from "./json-text.ts";

/**
 * What an answer to `TraCuuHoSo` says of the dossier asked after. It is found where a record carries its code, or no code
 * at all and stands alone; records of other dossiers do not count. An empty result, or a no in the words «Không tìm thấy hồ
 * sơ», means that the portal does not know it.
 *
 * Names of a record's fields come out as the portal's own calls spell them, whatever their case (some services answer in
 * ALL CAPS), so that they can be compared with what was sent.
 */
export function toLookup(answered: InquiryAnswer, dossierCode: string): Lookup {
  const { outcome } = answered;
  const receipt = outcome.receipt === undefined ? {} : { receipt: outcome.receipt };
  if (outcome.kind === "dossier-unknown") return { kind: "absent", ...receipt };
  if (answered.kind === "no-answer" || outcome.kind !== "delivered") return { kind: "no-answer", outcome };
  const unreadable = { ...composeOutcome("lookup-unreadable", { ...outcome, purpose: "lookup" }), ...receipt };
  const read = dossierLookupAnswer.safeParse(withResult(answered.json));
  if (!read.success) return { kind: "no-answer", outcome: unreadable };
  // What JSON.parse gave is JSON; the schema only says so less exactly.
  const records = read.data.result.map((record) => inOurSpelling(record as JsonObject));
  const found = records.filter((record) => codeOf(record) === dossierCode.trim().toUpperCase());
  if (found.length > 0) return { kind: "found", record: commonOf(found), ...receipt };
  const nameless = records.find((record) => codeOf(record) === null);
  if (nameless === undefined) return { kind: "absent", ...receipt };
  if (records.length > 1) return { kind: "no-answer", outcome: unreadable };
  return { kind: "found", record: nameless, ...receipt };
}

/**
 * The answer with its records under `result`: they were also seen as JSON text, in `message` (provincial wrappers), and
 * may stand under `data` or in a list of lists.
 */
function withResult(json: JsonValue): JsonValue {
  const answer = isObject(json) ? json : {};
  const own = unwrapped(answer["result"]);
  if (isFilled(own)) return { ...answer, result: own };
  const told = unwrapped(answer["message"]);
  const inside = isObject(told) && !Array.isArray(told) ? told : {};
  const elsewhere = [answer["data"], inside["result"], inside["data"]]
    .map(unwrapped)
    .find((one) => isObject(one) && isFilled(one));
  return { ...answer, ...(isObject(told) && { message: "" }), ...(elsewhere !== undefined && { result: elsewhere }) };
}

function unwrapped(value: JsonValue | undefined): JsonValue | undefined {
  const json = typeof value === "string" ? (packedJson(value) ?? value) : value;
  return Array.isArray(json) && json.every(Array.isArray) ? json.flat() : json;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null;
}

function isFilled(value: JsonValue | undefined): value is JsonValue {
  return isObject(value) ? Object.keys(value).length > 0 : value !== undefined && value !== null && value !== "";
}

/** What several records of one dossier, such as its versions, say alike: which of them holds now they do not tell. */
function commonOf([first = {}, ...others]: readonly JsonObject[]): JsonObject {
  const isAlike = ([name, value]: readonly [string, JsonValue]): boolean =>
    others.every((other) => canonicalJson(other[name]) === canonicalJson(value));
  return Object.fromEntries(Object.entries(first).filter(isAlike));
}

/** The dossier a record is about, in capitals; null where it does not say. */
function codeOf(record: JsonObject): string | null {
  const code = record["MaHoSo"];
  return typeof code === "string" && code.trim() !== "" ? code.trim().toUpperCase() : null;
}

function inOurSpelling(record: JsonObject): JsonObject {
  const members = Object.entries(record).map(([name, value]) => [name, valueInOurSpelling(value)] as const);
  const renamed = members.map(([name, value]) => [spelled(name), value] as const);
  // Where a name comes in both spellings, ours holds.
  const ours = members.filter(([name]) => spelled(name) === name);
  return { ...Object.fromEntries(renamed), ...Object.fromEntries(ours) };
}

function valueInOurSpelling(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(valueInOurSpelling);
  return typeof value === "object" && value !== null ? inOurSpelling(value as JsonObject) : value;
}

function spelled(name: string): string {
  return PORTAL_FIELD_NAMES.get(name.trim().toLowerCase()) ?? name;
}
