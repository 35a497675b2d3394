import { findCountry } from "#schemas/codes/countries.ts";
import { ethnicGroupByCode } from "#schemas/codes/ethnic-groups.ts";
import { findProvince, provinceNameOn } from "#schemas/codes/provinces.ts";
import type { Address } from "#schemas/common/address.ts";
import { identityKind, type IdentityType } from "#schemas/codes/identity-types.ts";

/**
 * `nycTenLoaiGiayTo`: the name of an identity paper, the citizen's own words for one outside the list. The number list
 * behind `nycLoaiGiayTo` was not found, so VNeID messages carry the name and no number, and are read by the name.
 */
export function identityName(paper: { readonly type: IdentityType; readonly otherKind: string | null }): string {
  return (paper.type === "KHAC" ? paper.otherKind : null) ?? identityKind(paper.type).name;
}

/** Name of a country; the code itself where the list has no name. */
export function countryName(code: string): string {
  return findCountry(code)?.name ?? code;
}

/** Name of an ethnic group by its code in records (table A_1979); empty for none. */
export function ethnicName(code: string | null): string {
  return code === null ? "" : (ethnicGroupByCode("A_1979", code)?.name ?? "");
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
