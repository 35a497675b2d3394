import type { TextSpan } from "./survey-xml.ts";

/** No character of XML (XML 1.0, 2.2), so that nothing in a document looks like the mark of a text. */
export const MARK = "\uFFFF";

/** Characters of white space that are kept as they are. */
const LONGEST_LAYOUT = 1024;

/** A document in which marks stand for its long texts. */
export interface ShortDocument {
  readonly xml: string;
  /** A text as it was, with what its marks stand for. */
  restore(text: string): string;
}

/**
 * Sets long texts aside before an XML document is parsed. The parser gathers a text letter by letter and takes thirty bytes
 * of memory for each: a file of twelve megabytes inside a dossier would need four hundred.
 *
 * @param xml a document without {@link MARK}
 * @param spans where its long texts stand, in their order
 */
export function shortenTexts(xml: string, spans: readonly TextSpan[]): ShortDocument {
  const texts: string[] = [];
  const parts: string[] = [];
  let copied = 0;
  for (const { start, end } of spans) {
    const whole = xml.slice(start, end);
    const text = whole.trim();
    const before = whole.slice(0, whole.length - whole.trimStart().length);
    parts.push(xml.slice(copied, start), layout(before));
    if (text !== "") {
      const after = whole.slice(before.length + text.length);
      parts.push(MARK, String(texts.push(text) - 1), MARK, layout(after));
    }
    copied = end;
  }
  parts.push(xml.slice(copied));
  return {
    xml: parts.join(""),
    restore: (text) => text.replaceAll(/\uFFFF(\d+)\uFFFF/g, (_mark, place) => texts[Number(place)] ?? ""),
  };
}

/** White space around a text or between elements; of a megabyte of it, a space is as good. */
function layout(white: string): string {
  return white.length > LONGEST_LAYOUT ? " " : white;
}
