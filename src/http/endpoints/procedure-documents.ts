import { z } from "@hono/zod-openapi";
import { day, destination } from "../fields.ts";

/** Procedures as answers show them; the facts are `Procedure` of core. */

const dated = {
  from: day.nullable().describe("Có hiệu lực từ ngày; null: không rõ. First day in force; null: no known bound."),
  to: day.nullable().describe("Có hiệu lực đến hết ngày; null: chưa có. Last day in force; null: none."),
  source: z.string().describe("Căn cứ pháp luật hoặc nơi quan sát. Law or observation it rests on."),
  doubt: z.string().optional().describe("Điều chưa kiểm chứng. What is not verified."),
};

const level = z.enum(["commune", "district", "province", "central"]).describe("Cấp chính quyền. Tier of government.");

const authority = z
  .strictObject({
    ...dated,
    level,
    name: z.string().describe("Cơ quan giải quyết. Who decides."),
    nameEn: z.string().describe("English name."),
  })
  .openapi("ProcedureAuthority");

const limit = z
  .union([
    z.strictObject({
      kind: z.literal("same-day").describe("Trong ngày. On the day of receipt."),
      cutOff: z
        .string()
        .describe("Nhận sau giờ này thì trả ngày làm việc sau (HH:mm). Later ones: the next working day."),
    }),
    z.strictObject({
      kind: z.enum(["working-days", "days"]).describe("Ngày làm việc, hay ngày. Working days, or plain days."),
      count: z.number().describe("Số ngày. How many."),
    }),
  ])
  .openapi("TimeLimit");

const notes = {
  note: z.string().optional().describe("Ghi chú. Note, in Vietnamese."),
  noteEn: z.string().optional().describe("Note, in English."),
};

const time = z
  .strictObject({
    ...dated,
    ...notes,
    limit: limit.nullable(),
    extended: z
      .strictObject({
        limit,
        when: z.string().describe("Khi nào. When, in Vietnamese."),
        whenEn: z.string().describe("When, in English."),
      })
      .optional()
      .describe("Thời hạn dài hơn cho một số trường hợp. The longer limit of some cases."),
  })
  .openapi("ProcedureTime");

const fee = z
  .strictObject({
    ...dated,
    ...notes,
    amount: z.int().nullable().describe("Đồng; null: do HĐND tỉnh quy định. VND; null: each province sets it."),
    online: z.int().optional().describe("Mức khi nộp trực tuyến. When filed online."),
  })
  .openapi("ProcedureFee");

const hearer = z.strictObject({ ...dated, destination }).openapi("ProcedureHearer");

const named = {
  code: z.string().describe("Mã thủ tục quốc gia. National code."),
  name: z.string().describe("Tên thủ tục. Name."),
  nameEn: z.string().describe("English name."),
  field: z
    .strictObject({ code: z.string().describe("MaLinhVuc."), name: z.string().describe("TenLinhVuc.") })
    .describe("Lĩnh vực của Cổng. The portal's field."),
  from: dated.from,
  to: dated.to,
  online: z
    .enum(["full", "partial"])
    .nullish()
    .describe("Toàn trình hay một phần; null: không rõ. Wholly or partly online; null: not known."),
  source: dated.source,
};

/** A procedure with everything about it by date. */
export const procedureDocument = z
  .strictObject({
    ...named,
    authorities: z.array(authority).optional(),
    timeLimits: z.array(time).optional(),
    fees: z.array(fee).optional(),
    records: z
      .array(z.string())
      .optional()
      .describe("Loại tờ khai (record) hợp với thủ tục; rỗng: không có. Kinds of record that fit; empty: none."),
    hearers: z
      .array(hearer)
      .optional()
      .describe(
        "Nơi phải được báo, ngoài Cổng; rỗng: không có. Who has to hear of it besides the portal; empty: nobody.",
      ),
  })
  .openapi("Procedure");
