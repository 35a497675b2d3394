/**
 * Recognises Vietnamese text whose bytes were read with the wrong code table. Such text is refused, never converted:
 * a guess would change a citizen's name silently.
 */
export type BrokenEncoding = "tcvn3" | "vni" | "utf8-as-latin1" | "replacement-character";

/**
 * A TCVN3 byte seen as Latin-1: a symbol inside a word, or a capital after a small letter (`NguyÔn`, `TrÇn`, `hoµ`).
 * Irish writes such capitals after a single first letter (`hÉireann`), which passes.
 */
const TCVN3 =
  /\p{L}[¸¹¨»«¾¼½©¬]\p{Ll}|\p{L}[µ¶¨]|\p{Ll}¸|[a-zL]ª|(?<!\p{L})®[\p{Ll}¨©«¬µ¸¹]|(?<!\p{L})[¨¬]\p{Ll}|§\p{L}{2}|(?:\p{Ll}[ÆÇÈÊËÌÎÏÐÑÒÔÕÖØÜÝÞ]|(?:\p{L}\p{Ll}|(?![hnt])\p{Ll})[ÉÓ])(?:\p{Ll}|(?!\p{L}))/u;

/**
 * VNI writes a vowel followed by a letter that stands for its mark. Only pairs that French, Portuguese, Spanish,
 * Nordic languages and Vietnamese itself do not use count, so that `Noël`, `où`, `Leão`, `Jomfruøer`, `hoà` pass.
 */
const VNI = /[aeu]ø(?![ey])|[aeuy]ù|[auy]û|[aouy]õ|[ôö][ùøûõï]|öô|aê|aà|eã(?!o)|eâ(?!\p{L})/iu;

/** Two or three UTF-8 bytes of a Vietnamese letter, each seen as a Windows-1252 character (`Nguyá»…n`, `Ä‘`). */
const UTF8_TAIL = "\\u0080-\\u00BF‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€";
const UTF8 = new RegExp(
  `[ÄÆ][°¡‘ƒ©\\u0090\\u0091\\u0083]|Ã[\\u00A0-\\u00BF](?=\\p{Ll})|á[º»][${UTF8_TAIL}](?=\\p{L})`,
  "u",
);

/** Text read from an old encoding holds Latin-1 letters only; a modern Vietnamese letter anywhere speaks against it. */
const BEYOND_LATIN1 = /[\u0100-\u017F\u01A0\u01A1\u01AF\u01B0\u1EA0-\u1EF9]/u;

/**
 * The broken encoding this text shows, or null for text that can be taken as it is.
 * One clear sign is enough in text without any modern Vietnamese letter; two words are needed in mixed text.
 */
export function brokenEncoding(text: string): BrokenEncoding | null {
  if (/^[\0-\x7F]*$/.test(text)) return null;
  if (text.includes("\uFFFD")) return "replacement-character";
  if (!text.includes("«") && UTF8.test(text)) return "utf8-as-latin1";
  const words = text.split(/[\s,;()"]+/u).filter((word) => !BEYOND_LATIN1.test(word));
  const needed = BEYOND_LATIN1.test(text) ? 2 : 1;
  if (words.filter((word) => TCVN3.test(word)).length >= needed) return "tcvn3";
  if (words.filter((word) => VNI.test(word)).length >= needed) return "vni";
  return null;
}
