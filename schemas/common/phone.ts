import { z } from "zod";
import { refused } from "./refused.ts";
import { nfc } from "./text.ts";

const MOBILE = /^0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])\d{7}$/;
const LANDLINE = /^02\d{9}$/;
const HOTLINE = /^1(?:800|900)\d{4,6}$/;
const FOREIGN = /^\+(?!84)[1-9]\d{6,14}$/;

/** Separators dropped; the Vietnamese country code, with or without «+» or «00», becomes the leading 0. */
function normalisePhone(value: string): string {
  const digits = nfc(value).replace(/[\s.()\u2010-\u2015-]/gu, "");
  const national = digits.replace(/^(?:\+|00)840?/, "0");
  if (national !== digits) return national;
  const withoutPlus = digits.replace(/^84(?=\d{9,10}$)/, "0");
  return MOBILE.test(withoutPlus) || LANDLINE.test(withoutPlus) ? withoutPlus : digits;
}

/** Telephone number: mobile or landline (`0…`), hotline (1800, 1900), or foreign (`+…`). */
export const phone = z
  .string()
  .overwrite(normalisePhone)
  .refine((value) => !/\d{7}[/,;]+\+?\d{7}/.test(value), {
    ...refused({
      code: "phone-several",
      vi: "Ở đây chỉ ghi một số điện thoại; bỏ bớt các số sau dấu «/», «,» hoặc «;», có thể chuyển sang ghi chú.",
      en: "One telephone number only; leave out those behind “/”, “,” or “;”, or put them into a note.",
    }),
    abort: true,
  })
  .refine(
    (value) => [MOBILE, LANDLINE, HOTLINE, FOREIGN].some((shape) => shape.test(value)),
    refused({
      code: "phone-format",
      vi: "Số điện thoại không đúng: di động 10 số, cố định 11 số bắt đầu 02, 1800/1900, hoặc số nước ngoài bắt đầu «+».",
      en: "Not a telephone number: mobile 10 digits, landline 11 digits from 02, 1800/1900, or foreign with “+”.",
    }),
  )
  .describe("Số điện thoại. Telephone number; separators are dropped, +84, 0084 and 84 become 0.");
