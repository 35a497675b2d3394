/** One DER element of a tag and its content. */
export function derValue(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const hex = length.toString(16);
  const size = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 + size.length]), size, content]);
}

export function derSequence(...parts: readonly Uint8Array[]): Buffer {
  return derValue(0x30, Buffer.concat(parts));
}

/** An object identifier from its text. */
export function derOid(text: string): Buffer {
  const [first = 0, second = 0, ...others] = text.split(".").map(Number);
  return derValue(0x06, Buffer.from([first * 40 + second, ...others].flatMap(septets)));
}

function septets(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(128 + (rest % 128));
  return bytes;
}
