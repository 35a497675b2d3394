import type { SignatureLayout } from "./xml-signature.ts";

/** How many characters each changing text has; all of them always have the same number. */
export interface SlotWidths {
  /** Base64 of the signature. */
  readonly value: number;
  /** Digests of the signature, the statement's included. */
  readonly digests: number;
}

/** `2027-05-18T01:30:15Z` and Base64 of SHA-256. */
const [timeWidth, digestWidth] = [20, 44];

/** A character of a private use area, which no text of a signature has, as often as the slot is wide. */
const slot = (index: number, width: number): string => String.fromCodePoint(0xe000 + index).repeat(width);
const slots = /([\u{E000}-\u{E0FF}])\1*/gu;

/**
 * The same layout with everything that never changes written and encoded once: from then on a signature is a copy with
 * a few places filled in. For signatures that always stand in the same place.
 */
export function precomputeLayout(layout: SignatureLayout, { value, digests }: SlotWidths): SignatureLayout {
  const [timeSlot, valueSlot] = [slot(0, timeWidth), slot(1, value)];
  const digestSlots = Array.from({ length: digests }, (_, index) => slot(index + 2, digestWidth));
  const statement = precompute(layout.statement(timeSlot));
  const signedInfo = precompute(layout.signedInfo(digestSlots));
  const signature = precompute(layout.signature(timeSlot, digestSlots, valueSlot));
  return {
    ids: layout.ids,
    statement: (at) => statement([at]),
    signedInfo: (filled) => signedInfo(["", "", ...filled]),
    signature: (at, filled, made) => signature([at, made, ...filled]),
  };
}

function precompute(written: Buffer): (values: readonly string[]) => Buffer {
  const text = written.toString();
  const places: { readonly index: number; readonly start: number; readonly width: number }[] = [];
  let plain = "";
  let end = 0;
  for (const match of text.matchAll(slots)) {
    plain += text.slice(end, match.index);
    const width = match[0].length;
    places.push({ index: (match[0].codePointAt(0) ?? 0) - 0xe000, start: Buffer.byteLength(plain), width });
    plain += " ".repeat(width);
    end = match.index + width;
  }
  const template = Buffer.from(plain + text.slice(end));
  return (values) => {
    const copy = Buffer.from(template);
    for (const { index, start, width } of places) {
      const value = values[index] ?? "";
      if (value.length !== width) throw new RangeError(`${value.length} characters where ${width} belong`);
      copy.write(value, start, "latin1");
    }
    return copy;
  };
}
