import { nfc, text } from "./text.ts";
import { refused } from "./refused.ts";

/** Letters and marks in words; between words spaces, apostrophes, dots, hyphens. Linear: separators are never letters. */
const NAME = /^\p{L}[\p{L}\p{M}]*(?:[ ’.-]+\p{L}[\p{L}\p{M}]*)*’*$/u;

/**
 * A person's full name, at most 150 characters, no digits or symbols (NAME-01: Civil Code 2015, article 26(3)).
 * Apostrophes come out as U+2019 and hyphens as U+002D (TXT-03); tones and capitals stay as written.
 */
export const personName = text(150)
  .overwrite((value) => value.replace(/['\u02BC\u2018]/g, "’").replace(/[\u2010-\u2015]/g, "-"))
  .refine(
    (value) => NAME.test(value),
    refused({
      code: "person-name",
      vi: "Họ tên chỉ gồm chữ cái, dấu cách, dấu nháy, dấu chấm và gạch nối; không có chữ số hay ký hiệu.",
      en: "A name holds letters, spaces, apostrophes, dots and hyphens only; no digits or symbols.",
    }),
  )
  .describe("Họ, chữ đệm và tên. Full name of a person, at most 150 characters, no digits (NAME-01).");

/** A full name cut for systems that want its parts. Parts that are not there are empty. */
export interface NameParts {
  /** Họ. */
  readonly family: string;
  /** Chữ đệm. */
  readonly middle: string;
  /** Tên. */
  readonly given: string;
}

/**
 * Cuts a Vietnamese full name (NAME-03): first word, middle words, last word. A single word is the given name.
 * The unsplit name remains the truth; pass `familyWords` for compound family names (`Tôn Nữ`, `Âu Dương`).
 */
export function splitName(fullName: string, familyWords = 1): NameParts {
  const words = nfc(fullName).split(" ");
  const given = words.pop() ?? "";
  return { family: words.slice(0, familyWords).join(" "), middle: words.slice(familyWords).join(" "), given };
}
