import { canonicalJson, parseJson } from "#core/message/canonical-json.ts";
import type { JsonObject } from "#core/message/message.ts";
import type { EnvelopeContent } from "#core/ports/ports.ts";

const encoder = new TextEncoder();

/** What the portal calls the sender in every request: its unit (`madonvi`) and the session of the login. */
export interface Caller {
  readonly unitCode: string;
  readonly token: string;
}

/**
 * Bytes of one write request: `data`, `isUpdating` (`"True"` or `"False"`, where the service knows it), `madonvi`,
 * `service`, `session`, in canonical form: names sorted, no white space. `content.data` is already canonical and goes in
 * as it is, unparsed, so the whole is byte for byte what {@link canonicalJson} gives for the same object. Fields that only
 * one service knows follow `data`, whatever their names, so that service and session stay at the end.
 */
export function encodeEnvelope(content: EnvelopeContent, { unitCode, token }: Caller): Uint8Array {
  const isUpdating = content.isUpdating === undefined ? "" : `"isUpdating":"${content.isUpdating ? "True" : "False"}",`;
  const fields = Object.entries(content.fields ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${canonicalJson(name)}:${canonicalJson(value)},`)
    .join("");
  return encoder.encode(
    `{"data":${content.data},${fields}${isUpdating}"madonvi":${canonicalJson(unitCode)},` +
      `"service":${canonicalJson(content.service)},"session":${canonicalJson(token)}}`,
  );
}

/** Bytes of a question, such as a look-up (`TraCuuHoSo`): its body beside unit, service and session. */
export function encodeQuestion(service: string, body: JsonObject, { unitCode, token }: Caller): Uint8Array {
  return encoder.encode(canonicalJson({ ...body, madonvi: unitCode, service, session: token }));
}

/** What bytes made here say about themselves at their end. */
export interface EnvelopeTail {
  readonly service: string;
  /** To be kept out of evidence. */
  readonly token: string;
}

/** Reads service and session back from bytes made here, without parsing the data; undefined for other bytes. */
export function readTail(body: Uint8Array): EnvelopeTail | undefined {
  const tail = new TextDecoder().decode(body.subarray(-LONGEST_TAIL));
  const [, service, token] = /"service":("(?:[^"\\]|\\.)*"),"session":("(?:[^"\\]|\\.)*")\}$/.exec(tail) ?? [];
  if (service === undefined || token === undefined) return undefined;
  return { service: unquote(service), token: unquote(token) };
}

/** The text of a JSON string literal. */
function unquote(literal: string): string {
  const text = parseJson(literal);
  return typeof text === "string" ? text : "";
}

/** Far more than any session token seen (a UUID) and any name of a service. */
const LONGEST_TAIL = 8192;
