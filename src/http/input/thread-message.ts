import { types } from "node:util";
import { deserialize, serialize } from "node:v8";
import { WrittenNumber } from "#core/dossier/written-number.ts";
import type { Issue } from "#core/dossier/issue.ts";
import type { DossierShapes, ReadText, ReadValue, ReadingLimits, TextFormat } from "./read-dossiers.ts";

/** What a reading thread is started with. */
export interface ThreadData {
  readonly shapes: DossierShapes;
  readonly limits: ReadingLimits;
}

/** What it is asked to read. */
export interface ThreadRequest {
  readonly bytes: Uint8Array;
  readonly format: TextFormat;
}

/** A value on its way between threads: bytes that cost nothing to hand over and are only read when it is its turn. */
export type PackedValue =
  | { readonly ok: true; readonly packed: Uint8Array<ArrayBuffer>; readonly hasFractions: boolean }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** {@link ReadText} with its values packed. */
export type PackedText =
  | { readonly kind: "one"; readonly read: PackedValue }
  | { readonly kind: "batch"; readonly items: readonly PackedValue[] }
  | { readonly kind: "batch-too-large" }
  | { readonly kind: "unreadable"; readonly issues: readonly Issue[] };

/** Packs what was read, value by value. */
export function packText(text: ReadText): PackedText {
  if (text.kind === "one") return { kind: "one", read: pack(text.read) };
  return text.kind === "batch" ? { kind: "batch", items: text.items.map(pack) } : text;
}

function pack(read: ReadValue): PackedValue {
  if (!read.ok) return read;
  let hasFractions = false;
  // A class does not survive the way; a String that is an object does, and no JSON or XML makes one.
  const plain = replaced(read.value, (one) => {
    if (!(one instanceof WrittenNumber)) return undefined;
    hasFractions = true;
    return Object(one.source) as object;
  });
  return { ok: true, packed: ofItsOwn(serialize(plain)), hasFractions };
}

/** The bytes in memory that nothing else stands in, as it can be handed over; large ones come so and are not copied. */
function ofItsOwn(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes);
}

/** The value as it was read. */
export function unpack(read: PackedValue): ReadValue {
  if (!read.ok) return read;
  const value: unknown = deserialize(read.packed);
  if (!read.hasFractions) return { ok: true, value };
  return {
    ok: true,
    value: replaced(value, (one) => (types.isStringObject(one) ? new WrittenNumber(String(one)) : undefined)),
  };
}

/** The value with other objects in the place of some; what is bounded in depth may be walked so. */
function replaced(value: unknown, other: (one: object) => object | undefined): unknown {
  if (typeof value !== "object" || value === null) return value;
  const instead = other(value);
  if (instead !== undefined) return instead;
  if (Array.isArray(value)) return value.map((entry: unknown) => replaced(entry, other));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replaced(member, other)]));
}
