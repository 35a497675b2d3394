import { fullDate } from "#schemas/common/partial-date.ts";
import { refused } from "#schemas/common/refused.ts";
import { longText, text } from "#schemas/common/text.ts";
import { z } from "zod";
import { DOCUMENT_TYPES, SALES_CHANNELS, SUBMISSION_METHODS } from "../enums.ts";
import { drawTerms, program } from "./program.ts";
import { coTrader, trader } from "./trader.ts";

export const documentNumber = text(50)
  .nullable()
  .default(null)
  .describe("Số văn bản, tối đa 50 ký tự. Number of the document (SoVanBan).");
export const documentDate = fullDate.nullable().default(null).describe("Ngày văn bản. Date of the document.");
export const recipients = z
  .array(text(200))
  .max(70)
  .default([])
  .describe("Kính gửi: các Sở Công Thương hoặc Bộ Công Thương. Departments or ministry written to (KM-R16).");

/** Papers by kind: which of the dossier's attachments is which, by id or by file name. */
export const attachments = z
  .array(
    z
      .strictObject({
        typeCode: z.enum(DOCUMENT_TYPES).describe("Loại giấy tờ. What the paper is."),
        attachmentId: text(100)
          .nullable()
          .default(null)
          .describe("Mã tệp trong attachments của hồ sơ. Id of one of the dossier's attachments."),
        fileName: text(500).nullable().default(null).describe("Tên tệp, khi không có mã. File name, without an id."),
      })
      .refine(({ attachmentId, fileName }) => attachmentId !== null || fileName !== null, {
        ...refused({
          code: "attachment-not-named",
          vi: "Giấy tờ phải có mã tệp (attachmentId) hoặc tên tệp (fileName).",
          en: "A paper needs the id of its file (attachmentId) or its name (fileName).",
        }),
        path: ["attachmentId"],
      }),
  )
  .max(100)
  .default([])
  .describe("Giấy tờ kèm theo theo loại (TaiLieuNop). Enclosed papers by kind.");

const shared = {
  documentNumber,
  documentDate,
  recipients,
  trader: trader.describe("Thương nhân thực hiện. The trader."),
  coTraders: z
    .array(coTrader)
    .max(100)
    .default([])
    .describe("Các thương nhân cùng thực hiện. Traders taking part (TenCacThuongNhanCungThucHien)."),
  coTradersText: longText(4000)
    .nullable()
    .default(null)
    .describe("Thương nhân cùng thực hiện như Cổng gửi. Traders taking part in the portal's words."),
  program: program.describe("Chương trình khuyến mại. The programme."),
  rules: drawTerms
    .nullable()
    .default(null)
    .describe("Thể lệ (Mẫu số 03); bắt buộc với chương trình may rủi. Terms; needed for lucky draws."),
  salesChannel: z
    .enum(SALES_CHANNELS)
    .nullable()
    .default(null)
    .describe("Kênh bán; chỉ bán trên sàn TMĐT thì không phải thông báo. Sales channel (KM-R20)."),
  attachments,
};

/** Notice of a promotion, Mẫu số 01. */
export const notice = z.strictObject({
  ...shared,
  submissionMethod: z
    .enum(SUBMISSION_METHODS)
    .nullable()
    .default(null)
    .describe("Cách thức nộp; null thì theo kênh của hồ sơ. How it was handed in; null: the dossier's channel."),
});

/** Registration of a lucky draw or another form that is approved, Mẫu số 02. There is no e-mail route. */
export const registration = z.strictObject({
  ...shared,
  submissionMethod: z
    .enum(["BUU_DIEN", "TRUC_TIEP", "DVC_TRUC_TUYEN"])
    .nullable()
    .default(null)
    .describe("Cách thức nộp; không nhận qua thư điện tử. How it was handed in; not by e-mail."),
});
