import type { Address } from "#schemas/common/address.ts";

/** There is no district level since 2025-07-01; the code keeps its width. Filler assumed. */
const NO_DISTRICT = "000";
const UNIT_WORD = /^(?:Tỉnh|Thành phố|Quận|Huyện|Thị xã|Thị trấn|Xã|Phường|Đặc khu)\s/u;

/** Province, district and commune code in one string of ten digits; empty when province or commune is not known. */
export function toUnitCode(address: Address | null): string {
  if (address?.provinceCode === undefined || address.communeCode === undefined) return "";
  return address.provinceCode + (address.districtCode ?? NO_DISTRICT) + address.communeCode;
}

/** The address in one line, the smallest part first: `Xóm 2, xã Mẫu Năm Mươi, tỉnh Nghệ An`. */
export function toAddressLine(address: Address | null): string {
  if (address === null) return "";
  const units = [address.communeName, address.districtName, address.provinceName].flatMap((name) =>
    name === undefined ? [] : [UNIT_WORD.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name],
  );
  return [address.detail, ...units].filter((part) => part !== "").join(", ");
}
