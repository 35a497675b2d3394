import { IDENTITY_TYPES } from "#schemas/codes/identity-types.ts";
import { fitsIdentityNumber, identityNumberRefused, normaliseIdentityNumber } from "#schemas/common/identity-paper.ts";
import { fullDate, partialDate } from "#schemas/common/partial-date.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { RESIDENT_CARDS } from "./enums.ts";

/** The applicant's identity paper, the one the new card will stand on. */
export const identityPaper = z
  .strictObject({
    type: z.enum(IDENTITY_TYPES).describe("Loại giấy tờ tùy thân. Kind of identity paper; not sent."),
    number: text(20).describe("Số định danh hoặc hộ chiếu. Number, at most 20 characters (soCmnd)."),
    issueDate: partialDate.nullable().default(null).describe("Ngày cấp. Date of issue, partial allowed (ngayCapCmnd)."),
    issuePlace: text(255).nullable().default(null).describe("Nơi cấp. Issuing authority (noiCapCmnd)."),
    expiryDate: fullDate
      .nullable()
      .default(null)
      .describe("Ngày hết hạn, bắt buộc xem với hộ chiếu. Last day of validity; judged for passports."),
  })
  .overwrite((paper) => ({ ...paper, number: normaliseIdentityNumber(paper.type, paper.number) }))
  .refine((paper) => fitsIdentityNumber(paper.type, paper.number), { ...identityNumberRefused, path: ["number"] });

/** What allows a foreigner to stay in Viet Nam. */
export const residentCard = z.strictObject({
  kind: z.enum(RESIDENT_CARDS).describe("Loại thẻ. Kind of card: permanent, temporary, diplomatic, official, other."),
  number: text(20).describe("Số thẻ. Number of the card."),
  expiresOn: fullDate.nullable().describe("Ngày hết hạn; null nếu không thời hạn. Last day; null when without end."),
});
