import type { SigningKey } from "../../keys/signing-key.ts";
import { layOut, type SignatureLayout, type SignaturePlan, type XmlKey } from "./lay-out-signature.ts";

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
const slots = /([\u{E000}-\u{E0FF}])\1*/u;
const everySlot = new RegExp(slots, "gu");

/**
 * The same layout with everything that never changes written and encoded once: from then on a signature is a copy with
 * a few places filled in. For signatures that always stand in the same place.
 */
export function precomputeLayout(layout: SignatureLayout, { value, digests }: SlotWidths): SignatureLayout {
  const plain = [layout.statement(""), layout.signedInfo([]), layout.signature("", [], "")];
  if (plain.some((text) => slots.test(text.toString()))) return layout; // an Id or a language with such a character
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

/** Characters of Base64 every signature of a key takes: RSA that of the modulus, P-256 r and s side by side. */
export function signatureWidth({ publicKey }: SigningKey): number {
  const { modulusLength } = publicKey.asymmetricKeyDetails ?? {};
  const bytes = modulusLength === undefined ? 64 : Math.ceil(modulusLength / 8);
  return Math.ceil(bytes / 3) * 4;
}

/** Layouts remembered for each key; more kinds of documents than that do not come in turns. */
const mostRemembered = 100;

/**
 * Lays signatures out, and remembers how: documents of one kind have their signature in the same place. What is met for
 * the second time is precomputed, for that costs as much as a few plain layouts.
 */
export function rememberLayouts(key: XmlKey, value: number): (plan: SignaturePlan) => SignatureLayout {
  const known = new Map<string, { layout: SignatureLayout; isPrecomputed: boolean }>();
  return (plan) => {
    const { id, covered, scope } = plan;
    const name = JSON.stringify([id, covered, [...scope.namespaces], [...scope.xmlAttributes]]);
    const found = known.get(name);
    if (found === undefined) {
      const layout = layOut(key, plan);
      if (known.size >= mostRemembered) known.clear();
      known.set(name, { layout, isPrecomputed: false });
      return layout;
    }
    if (!found.isPrecomputed) {
      found.layout = precomputeLayout(found.layout, { value, digests: covered.length + 1 });
      found.isPrecomputed = true;
    }
    return found.layout;
  };
}

function precompute(written: Buffer): (values: readonly string[]) => Buffer {
  const text = written.toString();
  const places: { readonly index: number; readonly start: number; readonly width: number }[] = [];
  let plain = "";
  let end = 0;
  for (const match of text.matchAll(everySlot)) {
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
