import { z } from "zod";
import { refused } from "./refused.ts";
import { brokenEncoding } from "./text-encoding.ts";

/** NFC, zero-width space removed, every run of white space (U+00A0 included) one space, trimmed. Idempotent. */
export function nfc(value: string): string {
  // Zero-width characters go first: one between a letter and its mark would hide the pair from NFC.
  return value
    .replace(/[\u200B\uFEFF]/g, "")
    .normalize("NFC")
    .replace(/\s+/gu, " ")
    .trim();
}

/** As {@link nfc}, keeping line breaks (`\n`). */
export function nfcLines(value: string): string {
  return value
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .split("\n")
    .map(nfc)
    .join("\n")
    .trim();
}

/**
 * One line of Vietnamese text: normalised with {@link nfc}, then refused when empty (with `min` > 0), longer than `max`
 * UTF-16 units, or damaged (TXT-02 stray tone marks, TXT-05 legacy encodings, control characters, letters that only look like Đ).
 * Codes: `text-empty`, `too-big`, `text-marks`, `text-encoding`, `text-look-alike`, `text-control`.
 */
export function text(max: number, min = 1) {
  return sound(z.string().overwrite(nfc), max, min);
}

/** As {@link text}, for fields that may have several lines. */
export function longText(max: number, min = 1) {
  return sound(z.string().overwrite(nfcLines), max, min);
}

function sound(normalised: z.ZodString, max: number, min: number) {
  const present = normalised.refine((value) => value.length >= min, {
    ...refused(
      min <= 1
        ? { code: "text-empty", vi: "Không được để trống.", en: "Must not be empty." }
        : { code: "text-short", vi: `Phải có ít nhất ${min} ký tự.`, en: `Must have at least ${min} characters.` },
    ),
    abort: true,
  });
  return (min > 0 ? present : normalised)
    .max(max, { abort: true })
    .refine(hasNoControls, {
      ...refused({
        code: "text-control",
        vi: "Có ký tự điều khiển không nhìn thấy được; gõ lại nội dung này.",
        en: "Holds invisible control characters; type this text again.",
      }),
      abort: true,
    })
    .refine((value) => !LOOK_ALIKE.test(value), {
      ...refused({
        code: "text-look-alike",
        vi: "Chữ «Ð» hoặc «Ɖ» trong nội dung trông giống chữ «Đ» của tiếng Việt nhưng là chữ khác (U+00D0, U+0189); gõ lại chữ Đ (U+0110).",
        en: "A letter Ð (U+00D0) or Ɖ (U+0189) only looks like the Vietnamese Đ (U+0110); type that letter again.",
      }),
      abort: true,
    })
    .refine((value) => brokenEncoding(value) === null, {
      ...refused({
        code: "text-encoding",
        vi: "Chữ bị lỗi bảng mã (TCVN3, VNI hoặc sai UTF-8); gửi lại bằng Unicode UTF-8.",
        en: "The text is in a broken or legacy encoding (TCVN3, VNI, misread UTF-8); send Unicode UTF-8.",
      }),
      abort: true,
    })
    .refine(
      hasSoundMarks,
      refused({
        code: "text-marks",
        vi: "Có dấu thanh rời hoặc hai dấu thanh trên một chữ; gõ lại chữ đó.",
        en: "A tone mark stands alone or a letter has two of them; type that letter again.",
      }),
    )
    .meta(min > 0 ? { minLength: min } : {});
}

/** C0, C1, bidirectional overrides and non-characters: not storable, not XML, or able to mislead a reader. */
const CONTROLS = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u;

function hasNoControls(value: string): boolean {
  return value.isWellFormed() && !CONTROLS.test(value);
}

/**
 * Letters of other alphabets in the place of Đ. The Icelandic ones never begin a word, in Vietnamese Đ always does, so that
 * «Guðmundur» and «GUÐMUNDUR» pass.
 */
const LOOK_ALIKE = /(?<![\p{L}\p{M}])[\u00D0\u00F0]|[\u0189\u0256]/u;

const TONE_MARKS = /[\u0300\u0301\u0303\u0309\u0323]/;

/**
 * TXT-02: after NFC a tone mark left on a Vietnamese vowel is broken input, and so is a mark with no letter before it.
 * Marks without precomposed form stay allowed: Tây Nguyên names need `ơ̆`, `ê̆`.
 */
function hasSoundMarks(value: string): boolean {
  // After NFC Vietnamese text has no mark that stands by itself, so most values are through here.
  if (!/\p{M}/u.test(value)) return true;
  if (/(?:^|\s)\p{M}/u.test(value)) return false;
  for (const [, base = "", marks = ""] of value.matchAll(/(\P{M})(\p{M}+)/gu)) {
    if (/^[aeiouy]/i.test(base.normalize("NFD")) && TONE_MARKS.test(marks)) return false;
  }
  return true;
}

/**
 * Form of a text for comparing names: NFC, small letters, one apostrophe, one hyphen (TXT-03), tone mark on the second
 * vowel of `oa`, `oe`, `uy` (TXT-04). For matching only; never store it, the citizen's spelling stays.
 */
export function foldForCompare(value: string): string {
  return nfc(value)
    .toLowerCase()
    .replace(/[\u2019\u02BC\u2018]/g, "'")
    .replace(/[\u2010-\u2015]/g, "-")
    .normalize("NFD")
    .replace(/(o)([\u0300\u0301\u0303\u0309\u0323])([ae])|(u)([\u0300\u0301\u0303\u0309\u0323])(y)/g, "$1$4$3$6$2$5")
    .normalize("NFC");
}

/** Whether two spellings are the same Vietnamese text: `Hoà` and `Hòa`, `H'Hen` and `H’Hen`, whatever the case. */
export function equalsVi(a: string, b: string): boolean {
  return foldForCompare(a) === foldForCompare(b);
}
