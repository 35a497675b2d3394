import { toPointer } from "#core/dossier/issue.ts";

/** At most so many are named; who has more has one cause for all of them. */
const MOST = 20;

export interface JsonBounds {
  /** Objects and lists inside one another. */
  readonly maxDepth: number;
  /** Members and entries of the whole text. */
  readonly maxValues: number;
  /** The same of one object or list. */
  readonly maxMembers: number;
}

/** What a JSON text holds more of than it may, or where its objects hold a name twice. */
export type JsonSurvey =
  | { readonly exceeds: "depth" | "values" | "members" }
  | { readonly exceeds: null; readonly repeated: readonly string[] };

/** An object or a list that is open while a text is read. */
interface Open {
  /** Names seen so far; null in a list. */
  readonly names: Set<string> | null;
  /** Members or entries that have ended; of a list, the place of the one being read. */
  count: number;
  /** Of an object, the name of the member being read. */
  name: string;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Looks a JSON text over before it is parsed, in one pass that ends where a bound is reached and copies nothing it passes
 * over: parsing first would cost seconds for what is refused in the end. Names that an object holds twice are told as
 * pointers (RFC 8259, section 4: they are not interoperable).
 *
 * @param text any text; of one that is no JSON the answer means nothing but its bounds
 */
export function surveyJson(text: string, { maxDepth, maxValues, maxMembers }: JsonBounds): JsonSurvey {
  const repeated: string[] = [];
  const open: Open[] = [];
  let values = 0;
  for (let place = 0; place < text.length; place += 1) {
    const char = text.charCodeAt(place);
    if (char === OBJECT || char === LIST || char === COMMA) {
      values += 1;
      if (values > maxValues) return { exceeds: "values" };
    }
    if (char === OBJECT || char === LIST) {
      open.push({ names: char === OBJECT ? new Set() : null, count: 0, name: "" });
      if (open.length > maxDepth) return { exceeds: "depth" };
    } else if (char === OBJECT_END || char === LIST_END) {
      open.pop();
    } else if (char === COMMA) {
      const top = open.at(-1);
      if (top === undefined) continue;
      top.count += 1;
      if (top.count >= maxMembers) return { exceeds: "members" };
    } else if (char === QUOTE) {
      const end = endOfText(text, place);
      const top = open.at(-1);
      if (top !== undefined && top.names !== null && repeated.length < MOST && isName(text, end)) {
        top.name = nameIn(text, place, end);
        if (top.names.has(top.name))
          repeated.push(toPointer(open.map(({ names, count, name }) => (names === null ? count : name))));
        top.names.add(top.name);
      }
      place = end - 1;
    }
  }
  return { exceeds: null, repeated };
}

/** The name as it is meant; as it stands where it is no JSON. */
function nameIn(text: string, start: number, end: number): string {
  const written = text.slice(start + 1, end - 1);
  if (!written.includes("\\")) return written;
  try {
    return JSON.parse(text.slice(start, end)) as string;
  } catch {
    return written;
  }
}

/** Behind the closing quotation mark of the text that begins here. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function isName(text: string, end: number): boolean {
  let place = end;
  while (isSpace(text.charCodeAt(place))) place += 1;
  return text.charCodeAt(place) === COLON;
}

function isSpace(char: number): boolean {
  return char === 0x20 || char === 0x09 || char === 0x0a || char === 0x0d;
}
