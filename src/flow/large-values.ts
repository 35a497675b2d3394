import { canonicalJson, canonicalJsonWith } from "#core/message/canonical-json.ts";
import {
  LEAST_LARGE_FROM,
  referenceText,
  type ContentReference,
  type PlacedReference,
  type StoredPayload,
} from "#core/message/content-reference.ts";
import type { CheckedDossier } from "#core/dossier/check-dossier.ts";
import { toPointer } from "#core/dossier/issue.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { MappedDossier } from "#core/message/plan-messages.ts";
import { sha256 } from "./sha256.ts";

/** Gives the UTF-8 bytes of a text value, and what refers to them. */
export type Refer = (text: string) => { readonly reference: ContentReference; readonly bytes: Uint8Array };

/** Works each value out once: the same file stands in a dossier and in the messages that are made of it. */
export function createRefer(): Refer {
  const known = new Map<string, ReturnType<Refer>>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const bytes = Buffer.from(text);
    const kept = { reference: { sha256: sha256(bytes), bytes: bytes.byteLength }, bytes };
    known.set(text, kept);
    return kept;
  };
}

/** A dossier without its large values. */
export interface LightDossier {
  /** The hash of each large value stands in its place, here and in the record. */
  readonly dossier: Dossier;
  readonly record: unknown;
  readonly largeValues: readonly PlacedReference[];
  /** The UTF-8 bytes of those values by their hash. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

/**
 * Takes the large values out of a dossier: text values of `largeFrom` characters and more. What is no well-formed Unicode
 * stays where it is, because its bytes would not lead back to it. Pure.
 */
export function withoutLargeValues(
  { dossier, record }: Pick<CheckedDossier, "dossier" | "record">,
  largeFrom: number,
  refer: Refer = createRefer(),
): LightDossier {
  const largeValues: PlacedReference[] = [];
  const contents = new Map<string, Uint8Array>();
  const light = (value: unknown, path: readonly PropertyKey[]): unknown => {
    if (typeof value === "string") {
      if (!isLarge(value, largeFrom)) return value;
      const { reference, bytes } = refer(value);
      contents.set(reference.sha256, bytes);
      largeValues.push({ pointer: toPointer(path), ...reference });
      return reference.sha256;
    }
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item, index) => light(item, [...path, index]));
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, light(member, [...path, name])]));
  };
  // The same shape: only texts were replaced, by texts.
  return { dossier: light(dossier, []) as Dossier, record: light(record, ["record"]), largeValues, contents };
}

/**
 * Works out how the messages of a large dossier are stored. Only sectors' messages carry files; nothing that the portal's
 * own messages may hold is long enough. Pure.
 * @param characters of the dossier's canonical JSON: of one below the least size nothing can have been kept aside, ever
 */
export function withStoredPayloads(
  mapped: MappedDossier,
  characters: number,
  largeFrom: number,
  refer: Refer = createRefer(),
): MappedDossier {
  if (characters < Math.min(largeFrom, LEAST_LARGE_FROM)) return mapped;
  const messages = mapped.messages.map((message) =>
    message.kind === "sector" ? { ...message, stored: toStoredPayload(message.payload, largeFrom, refer) } : message,
  );
  return { ...mapped, messages };
}

/** The form in which a payload is stored; see {@link withoutLargeValues}. Pure. */
export function toStoredPayload(payload: object, largeFrom: number, refer: Refer = createRefer()): StoredPayload {
  const contents = new Map<string, Uint8Array>();
  const text = canonicalJsonWith((value) => {
    if (!isLarge(value, largeFrom)) return JSON.stringify(value);
    const { reference, bytes } = refer(value);
    contents.set(reference.sha256, bytes);
    return referenceText(reference);
  }, payload);
  return { text, sha256: sha256(contents.size === 0 ? text : canonicalJson(payload)), contents };
}

function isLarge(text: string, largeFrom: number): boolean {
  return text.length >= largeFrom && text.isWellFormed();
}
