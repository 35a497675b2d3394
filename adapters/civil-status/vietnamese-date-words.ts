/**
 * Dates written out in Vietnamese words, as civil-status forms ask beside the digits
 * (`2026-11-10` is "Ngày mười, tháng mười một, năm hai nghìn không trăm hai mươi sáu").
 */

const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"] as const;

/** Spellings that mean the same number or nothing at all, so that no officer's habit counts as a contradiction. */
const SAME_WORD: ReadonlyMap<string, string> = new Map([
  ["ngàn", "nghìn"],
  ["mốt", "một"],
  ["tư", "bốn"],
  ["lăm", "năm"],
  ["nhăm", "năm"],
  ["bẩy", "bảy"],
  ["giêng", "một"],
  ["chạp", "mười hai"],
]);
const SILENT_WORDS: ReadonlySet<string> = new Set(["lẻ", "linh", "mồng", "mùng", "sinh"]);

/**
 * The words for a date, in the form the ministry's own examples use.
 *
 * @param date `YYYY-MM-DD`, or a partial date `YYYY-MM` or `YYYY`: only what is known is written.
 */
export function toVietnameseDateWords(date: string): string {
  const [year = "", month, day] = date.split("-");
  const parts = [
    ...(day === undefined ? [] : [`ngày ${upToNinetyNine(Number(day))}`]),
    ...(month === undefined ? [] : [`tháng ${month === "04" ? "tư" : upToNinetyNine(Number(month))}`]),
    `năm ${yearInWords(Number(year))}`,
  ];
  const sentence = parts.join(", ");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/**
 * Whether words and digits say the same date. Case, punctuation and accepted variants (lẻ/linh, tư/bốn, nghìn/ngàn,
 * mồng, giêng, chạp, "không trăm" left out) do not matter; digits in the words do not count as words.
 */
export function dateWordsMatch(words: string, date: string): boolean {
  return comparable(words) === comparable(toVietnameseDateWords(date));
}

function comparable(words: string): string {
  return words
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "" && !SILENT_WORDS.has(word))
    .map((word) => SAME_WORD.get(word) ?? word)
    .join(" ")
    .replaceAll("không trăm ", "");
}

/** 1 to 99. A unit after "mươi" sounds different: mốt, tư, lăm. */
function upToNinetyNine(n: number): string {
  const tens = Math.trunc(n / 10);
  const unit = n % 10;
  if (tens === 0) return digit(unit);
  const head = tens === 1 ? "mười" : `${digit(tens)} mươi`;
  if (unit === 0) return head;
  if (unit === 5) return `${head} lăm`;
  if (unit === 1 && tens > 1) return `${head} mốt`;
  if (unit === 4 && tens > 1) return `${head} tư`;
  return `${head} ${digit(unit)}`;
}

/** Years 1000 to 9999; a year inside a century keeps its silent hundred ("hai nghìn không trăm lẻ năm"). */
function yearInWords(year: number): string {
  const rest = year % 100;
  const hundreds = Math.trunc(year / 100) % 10;
  const head = `${digit(Math.trunc(year / 1000))} nghìn`;
  if (rest === 0) return hundreds === 0 ? head : `${head} ${digit(hundreds)} trăm`;
  return `${head} ${digit(hundreds)} trăm ${rest < 10 ? `lẻ ${digit(rest)}` : upToNinetyNine(rest)}`;
}

function digit(n: number): string {
  return DIGITS[n] ?? String(n);
}
