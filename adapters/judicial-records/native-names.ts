import { findCountry } from "#schemas/codes/countries.ts";
import { ethnicGroupByCode, type EthnicTable } from "#schemas/codes/ethnic-groups.ts";
import { findProvince, provinceNameOn } from "#schemas/codes/provinces.ts";
import type { Address } from "#schemas/common/address.ts";
import type { IdentityType } from "#schemas/common/identity-paper.ts";

/**
 * Numbering of `nycDanToc`. Not documented: clients were seen to send `01` for Kinh, which is the same in both tables;
 * the older table is the usual one in public-sector data. The name travels beside the code.
 */
export const ETHNIC_TABLE: EthnicTable = "A_1979";

/**
 * `nycTenLoaiGiayTo`. The whole number list behind `nycLoaiGiayTo` was not found, so VNeID messages carry the name and
 * no number, and are read by the name.
 */
export const IDENTITY_TEXT: Readonly<Record<IdentityType, string>> = {
  CMND: "Chứng minh nhân dân",
  CCCD: "Căn cước công dân",
  CAN_CUOC: "Thẻ căn cước",
  HO_CHIEU: "Hộ chiếu",
  THE_THUONG_TRU: "Thẻ thường trú",
  GIAY_CN_CAN_CUOC: "Giấy chứng nhận căn cước",
  CM_QDND: "Chứng minh quân đội nhân dân",
  CM_SQQD: "Chứng minh sĩ quan quân đội",
  CM_CAND: "Chứng minh công an nhân dân",
  KHAC: "Giấy tờ khác",
};

/** Name of an identity paper, the citizen's own words for one outside the list. */
export function identityName(paper: { readonly type: IdentityType; readonly otherKind: string | null }): string {
  return paper.type === "KHAC" ? (paper.otherKind ?? IDENTITY_TEXT.KHAC) : IDENTITY_TEXT[paper.type];
}

/** Name of a country; the code itself where the list has no name. */
export function countryName(code: string): string {
  return findCountry(code)?.name ?? code;
}

/** Name of an ethnic group by its code; empty for none. */
export function ethnicName(code: string | null): string {
  return code === null ? "" : (ethnicGroupByCode(ETHNIC_TABLE, code)?.name ?? "");
}

/** Name of the province of an address on a day (`YYYY-MM-DD`): as given, else as the list has it; empty for none. */
export function provinceNameOf({ provinceName, provinceCode, scheme }: Address, day: string): string {
  if (provinceName !== undefined) return provinceName;
  const province = scheme === undefined || provinceCode === undefined ? undefined : findProvince(scheme, provinceCode);
  return province === undefined ? "" : provinceNameOn(province, day);
}

/** An address as one line, from the house to the province (abroad: to the country); nothing is said twice. */
export function addressLine(address: Address, day: string): string {
  const parts = [
    address.detail,
    address.communeName ?? "",
    address.districtName ?? "",
    address.countryCode === "VN" ? provinceNameOf(address, day) : (address.provinceName ?? ""),
    address.countryCode === "VN" ? "" : countryName(address.countryCode),
  ].filter((part) => part !== "");
  return parts
    .filter((part, index) => !parts.some((other, at) => at < index && other.toLowerCase().includes(part.toLowerCase())))
    .join(", ");
}
