import { toPointer } from "#core/dossier/issue.ts";

/** At most so many are named; who has more has one cause for all of them. */
const MOST = 20;

/** An object or a list that is open while a text is read. */
interface Open {
  /** Names seen so far; null in a list. */
  readonly names: Set<string> | null;
  /** The member being read: its name, or its place. */
  at: string | number;
}

/**
 * Where objects of a JSON text hold a name twice (RFC 8259, section 4: such names are not interoperable), as pointers.
 * One pass, without copying what it passes over.
 *
 * @param text well-formed JSON
 */
export function findRepeatedNames(text: string): readonly string[] {
  const found: string[] = [];
  const open: Open[] = [];
  for (let place = 0; place < text.length; place += 1) {
    const top = open.at(-1);
    switch (text[place]) {
      case "{":
        open.push({ names: new Set(), at: "" });
        break;
      case "[":
        open.push({ names: null, at: 0 });
        break;
      case "}":
      case "]":
        open.pop();
        break;
      case ",":
        if (top !== undefined && typeof top.at === "number") top.at += 1;
        break;
      case '"': {
        const end = endOfText(text, place);
        if (top !== undefined && top.names !== null && isName(text, end)) {
          top.at = JSON.parse(text.slice(place, end)) as string;
          if (top.names.has(top.at)) found.push(toPointer(open.map(({ at }) => at)));
          top.names.add(top.at);
          if (found.length === MOST) return found;
        }
        place = end - 1;
        break;
      }
      default:
    }
  }
  return found;
}

/** Behind the closing quotation mark of the text that begins here. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function isName(text: string, end: number): boolean {
  let place = end;
  while (/[ \t\n\r]/.test(text[place] ?? "")) place += 1;
  return text[place] === ":";
}
