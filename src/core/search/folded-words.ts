/** Beginnings of words are found from this many letters on. */
const SHORTEST_BEGINNING = 3;

/** No name has a longer word; a text of one endless word must not become thousands of beginnings. */
const LONGEST_WORD = 32;

/** Words beyond these are not found by. */
const MOST_WORDS = 40;

/** What keyboards give for the apostrophe of names such as H'Hen: ASCII, typographic, modifier letters, accents. */
const APOSTROPHES = /['’‘‛′＇ʼʻʹˈ´`]/gu;

/** Letters that Unicode does not take apart into a plain one and a mark: Đ with its look-alikes, and those of foreigners. */
const UNDIVIDED: Readonly<Record<string, string>> = {
  đ: "d",
  ð: "d",
  ɖ: "d",
  ł: "l",
  ø: "o",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
};

/**
 * The words of a text in the form in which they are compared: without diacritics, in lower case, the same for composed and
 * decomposed letters, for old and new places of a tone mark («Hoà», «Hòa») and for every letter that looks like Đ. In the
 * order of the text.
 */
export function foldedWords(text: string): string[] {
  const plain = text
    .replaceAll(APOSTROPHES, " ")
    // Not only taken apart: wide letters and ligatures that were pasted are plain ones.
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("\u200b", " ")
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .replaceAll(/[đðɖłøıßæœ]/gu, (letter) => UNDIVIDED[letter] ?? letter);
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Everything a text is found by: its words whole, and their beginnings from three letters on. A word with an apostrophe is
 * found with and without it.
 */
export function findableParts(text: string): ReadonlySet<string> {
  const parts = new Set<string>();
  const words = new Set([...foldedWords(text), ...foldedWords(text.replaceAll(APOSTROPHES, ""))]);
  for (const word of [...words].slice(0, MOST_WORDS)) {
    const letters = lettersOf(word);
    for (let length = Math.min(SHORTEST_BEGINNING, letters.length); length <= letters.length; length += 1)
      parts.add(letters.slice(0, length).join(""));
  }
  return parts;
}

/**
 * What a question may mean: the parts all of which a text must have. Several where it has an apostrophe that the text may
 * be without; none where it asks for nothing that can be found.
 */
export function askedParts(question: string): readonly ReadonlySet<string>[] {
  const readings = new Set([question, question.replaceAll(APOSTROPHES, "")]);
  return [...readings].flatMap((reading) => {
    const words = foldedWords(reading).slice(0, MOST_WORDS);
    return words.length === 0 ? [] : [new Set(words.map((word) => lettersOf(word).join("")))];
  });
}

/** An identity number as it is compared: people write blanks and dots between its groups. */
export function foldedNumber(text: string): string {
  return text.replaceAll(/[\s.\-/]/gu, "").toUpperCase();
}

/** Folded words have no marks, so that each letter is one code point. */
function lettersOf(word: string): string[] {
  return Array.from(word).slice(0, LONGEST_WORD);
}
