import { fullDate } from "#schemas/common/partial-date.ts";
import { refused } from "#schemas/common/refused.ts";
import { longText } from "#schemas/common/text.ts";
import { z } from "zod";
import { documentDate, documentNumber, attachments, recipients } from "./campaign.ts";
import { AMENDABLE, EARLY_END_GROUNDS } from "../enums.ts";
import { originalProgram } from "./original-program.ts";
import { vnd } from "./program.ts";
import { trader, traderTaxCode } from "./trader.ts";

const change = z.strictObject({
  field: z.enum(AMENDABLE).describe("Nội dung sửa đổi. What is changed, a field of the programme."),
  from: longText(20_000).nullable().default(null).describe("Nội dung đã thông báo, đăng ký. As it was."),
  to: longText(20_000).describe("Nội dung sửa đổi, bổ sung. As it is to be (ThongTinSuaDoi)."),
});

/** Notice or registration of changes to a programme, Mẫu số 06. */
export const amendment = z
  .strictObject({
    documentNumber,
    documentDate,
    recipients,
    traderTaxCode,
    trader: trader.nullable().default(null).describe("Thương nhân, khi mẫu nhắc lại đủ. The trader, when repeated."),
    original: originalProgram.describe("Chương trình đã thông báo, đăng ký. The programme as filed."),
    effectiveFrom: fullDate
      .nullable()
      .default(null)
      .describe("Ngày bắt đầu áp dụng sửa đổi. Day the changes take effect."),
    changes: z.array(change).min(1).max(100).describe("Các nội dung sửa đổi, bổ sung. The changes."),
    totalPrizeValue: z
      .strictObject({
        announced: vnd.describe("Tổng giá trị đã công bố (đồng). Total as announced in VND."),
        amended: vnd.describe("Tổng giá trị sau sửa đổi (đồng). Total after the changes in VND."),
      })
      .nullable()
      .default(null)
      .describe("Tổng giá trị giải thưởng trước và sau; cần khi sửa giải thưởng. Totals, when prizes change (KM-R14)."),
    earlyEndGround: z
      .enum(EARLY_END_GROUNDS)
      .nullable()
      .default(null)
      .describe("Lý do được kết thúc sớm. Ground for ending early (KM-R18)."),
    reason: longText(2000).nullable().default(null).describe("Lý do điều chỉnh. Why (LyDoDieuChinh)."),
    commitment: longText(2000)
      .nullable()
      .default(null)
      .describe("Cam kết khác. Undertaking towards customers (NoiDungCamKetKhac)."),
    attachments,
  })
  .refine(({ trader, traderTaxCode }) => trader === null || trader.taxCode === traderTaxCode, {
    ...refused({
      code: "tax-codes-differ",
      vi: "Mã số thuế ở hai nơi khác nhau.",
      en: "The two tax codes differ.",
    }),
    path: ["traderTaxCode"],
  });
export type Amendment = z.infer<typeof amendment>;
