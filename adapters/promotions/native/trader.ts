import type { Issue } from "#core/dossier/issue.ts";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { address, type Address } from "#schemas/common/address.ts";
import { email } from "#schemas/common/email.ts";
import { phone } from "#schemas/common/phone.ts";
import { taxCodeShape } from "#schemas/common/tax-code.ts";
import { text } from "#schemas/common/text.ts";
import { fromNativeAddress, nativeAddress } from "./fields.ts";
import type { Trader } from "../forms/trader.ts";

/** The trader's keys, the same in notices and amendments. */
export const nativeTraderKeys = {
  DiaChiDoanhNghiep: nativeAddress.nullable().default(null),
  DienThoai: phone.nullable().default(null),
  Fax: phone.nullable().default(null),
  Email: email.nullable().default(null),
  MaSoThue: taxCodeShape,
  NguoiLienHe: text(200).nullable().default(null),
  SoDienThoaiNguoiLienHe: phone.nullable().default(null),
};

interface NativeTrader {
  readonly DiaChiDoanhNghiep: Parameters<typeof fromNativeAddress>[0] | null;
  readonly DienThoai: string | null;
  readonly Fax: string | null;
  readonly Email: string | null;
  readonly MaSoThue: string;
  readonly NguoiLienHe: string | null;
  readonly SoDienThoaiNguoiLienHe: string | null;
}

const NATIVE_KEY: Readonly<Record<string, string>> = {
  provinceCode: "MaTinh",
  districtCode: "MaHuyen",
  communeCode: "MaXa",
  detail: "DiaChiChiTiet",
};

/**
 * The trader of a body.
 * @param base path of the body inside what the portal sent, for the pointers of the issues.
 */
export function fromNativeTrader(
  native: NativeTrader,
  name: string,
  day: string,
  base: readonly string[],
): { readonly trader: Trader; readonly issues: readonly Issue[] } {
  const read = readAddress(native.DiaChiDoanhNghiep, day, base);
  const trader: Trader = {
    name,
    taxCode: native.MaSoThue,
    kind: null,
    address: read.address,
    phone: native.DienThoai,
    fax: native.Fax,
    email: native.Email,
    contactName: native.NguoiLienHe,
    contactPhone: native.SoDienThoaiNguoiLienHe,
  };
  return { trader, issues: read.issues };
}

function readAddress(native: NativeTrader["DiaChiDoanhNghiep"], day: string, base: readonly string[]) {
  if (native === null) return { address: null, issues: [] };
  const at = [...base, "DiaChiDoanhNghiep"];
  const parsed = parseWith<Address>(address, fromNativeAddress(native, day), at);
  if (parsed.ok) return { address: parsed.value, issues: [] };
  const issues = parsed.issues.map((issue) => ({
    ...issue,
    pointer: issue.pointer.replace(/[^/]+$/, (key) => NATIVE_KEY[key] ?? key),
  }));
  return { address: null, issues };
}
