import { fullDate } from "#schemas/common/partial-date.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { documentDate, documentNumber, attachments, recipients } from "./campaign.ts";
import { originalProgram } from "./original-program.ts";
import { forms, prize, vnd } from "./program.ts";
import { traderTaxCode } from "./trader.ts";

/** Report on the results of a programme, Mẫu số 07, with what follows for unclaimed prizes (Mẫu số 08 and 09). */
export const resultReport = z.strictObject({
  documentNumber,
  documentDate,
  recipients,
  traderTaxCode,
  traderName: text(200).describe("Tên thương nhân. Name of the trader."),
  original: originalProgram.describe("Chương trình được báo cáo. The programme reported on."),
  forms: forms.describe("Hình thức. Forms of the programme."),
  awardDeadline: fullDate.describe("Hạn trao thưởng đã công bố. Last day to hand prizes over."),
  totalPrizeValue: vnd.describe("Tổng giá trị giải thưởng đã công bố (đồng). Total announced in VND."),
  awarded: z.array(prize).max(500).default([]).describe("Giải đã trao. Prizes handed over."),
  awardedValue: vnd.describe("Tổng giá trị đã trao (đồng). Total handed over in VND."),
  unclaimedValue: vnd.describe("Giá trị giải không có người trúng, không có người nhận. Unclaimed prizes in VND."),
  taxPaid: vnd.nullable().default(null).describe("Thuế đã nộp thay người trúng thưởng. Tax paid for winners in VND."),
  collection: z
    .strictObject({
      decisionNumber: text(50).describe("Số quyết định thu nộp (Mẫu số 08). Number of the decision."),
      decisionDate: fullDate.describe("Ngày quyết định. Date of the decision."),
      amount: vnd.describe("Số tiền phải nộp: 50 % giá trị không trao. Amount due in VND (KM-R11)."),
    })
    .nullable()
    .default(null)
    .describe("Quyết định thu nộp 50 % giá trị giải không trao. Decision to collect."),
  payment: z
    .strictObject({
      amount: vnd.describe("Số tiền đã nộp (đồng). Amount paid in VND."),
      paidOn: fullDate.describe("Ngày nộp. Day of payment."),
      reportedOn: fullDate.nullable().default(null).describe("Ngày báo cáo (Mẫu số 09). Day it was reported."),
    })
    .nullable()
    .default(null)
    .describe("Việc nộp ngân sách. Payment to the budget."),
  attachments,
});
export type ResultReport = z.infer<typeof resultReport>;
