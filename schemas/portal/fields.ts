import { z } from "zod";
import { dossierStatuses, dossierStatusRange } from "../codes/dossier-statuses.ts";
import { refused } from "../common/refused.ts";
import { fromPortalTime } from "../common/timestamp.ts";

/**
 * Building blocks of the portal's formats. Every scalar is a string on the wire, and a missing value is the empty string.
 * Nothing here changes what it reads: what was sent is what is stored and compared.
 * Limits are the column widths and refusals observed in one-stop clients; the portal's own tables are not public.
 */

/** `yyyyMMddHHmmss` in Asia/Ho_Chi_Minh, or the empty string for "none". */
export const portalTime = z.string().refine(
  (value) => value === "" || fromPortalTime(value) !== null,
  refused({
    code: "portal-time",
    vi: "Thời điểm phải có 14 chữ số yyyyMMddHHmmss và có thật trên lịch, hoặc để trống.",
    en: "A time has 14 digits yyyyMMddHHmmss and exists in the calendar, or is empty.",
  }),
);

/** As {@link portalTime}, not empty. */
export const portalTimeNeeded = portalTime.refine(
  (value) => value !== "",
  refused({ code: "portal-time-missing", vi: "Thiếu thời điểm.", en: "The time is missing." }),
);

/** `"0"` no, `"1"` yes. */
export const flag = z.enum(["0", "1"]);

/** `"True"` or `"False"`, spelled with a capital. */
export const yesNo = z.enum(["True", "False"]);

/** Text of at most `max` characters that may be empty. */
export function optionalText(max: number) {
  return z.string().max(max);
}

/** Text of 1 to `max` characters. */
export function neededText(max: number) {
  return z.string().min(1).max(max);
}

/** Code of 1 to `max` digits, e.g. `TrangThaiHoSo`. */
export function digitCode(max: number) {
  return z
    .string()
    .refine(
      (value) => value.length <= max && /^\d+$/.test(value),
      refused({ code: "digit-code", vi: `Mã gồm 1 đến ${max} chữ số.`, en: `A code of 1 to ${max} digits.` }),
    );
}

const { first, last } = dossierStatusRange;
const statusCodes = new Set(dossierStatuses.items.map(({ code }) => code));

/** A dossier status of the table, as text. */
export const statusCode = z.string().refine(
  (value) => statusCodes.has(value),
  refused({
    code: "status-code",
    vi: `Trạng thái hồ sơ phải từ ${first} đến ${last}.`,
    en: `A dossier status is ${first} to ${last}.`,
  }),
);

/** Amount of money in VND, digits only, e.g. `"135000"`. */
export const amount = z
  .string()
  .refine(
    (value) => /^\d{1,13}$/.test(value),
    refused({ code: "amount", vi: "Số tiền chỉ gồm chữ số (đồng).", en: "An amount is digits only (VND)." }),
  );

/** Entries a list inside one dossier may have. */
export const LIST_LIMIT = 500;

/** Items one envelope may carry. The portal's limit is not known; clients send 1 to 10. */
export const ENVELOPE_LIMIT = 500;

/** A list that may be left out; it then counts as empty. */
export function list<T extends z.ZodType>(item: T) {
  return z.array(item).max(LIST_LIMIT).default([]);
}
