import type { Bilingual } from "#schemas/common/bilingual.ts";
import { nationality } from "#schemas/common/country-code.ts";
import { fullDate, partialDate } from "#schemas/common/partial-date.ts";
import { refused } from "#schemas/common/refused.ts";
import { shaped } from "#schemas/common/shaped.ts";
import { longText, text } from "#schemas/common/text.ts";
import { z } from "zod";

/** Fields that several civil-status forms share. */

export const registeringUnitCode = shaped(z.string(), /^(\d{5}|\d{3})$/, {
  code: "commune-code-format",
  vi: "Nơi đăng ký ghi bằng mã xã, phường, đặc khu gồm 5 chữ số; mã huyện 3 chữ số chỉ dùng trước 01/7/2025.",
  en: "The registering office is a commune code of 5 digits; a district's 3 digits only before 2025-07-01.",
}).describe("Nơi đăng ký: mã cấp xã, trước 01/7/2025 có thể là mã huyện. Registering office (noiDangKy, maDonVi).");

export const interlinkedDossierCode = text(50)
  .nullable()
  .default(null)
  .describe("Mã hồ sơ của phần mềm liên thông. Dossier code in the interlinking software (maHoSoLT).");

export const timeOfDay = shaped(z.string(), /^([01]\d|2[0-3]):[0-5]\d$/, {
  code: "time-format",
  vi: "Giờ ghi dạng HH:mm, ví dụ 23:55.",
  en: "A time of day is HH:mm, e.g. 23:55.",
});

/** An event that a foreign authority has registered before. */
export const foreignRegistration = z.strictObject({
  number: text(50).describe("Số đăng ký ở nước ngoài. Number abroad (soDangKyNuocNgoai)."),
  date: partialDate.describe("Ngày đăng ký ở nước ngoài. Date abroad (ngayDangKyNuocNgoai)."),
  office: text(255).describe("Cơ quan nước ngoài đã đăng ký. Foreign office (cqNuocNgoaiDaDangKy)."),
  country: nationality.describe("Quốc gia đã đăng ký. Country (qgNuocNgoaiDaDangKy)."),
});

/** An entry in a Vietnamese register that the form refers to. */
export const registerEntry = z.strictObject({
  number: text(50).describe("Số đăng ký. Number in the register (so)."),
  bookNumber: text(50).nullable().default(null).describe("Quyển số. Register book (quyenSo)."),
  date: partialDate.describe("Ngày đăng ký, có thể chỉ có năm. Day of registration, partial allowed (ngayDangKy)."),
  place: text(255).describe("Nơi đăng ký. Registering office (noiDangKy)."),
});

const document = z.strictObject({
  attachmentId: text(100).describe("Mã tệp trong attachments của hồ sơ. Id of one of the dossier's attachments."),
  kind: z
    .int()
    .min(0)
    .max(99)
    .describe("Loại giấy tờ theo danh mục Bộ Tư pháp, 1 là giấy chứng sinh. Kind (loaiGiayTo)."),
  title: text(200).describe("Tên giấy tờ. What the paper is (tenGiayTo)."),
  issueDate: fullDate.nullable().default(null).describe("Ngày cấp. Date of issue; kept, not sent."),
  legalisation: z
    .enum(["done", "exempt", "missing"])
    .nullable()
    .default(null)
    .describe(
      "Hợp pháp hóa lãnh sự: done đã làm, exempt được miễn, missing chưa; giấy tờ trong nước để null. Consular legalisation; null for domestic papers.",
    ),
});
export type FormDocument = z.infer<typeof document>;

export const documents = z
  .array(document)
  .max(50)
  .default([])
  .describe(
    "Giấy tờ gửi Bộ Tư pháp, chọn từ attachments. Papers for the ministry, chosen from the attachments (fileDinhKem).",
  );

export const copies = z.int().min(0).max(20).describe("Số bản sao yêu cầu. Number of copies wanted (soLuongBanSao).");

export const note = longText(500).nullable().default(null).describe("Ghi chú. Note.");

/** Refusal of an event registered abroad before without saying where and when. */
export function foreignRegistrationMissing(event: Bilingual) {
  return {
    ...refused({
      code: "foreign-registration-missing",
      vi: `Ghi vào sổ việc ${event.vi} đã đăng ký ở nước ngoài phải kèm thông tin đăng ký ở nước ngoài.`,
      en: `Recording a ${event.en} registered abroad needs the foreign registration.`,
    }),
    path: ["foreignRegistration"],
  };
}
