/**
 * A *cursor* is a place in a list or in the change feed, handed to clients as one opaque word. What it says stands in it,
 * unsigned: whoever reads one checks each part before it goes into a query.
 */
export function writeCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The parts of a cursor; null for what is none, or has another number of parts. */
export function readCursor(text: string, length: number): readonly unknown[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return Array.isArray(parts) && parts.length === length ? parts : null;
  } catch {
    return null;
  }
}
