import { toPointer } from "../dossier/issue.ts";

/** What stands for a large text value that is kept aside. */
export interface ContentReference {
  /** SHA-256 (hex) of its UTF-8 bytes. */
  readonly sha256: string;
  /** How many bytes those are. */
  readonly bytes: number;
}

/** A reference with its place (RFC 6901) in the dossier. */
export interface PlacedReference extends ContentReference {
  readonly pointer: string;
}

/** How a payload is stored that is so large that values of it may be kept aside. */
export interface StoredPayload {
  /** Canonical JSON, with a {@link referenceText} in the place of each large value. */
  readonly text: string;
  /** SHA-256 (hex) of the canonical JSON of the whole payload: by it the same content is known again. */
  readonly sha256: string;
  /** The UTF-8 bytes of the values that `text` refers to, by their hash; to be kept before `text` is stored. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

/** From so many characters on a text value is kept aside, unless the configuration says otherwise. */
export const LARGE_FROM = 32_768;

/**
 * The least that {@link LARGE_FROM} may be set to: far above every text that the portal's own messages can hold, so that
 * nothing in them is ever kept aside. Only sectors' messages carry contents of files.
 */
export const LEAST_LARGE_FROM = 16_384;

const REFERENCE = /"\\u0073ha256:(?<sha256>[0-9a-f]{64}):(?<bytes>\d+)"/g;

/**
 * A reference as it stands in the stored text of a payload: a JSON string whose first letter is written as an escape.
 * Canonical JSON never writes a letter so. No value that anybody sends can come to look like it: whatever it says, its text
 * is written anew in canonical form, and there this begins no string.
 */
export function referenceText({ sha256, bytes }: ContentReference): string {
  return String.raw`"\u0073ha256:${sha256}:${bytes}"`;
}

/** The references in the stored text of a payload, in their order. */
export function referencesIn(text: string): readonly ContentReference[] {
  return Array.from(text.matchAll(REFERENCE), ({ groups }) => ({
    sha256: groups?.["sha256"] ?? "",
    bytes: Number(groups?.["bytes"]),
  }));
}

/**
 * The canonical JSON of a payload, byte for byte what it was before values of it were set aside.
 * @param contentOf the value that is kept under a hash
 */
export function withContents(text: string, contentOf: (sha256: string) => string): string {
  return text.replace(REFERENCE, (_reference, sha256: string) => JSON.stringify(contentOf(sha256)));
}

const DIGEST = "sha256:";

/** What is told of a payload by its hash alone, in the place of its canonical JSON, which never begins like this. */
export function digestMark(sha256: string): string {
  return DIGEST + sha256;
}

/** The hash in a {@link digestMark}; null for anything else. */
export function digestIn(told: string): string | null {
  return told.startsWith(DIGEST) ? told.slice(DIGEST.length) : null;
}

/** A dossier with something else in the places of its large values. */
export function withValuesAt(
  dossier: Readonly<Record<string, unknown>>,
  references: readonly PlacedReference[],
  valueOf: (reference: PlacedReference) => unknown,
): Readonly<Record<string, unknown>> {
  const byPointer = new Map(references.map((reference) => [reference.pointer, reference]));
  const filled = (value: unknown, path: readonly PropertyKey[]): unknown => {
    const reference = byPointer.get(toPointer(path));
    if (reference !== undefined) return valueOf(reference);
    if (Array.isArray(value)) return value.map((item, index) => filled(item, [...path, index]));
    return typeof value === "object" && value !== null ? members(value, path) : value;
  };
  const members = (value: object, path: readonly PropertyKey[]): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member, [...path, name])]));
  return references.length === 0 ? dossier : members(dossier, []);
}
