import { partialDate } from "#schemas/common/partial-date.ts";
import { refused } from "#schemas/common/refused.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { IDENTITY_TYPES, type IdentityType } from "./enums.ts";

/** Number patterns where the kind of paper has one; the other kinds are free text of at most 20 characters. */
const NUMBER_PATTERNS: Partial<Record<IdentityType, RegExp>> = {
  CMND: /^(\d{9}|\d{12})$/,
  CCCD: /^\d{12}$/,
  CAN_CUOC: /^\d{12}$/,
  GIAY_CN_CAN_CUOC: /^\d{12}$/,
  HO_CHIEU: /^[A-Z0-9]{5,15}$/,
};

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
  // Passports are written with spaces and small letters; as elsewhere in the gateway these are not part of the number.
  .overwrite((paper) =>
    paper.type === "HO_CHIEU" ? { ...paper, number: paper.number.replaceAll(" ", "").toUpperCase() } : paper,
  )
  .refine((paper) => NUMBER_PATTERNS[paper.type]?.test(paper.number) ?? true, {
    ...refused({
      code: "identity-number-format",
      vi: "Số giấy tờ không đúng dạng của loại giấy tờ: CCCD, căn cước 12 chữ số; CMND 9 hoặc 12 chữ số; hộ chiếu 5–15 chữ in hoa và số.",
      en: "The number does not fit its kind: CCCD and identity cards 12 digits, CMND 9 or 12, passports 5–15 upper-case letters and digits.",
    }),
    path: ["number"],
  });
export type IdentityPaper = z.infer<typeof identityPaper>;
