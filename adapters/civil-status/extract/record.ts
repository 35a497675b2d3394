import { partialDate } from "#schemas/common/partial-date.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { documents, note } from "../form-parts.ts";
import { person, requester } from "../person.ts";
import { extractResult } from "../result-records.ts";

/** The declaration for copies of an extract (Tờ khai cấp bản sao trích lục hộ tịch). */
export const extractRecord = z.strictObject({
  module: z.literal("TL").describe("Bản sao trích lục hộ tịch. Copies of an extract."),
  office: text(255).describe(
    "Cơ quan cấp (Kính gửi); cơ quan quản lý CSDL hộ tịch nào cũng được. Any civil-status office.",
  ),
  eventKind: z
    .enum(["KS", "KT", "KH", "CMC", "TDCC", "GIAM_HO", "KHAC"])
    .describe("Loại việc hộ tịch đã đăng ký. What was registered."),
  subject: person
    .extend({
      birthDate: partialDate
        .nullable()
        .describe("Ngày sinh, có thể chỉ có năm; null khi không biết. Birth date; null when unknown."),
    })
    .describe("Người được cấp. Whose extract it is."),
  original: z
    .strictObject({
      office: text(255).describe("Nơi đã đăng ký. Where it was registered."),
      number: text(50).nullable().default(null).describe("Số. Number; null to search by name and date."),
      bookNumber: text(50).nullable().default(null).describe("Quyển số. Register book."),
      date: partialDate.nullable().default(null).describe("Ngày đăng ký. Day of registration."),
    })
    .nullable()
    .default(null)
    .describe("Việc đã đăng ký, nếu biết. The entry, where known."),
  quantity: z.int().min(1).max(50).describe("Số lượng bản sao, 1–50. Copies wanted, 1 to 50 (HT-R18)."),
  declarant: requester.describe("Người yêu cầu. The declarant."),
  documents,
  note,
  result: extractResult.nullable().default(null).describe("Bản sao đã cấp. The copies issued."),
});
export type ExtractRecord = z.infer<typeof extractRecord>;
