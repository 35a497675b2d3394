import { dossierCode } from "#schemas/common/dossier-code.ts";
import { z } from "zod";
import { amendment } from "./forms/amendment.ts";
import { notice, registration } from "./forms/campaign.ts";
import { decision, receipt } from "./forms/decision.ts";
import { AMENDMENT_FORM, NOTICE_FORM, REGISTRATION_FORM, REPORT_FORM } from "./enums.ts";
import { resultReport } from "./forms/result-report.ts";

const nationalDossierCode = dossierCode
  .nullable()
  .default(null)
  .describe(
    "Mã hồ sơ do Cổng cấp, khi khác dossierCode. The portal's own code, when the province uses another (MaHoSo).",
  );

const noticeRecord = z.strictObject({
  formNumber: z.literal(NOTICE_FORM).describe("Thông báo thực hiện khuyến mại. Notice of a promotion."),
  nationalDossierCode,
  notice: notice.describe("Nội dung thông báo. The notice."),
  receipt: receipt.nullable().default(null).describe("Kết quả tiếp nhận. Receipt of the notice."),
});

const registrationRecord = z.strictObject({
  formNumber: z.literal(REGISTRATION_FORM).describe("Đăng ký chương trình khuyến mại. Registration of a programme."),
  registration: registration.describe("Nội dung đăng ký. The registration."),
  result: decision.nullable().default(null).describe("Văn bản xác nhận hoặc không xác nhận. The decision."),
});

const amendmentRecord = z.strictObject({
  formNumber: z.literal(AMENDMENT_FORM).describe("Sửa đổi, bổ sung chương trình. Changes to a programme."),
  nationalDossierCode,
  amendment: amendment.describe("Nội dung sửa đổi, bổ sung. The changes."),
  result: decision.nullable().default(null).describe("Văn bản xác nhận, khi là đăng ký. The decision, if registered."),
});

const reportRecord = z.strictObject({
  formNumber: z.literal(REPORT_FORM).describe("Báo cáo kết quả thực hiện. Report on the results."),
  report: resultReport.describe("Nội dung báo cáo. The report."),
});

/** What a promotion dossier says, by the number of its form (Nghị định 81/2018/NĐ-CP, appendix). */
export const promotionRecord = z.discriminatedUnion("formNumber", [
  noticeRecord,
  registrationRecord,
  amendmentRecord,
  reportRecord,
]);
export type PromotionRecord = z.infer<typeof promotionRecord>;
export type NoticeRecord = z.infer<typeof noticeRecord>;
export type AmendmentRecord = z.infer<typeof amendmentRecord>;
