/** DER (ITU-T X.690), as little of it as CMS needs. Each function gives one encoded value. */

const tag = {
  integer: 0x02,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The context-specific tag `[number]` of a constructed value. */
export function contextTag(number: number): number {
  return 0xa0 | number;
}

/** Any value: tag, length, content. */
export function encode(tagByte: number, ...contents: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const content of contents) length += content.length;
  return Buffer.concat([header(tagByte, length), ...contents]);
}

export function sequence(...members: readonly Uint8Array[]): Buffer {
  return encode(tag.sequence, ...members);
}

/** SET OF: the members in the order DER wants, ascending by their encoding. */
export function setOf(...members: readonly Uint8Array[]): Buffer {
  return encode(tag.set, ...members.toSorted(Buffer.compare));
}

export function octetString(content: Uint8Array): Buffer {
  return encode(tag.octetString, content);
}

/** A number from 0 to 127. */
export function smallInteger(value: number): Buffer {
  return Buffer.from([tag.integer, 1, value]);
}

/** @param magnitude a number that is not negative, most significant byte first */
export function integer(magnitude: Uint8Array): Buffer {
  const first = magnitude.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : magnitude.subarray(first);
  // A leading bit would make it negative.
  return encode(tag.integer, (digits[0] ?? 0) < 0x80 ? new Uint8Array(0) : Uint8Array.of(0), digits);
}

export function nullValue(): Buffer {
  return Buffer.from([tag.null, 0]);
}

/** @param dotted such as `1.2.840.113549.1.7.2` */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return encode(tag.objectIdentifier, Buffer.from(bytes));
}

/** To the second: UTCTime from 1950 to 2049, else GeneralizedTime (RFC 5652, section 11.3). */
export function time(date: Date): Buffer {
  const digits = `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`;
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050
    ? encode(tag.utcTime, Buffer.from(digits.slice(2), "latin1"))
    : encode(tag.generalizedTime, Buffer.from(digits, "latin1"));
}

/**
 * The encoded members of a constructed value.
 *
 * @throws RangeError when it is not one, or its lengths do not fit
 */
export function membersOf(value: Uint8Array): Buffer[] {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const outer = extent(bytes, 0);
  if (((bytes[0] ?? 0) & 0x20) === 0 || outer.end !== bytes.length) throw new RangeError("not one constructed value");
  const members: Buffer[] = [];
  for (let at = outer.start; at < outer.end;) {
    const { end } = extent(bytes, at);
    members.push(bytes.subarray(at, end));
    at = end;
  }
  return members;
}

/** Where the content of the value at `at` starts and ends. Tags are of one byte. */
function extent(bytes: Buffer, at: number): { start: number; end: number } {
  const first = bytes.readUInt8(at + 1);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + lengthBytes;
  const end = start + (lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes));
  if (end > bytes.length) throw new RangeError("a length goes beyond the value");
  return { start, end };
}

function header(tagByte: number, length: number): Buffer {
  if (length < 0x80) return Buffer.from([tagByte, length]);
  if (length < 0x100) return Buffer.from([tagByte, 0x81, length]);
  if (length < 0x10000) return Buffer.from([tagByte, 0x82, length >> 8, length & 0xff]);
  return Buffer.from([tagByte, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]);
}
