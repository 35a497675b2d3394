/** A place in a list ordered by time and name, as an opaque word for the client. */
export interface Cursor {
  readonly at: string;
  readonly name: string;
}

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.at, cursor.name])).toString("base64url");
}

/** Null for anything that {@link writeCursor} did not write. */
export function readCursor(text: string): Cursor | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parts) || parts.length !== 2) return null;
    const [at, name] = parts as unknown[];
    return typeof at === "string" && typeof name === "string" && !Number.isNaN(Date.parse(at)) ? { at, name } : null;
  } catch {
    return null;
  }
}
