import type { Bilingual } from "./bilingual.ts";
import { provincesOf } from "../codes/provinces.ts";
import { z } from "zod";
import { refused } from "./refused.ts";
import { nfc } from "./text.ts";

/** Citizen identity number (số định danh cá nhân): 12 digits, no check digit. Everything else about it is only doubtful. */
export const cccd = z
  .string()
  .overwrite(nfc)
  .refine(
    (value) => /^\d{12}$/.test(value),
    refused({
      code: "cccd-format",
      vi: "Số căn cước phải có đúng 12 chữ số.",
      en: "A citizen identity number has exactly 12 digits.",
    }),
  )
  .meta({
    description: "Số căn cước, số định danh cá nhân. Citizen identity number, exactly 12 digits (ID-01).",
    pattern: "^\\d{12}$",
  });

/** What the digits of a citizen identity number say. */
export interface CccdReading {
  /** Digits 1-3: province where the birth was registered, or a country code. Old numbering, also after 2025-07-01. */
  readonly provinceCode: string;
  /** 1 nam, 2 nữ, as at the time the number was given. */
  readonly gender: 1 | 2;
  readonly birthYear: number;
}

/** Reads the digits; null when there are not 12 of them. */
export function readCccd(number: string): CccdReading | null {
  const digits = /^(\d{3})(\d)(\d{2})\d{6}$/.exec(number);
  if (digits === null) return null;
  const [, provinceCode = "", century = "", year = ""] = digits;
  return {
    provinceCode,
    gender: Number(century) % 2 === 0 ? 1 : 2,
    birthYear: 1900 + Math.floor(Number(century) / 2) * 100 + Number(year),
  };
}

/** One doubt about a citizen identity number. */
export interface CccdFinding extends Bilingual {
  readonly code: "ID-02" | "ID-03" | "ID-04";
  readonly severity: "error" | "warning";
}

const PROVINCE_PREFIXES = new Set(provincesOf("QD124_2004").map((province) => `0${province.code}`));

/**
 * Compares the digits with what else is known of the person. Says nothing about a number without 12 digits, about gender 3
 * (not determined), or about an address: digits 1-3 are the place of birth registration (ID-05).
 *
 * @param birthDate partial date; its year is enough.
 */
export function checkCccd(person: {
  readonly number: string;
  readonly gender?: 1 | 2 | 3 | null | undefined;
  readonly birthDate?: string | null | undefined;
}): CccdFinding[] {
  const read = readCccd(person.number);
  if (read === null) return [];
  const findings: CccdFinding[] = [];
  if (!PROVINCE_PREFIXES.has(read.provinceCode)) {
    findings.push({
      code: "ID-02",
      severity: "warning",
      vi: `Ba số đầu ${read.provinceCode} của số căn cước không phải mã tỉnh trong nước; kiểm tra lại nếu sinh ở Việt Nam.`,
      en: `The first three digits ${read.provinceCode} are no domestic province code; check if born in Viet Nam.`,
    });
  }
  if ((person.gender === 1 || person.gender === 2) && person.gender !== read.gender) {
    findings.push({
      code: "ID-03",
      severity: "warning",
      vi: "Giới tính không khớp với số thứ tư của số căn cước.",
      en: "The gender does not agree with the fourth digit of the identity number.",
    });
  }
  const year = /^\d{4}/.exec(person.birthDate ?? "")?.[0];
  if (year !== undefined && Number(year) !== read.birthYear) {
    findings.push({
      code: "ID-04",
      severity: "error",
      vi: "Năm sinh không khớp với số căn cước.",
      en: "The year of birth does not agree with the identity number.",
    });
  }
  return findings;
}
