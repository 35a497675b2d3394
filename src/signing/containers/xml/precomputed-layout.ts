import type { SigningKey } from "../../keys/signing-key.ts";
import type { SignatureLayout } from "./lay-out-signature.ts";

/** `2027-05-18T01:30:15Z` and Base64 of SHA-256. */
const [timeWidth, digestWidth] = [20, 44];

/** A character of a private use area, which no text of a signature has, as often as the slot is wide. */
const slot = (index: number, width: number): string => String.fromCodePoint(0xe000 + index).repeat(width);
const slots = /([\u{E000}-\u{E0FF}])\1*/u;
const everySlot = new RegExp(slots, "gu");

/**
 * The same layout with everything that never changes written and encoded once: from then on a signature is a copy with
 * a few places filled in.
 *
 * @param valueWidth characters of Base64 every signature of the key takes, see {@link signatureWidth}
 */
export function precomputeLayout(layout: SignatureLayout, valueWidth: number): SignatureLayout {
  const plain = [layout.statement(""), layout.signedInfo(["", ""]), layout.signature("", ["", ""], "")];
  if (plain.some((text) => slots.test(text.toString()))) return layout; // a certificate's subject with such a character
  const [time, value] = [slot(0, timeWidth), slot(1, valueWidth)];
  const digests = [slot(2, digestWidth), slot(3, digestWidth)] as const;
  const statement = precompute(layout.statement(time));
  const signedInfo = precompute(layout.signedInfo(digests));
  const signature = precompute(layout.signature(time, digests, value));
  return {
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
