import { canonicalJson } from "#core/canonical-json.ts";
import type { EnvelopeContent } from "#core/ports.ts";

const encoder = new TextEncoder();

/** What the portal calls the sender in every request: its unit (`madonvi`) and the session of the login. */
export interface Caller {
  readonly unitCode: string;
  readonly token: string;
}

/**
 * Bytes of one write request: `data`, `isUpdating` (`"True"` or `"False"`, where the service knows it), `madonvi`,
 * `service`, `session`, in canonical form: names sorted, no white space. `content.data` is already canonical and goes in
 * as it is, unparsed, so the whole is byte for byte what {@link canonicalJson} gives for the same object.
 */
export function encodeEnvelope(content: EnvelopeContent, { unitCode, token }: Caller): Uint8Array {
  const isUpdating = content.isUpdating === undefined ? "" : `"isUpdating":"${content.isUpdating ? "True" : "False"}",`;
  return encoder.encode(
    `{"data":${content.data},${isUpdating}"madonvi":${canonicalJson(unitCode)},` +
      `"service":${canonicalJson(content.service)},"session":${canonicalJson(token)}}`,
  );
}

/** Bytes of a look-up (`TraCuuHoSo`); the portal wants `mahoso` in lower case here. */
export function encodeLookup(dossierCode: string, { unitCode, token }: Caller): Uint8Array {
  return encoder.encode(
    canonicalJson({ madonvi: unitCode, mahoso: dossierCode, service: "TraCuuHoSo", session: token }),
  );
}

/** The session token at the end of bytes made here, so that it can be kept out of evidence; undefined for other bytes. */
export function tokenIn(body: Uint8Array): string | undefined {
  const tail = new TextDecoder().decode(body.subarray(-LONGEST_TAIL));
  const found = /"session":("(?:[^"\\]|\\.)*")\}$/.exec(tail)?.[1];
  if (found === undefined) return undefined;
  const token: unknown = JSON.parse(found);
  return typeof token === "string" ? token : undefined;
}

/** Far more than any session token seen (a UUID), including its name. */
const LONGEST_TAIL = 8192;
