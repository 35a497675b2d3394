import type { IdentityType } from "../codes/identity-types.ts";
import { refused } from "./refused.ts";

/** Number patterns where the kind of paper has one; the other kinds are free text. */
const NUMBER_PATTERNS: Partial<Record<IdentityType, RegExp>> = {
  CMND: /^(?:\d{9}|\d{12})$/,
  CCCD: /^\d{12}$/,
  CAN_CUOC: /^\d{12}$/,
  GIAY_CN_CAN_CUOC: /^\d{12}$/,
  HO_CHIEU: /^[A-Z0-9]{5,15}$/,
};

/** Whether a number looks as numbers of this kind of paper do. Passports: as {@link normaliseIdentityNumber} leaves them. */
export function fitsIdentityNumber(type: IdentityType, number: string): boolean {
  return NUMBER_PATTERNS[type]?.test(number) ?? true;
}

/** Passports are often written with spaces and small letters, which are not part of the number; others stay as they are. */
export function normaliseIdentityNumber(type: IdentityType, number: string): string {
  return type === "HO_CHIEU" ? number.replaceAll(" ", "").toUpperCase() : number;
}

/** Refusal of a number that does not fit its kind of paper. */
export const identityNumberRefused = refused({
  code: "identity-number-format",
  vi: "Số giấy tờ không đúng dạng của loại giấy tờ: CCCD, căn cước 12 chữ số; CMND 9 hoặc 12 chữ số; hộ chiếu 5–15 chữ in hoa và số.",
  en: "The number does not fit its kind: CCCD and identity cards 12 digits, CMND 9 or 12, passports 5–15 upper-case letters and digits.",
});
