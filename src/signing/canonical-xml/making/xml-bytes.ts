import { type Encoded, putEncoded } from "./encoded.ts";
import { escapeAttribute, escapeText } from "./xml-text.ts";

/** Where in a table of 128 a character is that cannot go out as it is. */
const unusual = (characters: string, controls: string): Uint8Array => {
  const table = new Uint8Array(128);
  for (let code = 0; code < 0x20; code += 1) if (!controls.includes(String.fromCodePoint(code))) table[code] = 1;
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
};
const unusualInText = unusual("&<>", "\t\n");
const unusualInAttribute = unusual('&<"', "");
const nothingUnusual = new Uint8Array(128);

/** Longer texts are encoded by Node: crossing over to it costs what some sixty characters do. */
const shortText = 64;

/**
 * Taken out of the prototype once: V8 has a kind of string for each way of keeping one (one or two bytes, joined, cut
 * out), and after the fifth kind `text.charCodeAt` looks the method up anew for every character, twice as slow in all.
 */
const { charCodeAt } = String.prototype;

/** Bytes that are always free: words are written whole, and then overwritten from where the text ends. */
const slack = 16;

/** The buffer documents are written in, one after the other; one larger than this is not kept. */
const [firstSize, keptSize] = [64 * 1024, 1024 * 1024];
let spare: Buffer | undefined;

/**
 * UTF-8 being written. Most texts are short and plain: a loop that looks at each character and writes it at once is
 * several times as fast as to test, join and encode strings.
 */
export class XmlBytes {
  #bytes: Buffer;
  #view: DataView;
  #length = 0;

  constructor() {
    this.#bytes = spare ?? Buffer.allocUnsafeSlow(firstSize);
    spare = undefined;
    this.#view = viewOf(this.#bytes);
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** One ASCII character that stands as it is. */
  ascii(code: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = code;
    this.#length += 1;
  }

  encoded(part: Encoded): void {
    this.#reserve(part.length);
    putEncoded(this.#view, this.#length, part);
    this.#length += part.length;
  }

  /** What is well-formed and stands as it is. */
  markup(text: string): void {
    if (!this.#short(text, nothingUnusual)) this.#long(text);
  }

  /** @throws Fault `xml-unwritable` */
  text(text: string): void {
    if (!this.#short(text, unusualInText)) this.#long(escapeText(text));
  }

  /** The value of an attribute, without the quotes. @throws Fault `xml-unwritable` */
  attribute(value: string): void {
    if (!this.#short(value, unusualInAttribute)) this.#long(escapeAttribute(value));
  }

  /** An element with nothing but a text: most of a document. @throws Fault `xml-unwritable` */
  leaf(startTag: Encoded, text: string, endTag: Encoded): void {
    if (text.length <= shortText) {
      this.#reserve(startTag.length + text.length + endTag.length);
      putEncoded(this.#view, this.#length, startTag);
      const end = putShort(text, unusualInText, this.#bytes, this.#length + startTag.length);
      if (end >= 0) {
        putEncoded(this.#view, end, endTag);
        this.#length = end + endTag.length;
        return;
      }
    }
    this.encoded(startTag);
    this.#long(escapeText(text));
    this.encoded(endTag);
  }

  /** A copy of everything written. The writing ends here. */
  finish(): Buffer {
    const written = Buffer.allocUnsafe(this.#length);
    this.#bytes.copy(written, 0, 0, this.#length);
    if (this.#bytes.length <= keptSize) spare = this.#bytes;
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
    return written;
  }

  /** Writes a short text of nothing but usual characters; otherwise answers false, and nothing counts as written. */
  #short(text: string, table: Uint8Array): boolean {
    if (text.length > shortText) return false;
    this.#reserve(text.length);
    const end = putShort(text, table, this.#bytes, this.#length);
    if (end < 0) return false;
    this.#length = end;
    return true;
  }

  #long(text: string): void {
    this.#reserve(text.length);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** Makes room for so many characters, none of which takes more than three bytes. */
  #reserve(characters: number): void {
    const needed = this.#length + characters * 3 + slack;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}

/**
 * Writes a text of characters that are usual by the table.
 *
 * @returns where it ends, or -1 when it has others
 */
function putShort(text: string, table: Uint8Array, bytes: Buffer, start: number): number {
  const { length } = text;
  let at = start;
  for (let index = 0; index < length; index += 1) {
    const unit = charCodeAt.call(text, index);
    if (unit < 0x80) {
      if (table[unit] !== 0) return -1;
      bytes[at] = unit;
      at += 1;
    } else if (unit < 0x800) {
      bytes[at] = 0xc0 | (unit >> 6);
      bytes[at + 1] = 0x80 | (unit & 0x3f);
      at += 2;
    } else {
      // Halves of characters outside the BMP, and the two that XML forbids.
      if ((unit >= 0xd800 && unit < 0xe000) || unit >= 0xfffe) return -1;
      bytes[at] = 0xe0 | (unit >> 12);
      bytes[at + 1] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[at + 2] = 0x80 | (unit & 0x3f);
      at += 3;
    }
  }
  return at;
}
