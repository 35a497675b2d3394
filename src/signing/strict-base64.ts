/**
 * Bytes of Base64 as XML carries it, with white space anywhere. Only the one canonical spelling otherwise, so that no
 * character of a signature can be changed without breaking it.
 *
 * @example
 * strictBase64("AQ ID"); // => Buffer.from([1, 2, 3])
 * strictBase64("AQJ="); // => undefined
 */
export function strictBase64(text: string): Buffer | undefined {
  const compact = text.replaceAll(/[ \t\n\r]/g, "");
  const bytes = Buffer.from(compact, "base64");
  return bytes.length > 0 && bytes.toString("base64") === compact ? bytes : undefined;
}
