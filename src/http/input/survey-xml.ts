export interface XmlBounds {
  readonly maxDepth: number;
  /** Elements and attributes together; comments, CDATA sections and instructions count as elements. */
  readonly maxElements: number;
}

/** A piece of a text. */
export interface TextSpan {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

/** What an XML text holds more of than it may; `unclosed` is a tag, comment, CDATA section or instruction without its end. */
export type XmlSurvey =
  | { readonly exceeds: "depth" | "elements" | "tag" }
  | { readonly exceeds: "unclosed"; readonly at: number }
  | { readonly exceeds: null; readonly longTexts: readonly TextSpan[] };

/** Characters between two tags from which on they are told as a long text. */
const LONG_TEXT = 1024;

/** Longest start tag, in characters: a name, and at most some namespaces with their addresses. */
export const LONGEST_TAG = 8192;

/** What has no markup inside, by its beginning and its end. */
const OPAQUE = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

const [SLASH, QUOTE, APOSTROPHE, END, BANG] = [0x2f, 0x22, 0x27, 0x3e, 0x21];

/**
 * Looks an XML text over before it is parsed, in one pass from tag to tag that ends where a bound is reached: the parser
 * would take seconds, or minutes, for what is refused in the end. Tells where long texts stand.
 *
 * @param text any text; of one that is no XML the answer means nothing but its bounds
 */
export function surveyXml(text: string, { maxDepth, maxElements }: XmlBounds): XmlSurvey {
  const longTexts: TextSpan[] = [];
  let depth = 0;
  let counted = 0;
  const nextTag = (behind: number): number => {
    const next = text.indexOf("<", behind);
    if (next - behind >= LONG_TEXT) longTexts.push({ start: behind, end: next });
    return next;
  };
  let at = nextTag(0);
  while (at !== -1) {
    const opaque = OPAQUE.find(([beginning]) => text.startsWith(beginning, at));
    if (opaque !== undefined) {
      const [beginning, ending] = opaque;
      const end = text.indexOf(ending, at + beginning.length);
      if (end === -1) return { exceeds: "unclosed", at };
      counted += 1;
      if (counted > maxElements) return { exceeds: "elements" };
      at = nextTag(end + ending.length);
      continue;
    }
    const next = text.charCodeAt(at + 1);
    const { end, attributes } = endOfTag(text, at);
    if (end === -1) return text.length - at > LONGEST_TAG ? { exceeds: "tag" } : { exceeds: "unclosed", at };
    if (next === SLASH) depth -= 1;
    else if (next !== BANG) {
      counted += 1 + attributes;
      if (counted > maxElements) return { exceeds: "elements" };
      if (text.charCodeAt(end - 1) !== SLASH) {
        depth += 1;
        if (depth > maxDepth) return { exceeds: "depth" };
      }
    }
    at = nextTag(end + 1);
  }
  return { exceeds: null, longTexts };
}

/** Where the tag that begins here ends, quotation passed over; -1 where it does not within {@link LONGEST_TAG}. */
function endOfTag(text: string, start: number): { readonly end: number; readonly attributes: number } {
  const last = Math.min(text.length, start + LONGEST_TAG);
  let attributes = 0;
  let quote = 0;
  for (let end = start + 1; end < last; end += 1) {
    const char = text.charCodeAt(end);
    if (quote !== 0) {
      if (char === quote) quote = 0;
    } else if (char === QUOTE || char === APOSTROPHE) {
      quote = char;
      attributes += 1;
    } else if (char === END) return { end, attributes };
  }
  return { end: -1, attributes };
}
