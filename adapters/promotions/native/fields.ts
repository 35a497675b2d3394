import type { Address } from "#schemas/common/address.ts";
import { dossierCodeParts } from "#schemas/common/dossier-code.ts";
import { isFullDate } from "#schemas/common/partial-date.ts";
import { refused } from "#schemas/common/refused.ts";
import { provinceSchemeOn } from "#schemas/codes/provinces.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";

/**
 * Building blocks of the portal's promotion notices (`addtthcKhuyenMai`, `nhanhsdvcqg`). The portal writes what it does
 * not know as an empty string and was seen to send numbers for strings, so bodies are levelled before they are read.
 */

/** Deeper than any body known; what lies below is left as it is. */
const DEEPEST = 8;

/** Empty strings, nulls and empty objects left out, numbers as text. Lists keep their length. */
export function levelled(value: unknown, depth = 0): unknown {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => levelled(item, depth + 1) ?? {});
  if (typeof value !== "object" || value === null) return blank(value) ? undefined : value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, levelled(inner, depth + 1)] as const)
    .filter(([, inner]) => inner !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function blank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}

/**
 * A day as the portal may write it, as `YYYY-MM-DD`: `dd/MM/yyyy` (assumed, no body with dates was seen), also
 * `yyyyMMdd` with or without a time, and ISO. Null when it is none of these or not in the calendar.
 */
export function fromNativeDay(value: string): string | null {
  const trimmed = value.trim();
  const slashed = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?$/.exec(trimmed);
  const compact = /^(\d{4})-?(\d{2})-?(\d{2})(?:T.*|\d{6})?$/.exec(trimmed);
  const [year, month, day] =
    slashed === null ? [compact?.[1], compact?.[2], compact?.[3]] : [slashed[3], slashed[2], slashed[1]];
  if (year === undefined || month === undefined || day === undefined) return null;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isFullDate(iso) ? iso : null;
}

/** Reads with {@link fromNativeDay}. Comes out `YYYY-MM-DD`. */
export const nativeDay = z
  .string()
  .refine(
    (value) => fromNativeDay(value) !== null,
    refused({
      code: "native-day",
      vi: "Ngày phải có dạng dd/MM/yyyy và có thật trên lịch.",
      en: "A day is dd/MM/yyyy and exists in the calendar.",
    }),
  )
  .overwrite((value) => fromNativeDay(value) ?? value);

/** Amount in VND, digits with or without dots: `155000000`, `155.000.000`, `155.000.000 đồng`. Comes out as digits. */
export const nativeAmount = z
  .string()
  .overwrite((value) =>
    value
      .replace(/\s*(?:đồng|đ|vnđ|vnd)\.?\s*$/iu, "")
      .replace(/[\s.,](?=\d{3}(?!\d))/g, "")
      .trim(),
  )
  .refine(
    (value) => /^\d{1,15}$/.test(value),
    refused({
      code: "native-amount",
      vi: "Số tiền chỉ gồm chữ số (đồng), tối đa 15 chữ số.",
      en: "An amount is digits only (VND), at most 15.",
    }),
  );

/** `DiaChiDoanhNghiep`. The codes carry no scheme; the day of filing says which list they belong to. */
export const nativeAddress = z.looseObject({
  MaTinh: text(2).nullable().default(null),
  MaHuyen: text(3).nullable().default(null),
  MaXa: text(5).nullable().default(null),
  DiaChiChiTiet: text(500).nullable().default(null),
});
type NativeAddress = z.infer<typeof nativeAddress>;

/** The address as the gateway keeps it, still to be read with its schema. A district only exists in the older list. */
export function fromNativeAddress(native: NativeAddress, day: string): Address {
  const scheme = native.MaHuyen === null ? provinceSchemeOn(day) : "QD124_2004";
  const coded = (native.MaTinh ?? native.MaHuyen ?? native.MaXa) !== null;
  return {
    countryCode: "VN",
    ...(coded ? { scheme } : {}),
    ...(native.MaTinh === null ? {} : { provinceCode: native.MaTinh }),
    ...(native.MaHuyen === null ? {} : { districtCode: native.MaHuyen }),
    ...(native.MaXa === null ? {} : { communeCode: native.MaXa }),
    detail: native.DiaChiChiTiet ?? "",
  };
}

/** The day whose province codes a body uses: its filing, else the day in its dossier code. */
export function dayOfCodes(filedOn: string | null, dossierCode: string): string {
  return filedOn ?? dossierCodeParts(dossierCode)?.date ?? "9999-12-31";
}
