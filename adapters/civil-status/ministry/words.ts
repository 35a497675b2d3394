import type { JsonObject } from "#core/message/message.ts";
import type { Address } from "#schemas/common/address.ts";
import { toDottedDate } from "#schemas/common/partial-date.ts";
import { MINISTRY_RESIDENCE, ministryIdentity } from "../enums.ts";
import type { IdentityPaper } from "../identity-paper.ts";

/** Single values in the ministry's words: everything is text, and nothing is the empty text. */

/** What stands for an address nobody knows. */
export const UNKNOWN_PLACE = "Không có thông tin";

/** `dd.MM.yyyy`, `.MM.yyyy` or `yyyy`; empty for no date. */
export function date(partial: string | null | undefined): string {
  return partial == null ? "" : toDottedDate(partial);
}

/** `…LoaiCuTru`. */
export function residenceKind(kind: number | undefined): string {
  return MINISTRY_RESIDENCE[kind ?? 0] ?? "0";
}

/** `1` yes, `0` no, empty for not said. */
export function yesOrNo(value: boolean | null | undefined): string {
  return value == null ? "" : value ? "1" : "0";
}

/** The five keys of an identity paper, below a person's prefix. */
export function identityKeys(prefix: string, identity: IdentityPaper | null | undefined): JsonObject {
  return {
    [`${prefix}LoaiGiayToTuyThan`]: identity == null ? "0" : ministryIdentity(identity.type).code,
    [`${prefix}GiayToKhac`]: identity == null ? "" : (identity.otherKind ?? ministryIdentity(identity.type).other),
    [`${prefix}SoGiayToTuyThan`]: identity?.number ?? "",
    [`${prefix}NgayCapGiayToTuyThan`]: date(identity?.issueDate),
    [`${prefix}NoiCapGiayToTuyThan`]: identity?.issuePlace ?? "",
  };
}

/** The personal number: as given, else the number of a card that carries it. */
export function personalId(person: {
  readonly personalId: string | null;
  readonly identity: IdentityPaper | null;
}): string {
  return person.personalId ?? cardNumber(person.identity) ?? "";
}

/** The number of a card that is the personal number. */
export function cardNumber(identity: IdentityPaper | null): string | null {
  return identity !== null && (identity.type === "CCCD" || identity.type === "CAN_CUOC") ? identity.number : null;
}

/**
 * An address of the ministry. Since 2025-07-01 there are two levels and the district stays empty. An address abroad has
 * its text only.
 */
export function place(address: Address | null | undefined, unknown = ""): JsonObject {
  if (address == null) return { maTinh: "", maHuyen: "", maXa: "", dcChiTiet: unknown };
  const inVietNam = address.countryCode === "VN";
  return {
    maTinh: inVietNam ? (address.provinceCode ?? "") : "",
    maHuyen: inVietNam ? (address.districtCode ?? "") : "",
    maXa: inVietNam ? (address.communeCode ?? "") : "",
    dcChiTiet: address.detail,
  };
}
