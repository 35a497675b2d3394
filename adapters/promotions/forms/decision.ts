import { fullDate } from "#schemas/common/partial-date.ts";
import { refused } from "#schemas/common/refused.ts";
import { longText, text } from "#schemas/common/text.ts";
import { z } from "zod";
import { forms, provinceCodes, vnd } from "./program.ts";

/** A notice has no result but its receipt; afterwards the department announces the programme. */
export const receipt = z.strictObject({
  receiptNumber: text(50).nullable().default(null).describe("Số phiếu tiếp nhận. Number of the receipt slip."),
  receivedOn: fullDate.describe("Ngày tiếp nhận thông báo. Day the notice counts as received."),
  announcedOn: fullDate
    .nullable()
    .default(null)
    .describe("Ngày Sở công bố chương trình. Day the department announced the programme."),
});

/** Mẫu số 04 (confirmed) or Mẫu số 05 (not confirmed) for a registration, or its counterpart for an amendment. */
export const decision = z
  .strictObject({
    outcome: z.enum(["XAC_NHAN", "KHONG_XAC_NHAN"]).describe("Xác nhận hay không xác nhận. Confirmed or not."),
    number: text(50).describe("Số văn bản. Number of the document."),
    date: fullDate.describe("Ngày văn bản. Its date."),
    authority: text(200).describe("Cơ quan ban hành. Who decided."),
    confirmed: z
      .strictObject({
        programName: text(500).describe("Tên chương trình. Name of the programme."),
        forms: forms.describe("Hình thức. Forms."),
        areas: provinceCodes.describe("Địa bàn. Provinces."),
        from: fullDate.describe("Ngày bắt đầu. First day."),
        to: fullDate.describe("Ngày kết thúc. Last day."),
        totalPrizeValue: vnd.describe("Tổng giá trị giải thưởng (đồng). Total of the prizes in VND."),
      })
      .nullable()
      .default(null)
      .describe("Nội dung được xác nhận (Mẫu số 04). What was confirmed."),
    conditions: longText(2000).nullable().default(null).describe("Điều kiện kèm theo. Conditions."),
    reason: longText(2000).nullable().default(null).describe("Lý do không xác nhận (Mẫu số 05). Why not."),
  })
  .refine(({ outcome, reason }) => outcome === "XAC_NHAN" || reason !== null, {
    ...refused({
      code: "refusal-without-reason",
      vi: "Không xác nhận thì phải nêu lý do.",
      en: "A refusal needs its reason.",
    }),
    path: ["reason"],
  });
