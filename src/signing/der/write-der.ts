/** The writer of DER (ITU-T X.690), as little of it as CMS, OCSP and timestamps need. Each function gives one value. */

import { derTag } from "./der-tags.ts";

/** Any value: tag, length, content. */
export function derValue(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const content of contents) length += content.length;
  return Buffer.concat([header(tag, length), ...contents]);
}

export function derSequence(...members: readonly Uint8Array[]): Buffer {
  return derValue(derTag.sequence, ...members);
}

/** SET OF: the members in the order DER wants, ascending by their encoding. */
export function derSetOf(...members: readonly Uint8Array[]): Buffer {
  return derValue(derTag.set, ...members.toSorted(Buffer.compare));
}

export function derOctetString(content: Uint8Array): Buffer {
  return derValue(derTag.octetString, content);
}

/** A number from 0 to 127. */
export function derSmallInteger(value: number): Buffer {
  return Buffer.from([derTag.integer, 1, value]);
}

/** @param magnitude a number that is not negative, most significant byte first */
export function derInteger(magnitude: Uint8Array): Buffer {
  const first = magnitude.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : magnitude.subarray(first);
  // A leading bit would make it negative.
  return derValue(derTag.integer, (digits[0] ?? 0) < 0x80 ? new Uint8Array(0) : Uint8Array.of(0), digits);
}

export function derNull(): Buffer {
  return Buffer.from([derTag.null, 0]);
}

/** @param dotted such as `1.2.840.113549.1.7.2` */
export function derOid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return derValue(derTag.oid, Buffer.from(bytes));
}

/** To the second: UTCTime from 1950 to 2049, else GeneralizedTime (RFC 5652, section 11.3). */
export function derTime(date: Date): Buffer {
  const digits = `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}Z`;
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050
    ? derValue(derTag.utcTime, Buffer.from(digits.slice(2), "latin1"))
    : derValue(derTag.generalizedTime, Buffer.from(digits, "latin1"));
}

function header(tag: number, length: number): Buffer {
  if (length < 0x80) return Buffer.from([tag, length]);
  if (length < 0x100) return Buffer.from([tag, 0x81, length]);
  if (length < 0x10000) return Buffer.from([tag, 0x82, length >> 8, length & 0xff]);
  return Buffer.from([tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]);
}
