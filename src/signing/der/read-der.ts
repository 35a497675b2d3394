/**
 * A strict reader of DER (ITU-T X.690): definite lengths in their shortest form, tags below 31, nothing left over. It
 * keeps the bytes as they came, so that signatures are verified over what was sent and not over what was understood.
 */

/** The universal tags read here, with their constructed bit. */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Context-specific tag `[n]`: constructed, or primitive (`[n] IMPLICIT` of a primitive type). */
export const contextTag = (n: number): number => 0xa0 + n;
export const primitiveContextTag = (n: number): number => 0x80 + n;

/** The bytes are not strict DER, or not of the shape that was asked for. */
export class NotDer extends Error {
  override readonly name = "NotDer";
}

/** One element: its tag, the bytes of the whole, and those of its content. */
export interface Der {
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

/** The one element these bytes are. @throws NotDer */
export function readDer(bytes: Uint8Array, tag?: number): Der {
  const der = readAt(bytes, 0);
  if (der.bytes.length !== bytes.length) throw new NotDer("bytes are left over");
  return expectTag(der, tag);
}

/** Reads the elements inside a constructed element one after another. */
export class DerReader {
  readonly #content: Uint8Array;
  #at = 0;

  constructor(parent: Der) {
    if ((parent.tag & 0x20) === 0) throw new NotDer("not a constructed element");
    this.#content = parent.content;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#content.length;
  }

  /** The next element, which must be there and (where given) have this tag. */
  take(tag?: number): Der {
    const der = expectTag(readAt(this.#content, this.#at), tag);
    this.#at += der.bytes.length;
    return der;
  }

  /** The next element if it has this tag. */
  maybe(tag: number): Der | undefined {
    return this.#content[this.#at] === tag ? this.take() : undefined;
  }

  /** All that is left, each with this tag where one is given. */
  rest(tag?: number): Der[] {
    const elements: Der[] = [];
    while (!this.isAtEnd) elements.push(this.take(tag));
    return elements;
  }

  /** Nothing may be left. */
  end(): void {
    if (!this.isAtEnd) throw new NotDer("an element too many");
  }
}

/** The elements inside a constructed element, each with this tag where one is given. */
export function derChildren(parent: Der, tag?: number): Der[] {
  return new DerReader(parent).rest(tag);
}

function readAt(bytes: Uint8Array, at: number): Der {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) throw new NotDer("cut off");
  if ((tag & 0x1f) === 0x1f) throw new NotDer("a tag of several bytes");
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first - 0x80;
    if (count === 0 || count > 4) throw new NotDer("an indefinite or huge length");
    length = 0;
    for (const byte of bytes.subarray(start, start + count)) length = length * 256 + byte;
    if (length < 0x80 || length < 256 ** (count - 1)) throw new NotDer("a length not in its shortest form");
    start += count;
  }
  const end = start + length;
  if (end > bytes.length) throw new NotDer("cut off");
  return { tag, bytes: bytes.subarray(at, end), content: bytes.subarray(start, end) };
}

function expectTag(der: Der, tag: number | undefined): Der {
  if (tag !== undefined && der.tag !== tag) throw new NotDer(`tag ${der.tag} where ${tag} belongs`);
  return der;
}
