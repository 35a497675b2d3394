import { z } from "zod";
import { refused } from "./refused.ts";
import { nfc } from "./text.ts";

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/** Spaces, dots and dashes dropped; the dash put back before the three digits of a branch. */
export function normaliseTaxCode(value: string): string {
  const digits = nfc(value).replace(/[\s.\u2010-\u2015-]/gu, "");
  return /^\d{13}$/.test(digits) ? `${digits.slice(0, 10)}-${digits.slice(10)}` : digits;
}

/** 10 digits, 10 digits and a branch 001-999, or (households and individuals, from 2025) the 12-digit identity number. */
function hasTaxCodeShape(code: string): boolean {
  return /^\d{12}$/.test(code) || (/^\d{10}(?:-\d{3})?$/.test(code) && !code.endsWith("-000"));
}

/**
 * Digit 10 is 10 minus the weighted sum of digits 1-9 modulo 11; where that would be 10 no code exists.
 * The running number (digits 3-9) is never all zeros. Identity numbers have no check digit.
 */
function hasCheckDigit(code: string): boolean {
  if (/^\d{12}$/.test(code)) return true;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(code[index]), 0);
  return code.slice(2, 9) !== "0000000" && 10 - (sum % 11) === Number(code[9]);
}

/** Whether the text, once normalised, is a possible tax code. */
export function isTaxCode(value: string): boolean {
  const code = normaliseTaxCode(value);
  return hasTaxCodeShape(code) && hasCheckDigit(code);
}

const SHAPE = {
  description: "Mã số thuế. Tax code: 10 digits with check digit, optional branch -001 to -999, or 12 digits.",
  pattern: "^(\\d{10}(-\\d{3})?|\\d{12})$",
};

/** As {@link taxCode} without the check digit, for forms where a rule of its own names that mistake. */
export const taxCodeShape = z
  .string()
  .overwrite(normaliseTaxCode)
  .refine(hasTaxCodeShape, {
    ...refused({
      code: "tax-code-format",
      vi: "Mã số thuế gồm 10 chữ số, hoặc 10 chữ số và mã chi nhánh 001-999, hoặc số định danh 12 chữ số.",
      en: "A tax code has 10 digits, or 10 digits and a branch 001-999, or is a 12-digit identity number.",
    }),
    abort: true,
  })
  .meta(SHAPE);

/** Tax code (mã số thuế), comes out as `0123456789`, `0123456789-001` or 12 digits. */
export const taxCode = taxCodeShape
  .refine(
    hasCheckDigit,
    refused({
      code: "tax-code-check-digit",
      vi: "Mã số thuế sai chữ số kiểm tra; kiểm tra lại từng chữ số.",
      en: "The check digit of the tax code is wrong; check every digit.",
    }),
  )
  .meta(SHAPE);
