import { z } from "zod";
import { portalAnswer } from "./answer.ts";
import { PORTAL_FIELD_NAMES } from "./field-names.ts";
import { neededText } from "./fields.ts";

/** The call `TraCuuHoSo`. Note the small letters of `mahoso`. */
export const dossierLookupRequest = z
  .strictObject({
    session: neededText(500).describe("Phiên. Token from the login."),
    madonvi: neededText(50).describe("Mã đơn vị gọi. Code of the calling unit."),
    service: z.literal("TraCuuHoSo").describe("Tên dịch vụ. Name of the service."),
    mahoso: neededText(50).describe("Mã hồ sơ. Dossier code, at most 50."),
  })
  .describe("Tra cứu hồ sơ. Dossier look-up.");

export type DossierLookupRequest = z.infer<typeof dossierLookupRequest>;

const records = z
  .array(z.looseObject({}).nullish())
  .nullable()
  .transform((list) => (list ?? []).filter((one) => one != null));

/** A record that comes alone is told from any other object by a field of a dossier in it. */
const lone = z
  .looseObject({})
  .refine((one) => Object.keys(one).length === 0 || Object.keys(one).some(isFieldName), {
    error: "no dossier's record",
  })
  .transform((one) => (Object.keys(one).length === 0 ? [] : [one]));

function isFieldName(name: string): boolean {
  return PORTAL_FIELD_NAMES.has(name.trim().toLowerCase());
}

/**
 * The answer to a look-up. Where its result holds a record the portal has a dossier; which fields the records carry is not
 * documented, so they are kept as they come. They come as a list as a rule, or one alone, or as the `data` of an object
 * (as `LayDVC` does it). A missing, null or empty result is an empty list.
 */
export const dossierLookupAnswer = portalAnswer
  .extend({
    result: z
      .union([
        records,
        lone,
        z.looseObject({ data: records }).transform(({ data }) => data),
        z.literal("").transform(() => []),
      ])
      .nullish()
      .transform((list) => list ?? [])
      .describe("Hồ sơ tìm thấy. Records found, empty when unknown."),
  })
  .describe("Kết quả tra cứu. Answer to a look-up.");

export type DossierLookupAnswer = z.infer<typeof dossierLookupAnswer>;
