import type { SignatureLayout } from "./xml-signature.ts";

/** Characters of a private use area: no text of a signature has them. */
const slot = (index: number): string => `\u{E000}${index}\u{E001}`;
const anySlot = /\u{E000}(\d+)\u{E001}/u;

/**
 * The same layout with everything that never changes written once: from then on a signature is a few strings put
 * together. For signatures that always stand in the same place.
 *
 * @param digestCount how many digests the signature has
 */
export function precomputeLayout(layout: SignatureLayout, digestCount: number): SignatureLayout {
  const digestSlots = Array.from({ length: digestCount }, (_, index) => slot(index + 2));
  const statement = precompute(layout.statement(slot(0)));
  const signedInfo = precompute(layout.signedInfo(digestSlots));
  const signature = precompute(layout.signature(slot(0), digestSlots, slot(1)));
  return {
    statement: (at) => statement([at]),
    signedInfo: (digests) => signedInfo(["", "", ...digests]),
    signature: (at, digests, value) => signature([at, value, ...digests]),
  };
}

function precompute(text: string): (values: readonly string[]) => string {
  // Splitting by a pattern with a group gives text and slot numbers in turn.
  const pieces = text.split(anySlot).map((piece, index) => (index % 2 === 0 ? piece : Number(piece)));
  return (values) => {
    let result = "";
    for (const piece of pieces) result += typeof piece === "string" ? piece : (values[piece] ?? "");
    return result;
  };
}
