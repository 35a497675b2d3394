/** Letters that are one sign in Unicode and so keep it when marks are taken off. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = {
  Đ: "D",
  Ð: "D",
  Ł: "L",
  Ø: "O",
  Ħ: "H",
  Ŧ: "T",
  Ƀ: "B",
  Æ: "AE",
  Œ: "OE",
  Þ: "TH",
  Ŋ: "N",
  ẞ: "SS",
};

/**
 * A name as a card prints it for machines: capitals without marks, `Đặng` as `DANG`. Letters of other scripts stay. That
 * the licence system wants it so is assumed.
 */
export function toPlainCapitals(name: string): string {
  return name
    .toUpperCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/./gsu, (letter) => WHOLE_LETTERS[letter] ?? letter)
    .replaceAll("’", "'")
    .normalize("NFC");
}
