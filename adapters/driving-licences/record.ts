import { fullDate } from "#schemas/common/partial-date.ts";
import { z } from "zod";
import { exchange } from "./exchange-record.ts";
import { resultRecord } from "./result-record.ts";

const payment = z.strictObject({
  fee: z.int().min(0).max(10_000_000).describe("Lệ phí đã thu hoặc phải thu (đồng). Fee in VND."),
  paidOn: fullDate
    .nullable()
    .default(null)
    .describe("Ngày nộp; null thì tính theo ngày tiếp nhận. Day of payment; null: judged by the day of receipt."),
  digitalCitizen: z
    .boolean()
    .default(false)
    .describe(
      "Thuộc diện công dân số được miễn lệ phí trực tuyến. Counts as a digital citizen, free of charge online.",
    ),
});

/** What a driving-licence dossier says: the application, its fee and, in the end, the new licence. */
export const licenceRecord = z.strictObject({
  exchange: exchange.describe("Đơn đề nghị đổi, cấp lại giấy phép lái xe. The application."),
  payment: payment.nullable().default(null).describe("Lệ phí. The fee; null while it is not known."),
  result: resultRecord.nullable().default(null).describe("Giấy phép được cấp. The licence given; null until then."),
});
export type LicenceRecord = z.infer<typeof licenceRecord>;
