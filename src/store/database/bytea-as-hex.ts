import { Buffer } from "node:buffer";
import { types, type PGliteOptions } from "@electric-sql/pglite";

/**
 * How the embedded database writes and reads bytes. Its own way makes a text of every single byte, and an envelope of
 * 12 MB held everything up for ten seconds.
 */
export const BYTEA_AS_HEX = {
  serializers: { [types.BYTEA]: (value: unknown) => String.raw`\x${bytesOf(value).toString("hex")}` },
  // A plain array, as the library gives, and not one that shares the memory of others.
  parsers: { [types.BYTEA]: (text: string) => new Uint8Array(Buffer.from(text.slice(2), "hex")) },
} as const satisfies PGliteOptions;

function bytesOf(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new TypeError("bytes expected for a bytea");
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
