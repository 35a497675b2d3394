/** Something encoded once for all, in words of four bytes: they are copied twice as fast as bytes. */
export interface Encoded {
  readonly words: Uint32Array;
  /** Bytes. */
  readonly length: number;
}

/** @param text well-formed, and standing as it is */
export function encode(text: string): Encoded {
  const bytes = Buffer.from(text);
  const padded = new DataView(new ArrayBuffer(Math.ceil(bytes.length / 4) * 4));
  bytes.forEach((byte, index) => padded.setUint8(index, byte));
  const words = Uint32Array.from({ length: padded.byteLength / 4 }, (_, index) => padded.getUint32(index * 4, true));
  return { words, length: bytes.length };
}

/** Writes it; up to three bytes behind its end are overwritten. */
export function putEncoded(view: DataView, at: number, { words }: Encoded): void {
  for (let index = 0; index < words.length; index += 1) view.setUint32(at + index * 4, words[index] ?? 0, true);
}
