import { z } from "zod";
import { portalAnswer } from "./answer.ts";
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

/**
 * The answer to a look-up. A non-empty list means the portal has the dossier; which fields its items carry is not
 * documented, so they are kept as they come. A missing or null list is empty.
 */
export const dossierLookupAnswer = portalAnswer
  .extend({
    result: z
      .array(z.looseObject({}))
      .nullish()
      .transform((items) => items ?? [])
      .describe("Hồ sơ tìm thấy. Records found, empty when unknown."),
  })
  .describe("Kết quả tra cứu. Answer to a look-up.");

export type DossierLookupAnswer = z.infer<typeof dossierLookupAnswer>;
