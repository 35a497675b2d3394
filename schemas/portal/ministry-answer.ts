import { z } from "zod";
import { complaintsIn, untangled, type FieldComplaint } from "./field-complaints.ts";
import { ministryFault } from "./ministry-errors.ts";

/** A text or number of a ministry's answer as trimmed text; empty where there is none. */
export const ministryText = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? "" : String(value).trim()));

/** The code of a no, in the portal's numbering: there 0 is a yes, and a number is never missing. */
export function codeOfNo(code: string): string {
  return /^0*$/.test(code) ? "-1" : code;
}

/**
 * The form in which services of ministries answer that are called one by one, as the portal would say it: `status` 1 is
 * yes; beside a no stand `errorCode` and `errorDescription`. Seen at more than one system; forms that only one system has
 * are in the folder of the sector that reports to it.
 */
export const ministryAnswer = z
  .looseObject({
    status: z.union([z.literal(0), z.literal(1), z.literal("0"), z.literal("1")]),
    statusDescription: ministryText,
    errorCode: ministryText,
    errorDescription: ministryText,
  })
  .transform(({ status, statusDescription, errorCode, errorDescription }) => {
    if (String(status) === "1") return { error_code: "0", message: statusDescription };
    const message = errorDescription || statusDescription;
    const fault = ministryFault(errorCode, errorDescription);
    return { error_code: codeOfNo(errorCode), message, fault, complaints: complaintsIn(message) };
  })
  .describe("Câu trả lời của hệ thống các bộ. An answer of a ministry's system.");

/**
 * Words beside a no of a ministry's system that mean that it has the dossier: of the dossier, not of a number in it («Số
 * biên nhận đã tồn tại» is an error in the data). Seen at several of them.
 */
export const MINISTRY_HAS_IT =
  /(?<!không )trùng mã hồ sơ|(?<!(?:của|biên nhận) )hồ sơ(?: này| có mã| mã)?(?: (?=[^ ]*\d)[\p{L}\d./-]+)? đã (?:tồn tại|có (?:trong|trên) hệ thống)|đã được tiếp nhận/iu;

/** A list of complaints under the names of fields, or all of them in one text, or none. */
const errors = z.union([z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))]).nullish();

/**
 * The form of validation in which services built with ASP.NET answer, also under HTTP 200: `status` is what the HTTP status
 * should have been, `errors` a text or lists by field. Seen at the Ministry of Justice and at the interlinking software. An
 * echo of what was sent may stand beside it and is not read.
 */
export const validationAnswer = z
  .looseObject({
    title: ministryText,
    status: z.union([z.number(), z.string().regex(/^\d{3}$/)]).transform(Number),
    errors,
  })
  .refine(({ status }) => status >= 200 && status < 600)
  .transform(({ title, status, errors: told }) => {
    if (status < 300) return { error_code: "0", message: title };
    const complaints = typeof told === "string" ? complaintsIn(told) : byField(told ?? {});
    const message = typeof told === "string" ? untangled(told) : complaints.map(({ said }) => said).join(" ");
    // A failure of the ministry's own that blames nothing may have come after it took the data.
    const fault = status >= 500 && message === "" ? ("ministry-failed" as const) : null;
    return { error_code: String(status), message: message || title, fault, complaints };
  })
  .describe("Câu trả lời kiểm tra dữ liệu của hệ thống các bộ. A validation answer of a ministry's system.");

function byField(told: Readonly<Record<string, string | readonly string[]>>): FieldComplaint[] {
  return Object.entries(told).flatMap(([field, said]) =>
    [said].flat().map((one) => ({ fields: [field], said: one.trim() })),
  );
}
