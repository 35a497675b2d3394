/** Beginnings of names that no person bears: forms of enterprises and offices, whose names are public. */
const ORGANISATION =
  /^(?:tổng )?(?:công ty|doanh nghiệp|hợp tác xã|liên hiệp hợp tác xã|ngân hàng|chi nhánh|trung tâm|bệnh viện|trường (?:đại học|cao đẳng|trung học|tiểu học|mầm non)|ủy ban nhân dân|uỷ ban nhân dân|ubnd)(?= )/iu;

/**
 * A person's name fit for a screen in an office: family name and initials, `Nguyễn Văn An` gives `Nguyễn V. A.`.
 * A single word becomes its initial. Names of organisations stay, because they are public and useless as initials.
 */
export function maskName(name: string): string {
  const clean = name.normalize("NFC").trim().replaceAll(/\s+/g, " ");
  if (ORGANISATION.test(clean)) return clean;
  const [first = "", ...others] = clean.split(" ");
  if (others.length === 0) return initial(first);
  return [first, ...others.map(initial)].join(" ");
}

function initial(word: string): string {
  const [letter] = word;
  return letter === undefined ? "" : `${letter.toLocaleUpperCase("vi")}.`;
}

/** Runs of nine digits or more, however they are spaced: identity cards, telephones, tax codes. */
const LONG_NUMBER = /\d(?:[ .]?\d){8,}/g;
const PASSPORT = /(?<![\p{L}\d])[A-Z]{1,2}\d{7,8}(?!\d)/gu;
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/**
 * A sentence about a dossier with the personal data taken out that a rule or the portal may have quoted: the names in
 * `people`, and whatever looks like the number of a person or a mail address.
 */
export function maskSentence(sentence: string, people: readonly string[]): string {
  const named = people
    .filter((name) => name.trim().length > 1)
    .reduce((text, name) => text.replaceAll(name, maskName(name)), sentence.normalize("NFC"));
  return named.replaceAll(LONG_NUMBER, "•••").replaceAll(PASSPORT, "•••").replaceAll(MAIL, "•••");
}
