import { identityKind, type IdentityType } from "#schemas/codes/identity-types.ts";
import { MINISTRY_IDENTITY, OTHER_PAPER } from "./codes.ts";

/**
 * Code lists of the civil-status forms (Thông tư 04/2020/TT-BTP as amended by 04/2024/TT-BTP) as far as they were
 * seen in one-stop clients and in the digitised registers.
 */

/** `loaiDangKy` of a birth or death. For births 1 and 4 differ by the 60 days of Luật Hộ tịch 2014 article 15. */
export const REGISTRATION = { unknown: 0, onTime: 1, again: 2, abroadBefore: 3, late: 4 } as const;

/** The kinds under which an event is registered for the first time. */
export const NEW_REGISTRATIONS: readonly number[] = [REGISTRATION.onTime, REGISTRATION.late];

/** `nksLoaiKhaiSinh`: which parents are known. */
export const BIRTH_KIND = { bothParents: 1, motherUnknown: 2, fatherUnknown: 3, bothUnknown: 4, abandoned: 5 } as const;

/** `loaiDangKy` of a recognition: 0 and 1 are new. */
export const RECOGNITION = { unknown: 0, first: 1, abroadBefore: 2 } as const;

/** `gbtLoai`: the paper a death is declared with, as far as rules ask after it. */
export const DEATH_NOTICE = { none: 0, court: 3, minutes: 6, witnesses: 7 } as const;

/**
 * `…LoaiGiayToTuyThan` of the ministry, and the text for `…GiayToKhac` where its list has no number of its own:
 * the identity cards of the 2023 law came after the list, so they travel as "other" with their name.
 */
export function ministryIdentity(type: IdentityType): { readonly code: string; readonly other: string } {
  const code = MINISTRY_IDENTITY[type];
  return { code, other: code === OTHER_PAPER && type !== "KHAC" ? identityKind(type).name : "" };
}

/** Declarant to the registered person, and the words the ministry's message uses. */
export const RELATION_TEXT = {
  CHA: "Cha đẻ",
  ME: "Mẹ đẻ",
  ONG: "Ông",
  BA: "Bà",
  BA_NGOAI: "Bà ngoại",
  BA_NOI: "Bà nội",
  ANH_CHI_EM: "Anh, chị, em",
  VO_CHONG: "Vợ, chồng",
  CON: "Con",
  CHAU: "Cháu",
  BAN_THAN: "Bản thân",
  GIAM_HO: "Người giám hộ",
  DAI_DIEN_CO_QUAN: "Đại diện cơ quan, tổ chức",
  KHAC: "Khác",
} as const;
export type Relation = keyof typeof RELATION_TEXT;
export const RELATIONS = Object.keys(RELATION_TEXT) as readonly Relation[];

/** Gender that a relation implies; nothing for the others. */
export const RELATION_GENDER: Partial<Record<Relation, 1 | 2>> = {
  CHA: 1,
  ONG: 1,
  ME: 2,
  BA: 2,
  BA_NGOAI: 2,
  BA_NOI: 2,
};

/**
 * `…LoaiCuTru`: the ministry's list ends at 2, so "where the person now lives" (3 on the form) travels as 0,
 * "no information on the kind", with the address itself untouched.
 */
export const MINISTRY_RESIDENCE = ["0", "1", "2", "0"] as const;

/** Nationality of a stateless person (ICAO Doc 9303). */
export const STATELESS = "XXA";
