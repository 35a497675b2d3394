import { findCountry } from "../codes/countries.ts";
import { findProvince, provinceNameOn } from "../codes/provinces.ts";
import type { Address } from "./address.ts";

/** Name of a country; the code itself where the list has no name. */
export function countryName(code: string): string {
  return findCountry(code)?.name ?? code;
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
