/** A place in a list ordered by time and name, as an opaque word for the client. */
export interface Cursor {
  readonly at: string;
  readonly name: string;
}

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.at, cursor.name])).toString("base64url");
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

/** Null for anything that {@link writeCursor} did not write; `name` says what names the list has. */
export function readCursor(text: string, name: RegExp): Cursor | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parts) || parts.length !== 2) return null;
    const [at, last] = parts as unknown[];
    if (typeof at !== "string" || typeof last !== "string" || !name.test(last)) return null;
    return INSTANT.test(at) && isReal(at) ? { at, name: last } : null;
  } catch {
    return null;
  }
}

/** No 30 February: such a day would be read as 2 March here and be an error in the database. */
function isReal(instant: string): boolean {
  const read = Date.parse(instant);
  return !Number.isNaN(read) && new Date(read).toISOString().slice(0, 19) === instant.slice(0, 19);
}
