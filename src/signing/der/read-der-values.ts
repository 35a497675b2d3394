import { type Der, DerReader, derTag, NotDer } from "./read-der.ts";

/** An object identifier as text, e.g. `1.2.840.113549.1.7.2`. */
export function oidOf(der: Der): string {
  if (der.tag !== derTag.oid || der.content.length === 0) throw new NotDer("not an object identifier");
  const numbers: number[] = [];
  let value = 0;
  let isFresh = true;
  for (const byte of der.content) {
    if (isFresh && byte === 0x80) throw new NotDer("an object identifier not in its shortest form");
    value = value * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(value)) throw new NotDer("a huge object identifier");
    isFresh = byte < 0x80;
    if (isFresh) {
      numbers.push(value);
      value = 0;
    }
  }
  if (!isFresh) throw new NotDer("an object identifier cut off");
  const [first = 0, ...others] = numbers;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...others].join(".");
}

/** An integer's content, checked to be in its shortest form, in hexadecimal (two's complement). */
export function integerHex(der: Der): string {
  const [first, second] = der.content;
  if (der.tag !== derTag.integer || first === undefined) throw new NotDer("not an integer");
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new NotDer("an integer not in its shortest form");
  }
  return Buffer.from(der.content).toString("hex");
}

/** A small integer that is not negative. */
export function smallInteger(der: Der): number {
  const hex = integerHex(der);
  if (hex.length > 8 || Number.parseInt(hex.slice(0, 2), 16) >= 0x80) throw new NotDer("not a small integer");
  return Number.parseInt(hex, 16);
}

export function booleanOf(der: Der): boolean {
  const [value] = der.content;
  if (der.tag !== derTag.boolean || der.content.length !== 1 || (value !== 0 && value !== 0xff)) {
    throw new NotDer("not a boolean");
  }
  return value === 0xff;
}

/** The bytes of a bit string that is a whole number of bytes (keys, signatures). */
export function bitStringBytes(der: Der): Uint8Array {
  if (der.tag !== derTag.bitString || der.content[0] !== 0) throw new NotDer("not a bit string of whole bytes");
  return der.content.subarray(1);
}

/** Whether bit `n` of a named bit list is set (the first bit is 0). */
export function hasBit(der: Der, n: number): boolean {
  if (der.tag !== derTag.bitString || der.content.length === 0) throw new NotDer("not a bit string");
  return ((der.content[1 + (n >> 3)] ?? 0) & (0x80 >> (n & 7))) !== 0;
}

const twoDigits = "(\\d\\d)";
const generalized = new RegExp(`^(\\d{4})${twoDigits.repeat(5)}(?:\\.(\\d*[1-9]))?Z$`);
const utc = new RegExp(`^${twoDigits.repeat(6)}Z$`);

/** A time in UTC: UTCTime as RFC 5280, section 4.1.2.5.1 reads its years, or GeneralizedTime, fractions allowed. */
export function timeOf(der: Der): Date {
  const text = Buffer.from(der.content).toString("latin1");
  const match =
    der.tag === derTag.utcTime ? utc.exec(text) : der.tag === derTag.generalizedTime ? generalized.exec(text) : null;
  if (match === null) throw new NotDer("not a time");
  const [, year = "", month, day, hour, minute, second, fraction = "0"] = match;
  const fullYear = year.length === 4 ? year : `${Number(year) < 50 ? "20" : "19"}${year}`;
  const milliseconds = fraction.padEnd(3, "0").slice(0, 3);
  const iso = `${fullYear}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`;
  const time = new Date(iso);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso) throw new NotDer("not a time of the calendar");
  return time;
}

/** An algorithm identifier: its object identifier, and its parameters if they are not absent or NULL. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters: Der | undefined;
}

export function algorithmIdentifierOf(der: Der): AlgorithmIdentifier {
  const reader = new DerReader(der);
  const oid = oidOf(reader.take());
  const parameters = reader.isAtEnd ? undefined : reader.take();
  reader.end();
  return { oid, parameters: parameters?.tag === derTag.null ? undefined : parameters };
}
