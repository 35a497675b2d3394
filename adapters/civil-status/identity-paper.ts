import { IDENTITY_TYPES } from "#schemas/codes/identity-types.ts";
import { fitsIdentityNumber, identityNumberRefused, normaliseIdentityNumber } from "#schemas/common/identity-paper.ts";
import { partialDate } from "#schemas/common/partial-date.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";

/** An identity paper with the number pattern of its kind. */
export const identityPaper = z
  .strictObject({
    type: z.enum(IDENTITY_TYPES).describe("Loại giấy tờ tùy thân. Kind of identity paper (LoaiGiayToTuyThan)."),
    otherKind: text(100)
      .nullable()
      .default(null)
      .describe("Tên giấy tờ khác, khi loại là KHAC. Name of the paper when the type is KHAC (GiayToKhac)."),
    number: text(20).describe("Số giấy tờ. Number, at most 20 characters (SoGiayToTuyThan)."),
    issueDate: partialDate
      .nullable()
      .default(null)
      .describe("Ngày cấp, có thể chỉ có năm. Date of issue, partial allowed."),
    expiryDate: partialDate
      .nullable()
      .default(null)
      .describe("Ngày hết hạn. Date of expiry; kept, not sent to the ministry."),
    issuePlace: text(255).nullable().default(null).describe("Nơi cấp. Issuing authority, at most 255 characters."),
  })
  .overwrite((paper) => ({ ...paper, number: normaliseIdentityNumber(paper.type, paper.number) }))
  .refine((paper) => fitsIdentityNumber(paper.type, paper.number), { ...identityNumberRefused, path: ["number"] });
export type IdentityPaper = z.infer<typeof identityPaper>;
