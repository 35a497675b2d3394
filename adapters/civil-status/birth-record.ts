import { nationality } from "#schemas/common/country-code.ts";
import { fullDate, partialDate } from "#schemas/common/partial-date.ts";
import { refused } from "#schemas/common/refused.ts";
import { longText, text } from "#schemas/common/text.ts";
import { z } from "zod";
import { REGISTRATION } from "./enums.ts";
import { child, declarant, parent, parentsMarriage } from "./person.ts";

/** A birth that a foreign authority has registered before (`loaiDangKy` 3). */
const foreignRegistration = z.strictObject({
  number: text(50).describe("Số đăng ký ở nước ngoài. Number abroad (soDangKyNuocNgoai)."),
  date: partialDate.describe("Ngày đăng ký ở nước ngoài. Date abroad (ngayDangKyNuocNgoai)."),
  office: text(255).describe("Cơ quan nước ngoài đã đăng ký. Foreign office (cqNuocNgoaiDaDangKy)."),
  country: nationality.describe("Quốc gia đã đăng ký. Country (qgNuocNgoaiDaDangKy)."),
});

const document = z.strictObject({
  attachmentId: text(100).describe("Mã tệp trong attachments của hồ sơ. Id of one of the dossier's attachments."),
  kind: z
    .int()
    .min(0)
    .max(99)
    .describe("Loại giấy tờ theo danh mục Bộ Tư pháp, 1 là giấy chứng sinh. Kind (loaiGiayTo)."),
  title: text(200).describe("Tên giấy tờ. What the paper is (tenGiayTo)."),
});

/** The declaration for registering a birth (Tờ khai đăng ký khai sinh, Thông tư 04/2024/TT-BTP). */
export const birthRecord = z
  .strictObject({
    module: z.literal("KS").describe("Khai sinh. Birth."),
    registrationType: z
      .int()
      .min(0)
      .max(4)
      .describe("Loại đăng ký: 1 đúng hạn, 2 đăng ký lại, 3 ghi vào sổ, 4 quá hạn. Kind of registration (loaiDangKy)."),
    registeringUnitCode: z
      .string()
      .refine(
        (code) => /^\d{5}$/.test(code),
        refused({
          code: "commune-code-format",
          vi: "Nơi đăng ký ghi bằng mã xã, phường, đặc khu gồm 5 chữ số.",
          en: "The registering office is a commune code of 5 digits.",
        }),
      )
      .describe("Nơi đăng ký: mã cấp xã. Registering commune (noiDangKy)."),
    birthKind: z
      .int()
      .min(1)
      .max(5)
      .describe(
        "Trường hợp: 1 đủ cha mẹ, 2 chưa rõ mẹ, 3 chưa rõ cha, 4 chưa rõ cả hai, 5 trẻ bị bỏ rơi. Case (nksLoaiKhaiSinh).",
      ),
    birthCertNumber: z
      .string()
      .refine(
        (code) => /^\d{5}\.GCS\.\d{5}\.\d{2}$/.test(code),
        refused({
          code: "birth-cert-format",
          vi: "Mã giấy chứng sinh điện tử có dạng 00031.GCS.99001.26; giấy chứng sinh bản giấy để null và đính kèm trong documents.",
          en: "An electronic birth certificate code looks like 00031.GCS.99001.26; for a paper one leave null and attach it in documents.",
        }),
      )
      .nullable()
      .default(null)
      .describe("Mã giấy chứng sinh điện tử, 18 ký tự. Code of the electronic birth notice (maGCS)."),
    birthCertDate: fullDate
      .nullable()
      .default(null)
      .describe("Ngày cấp giấy chứng sinh. Its date of issue (ngayCapGCS)."),
    interlinkedDossierCode: text(50)
      .nullable()
      .default(null)
      .describe("Mã hồ sơ của phần mềm liên thông. Dossier code in the interlinking software (maHoSoLT)."),
    child: child.describe("Người được khai sinh. The child."),
    mother: parent.nullable().default(null).describe("Mẹ; null khi chưa xác định. Mother; null when not known."),
    father: parent.nullable().default(null).describe("Cha; null khi chưa xác định. Father; null when not known."),
    parentsMarriage: parentsMarriage
      .nullable()
      .default(null)
      .describe("Giấy chứng nhận kết hôn của cha mẹ. The parents' marriage certificate."),
    declarant: declarant.describe("Người yêu cầu. The declarant."),
    foreignRegistration: foreignRegistration
      .nullable()
      .default(null)
      .describe("Việc đăng ký ở nước ngoài, khi loại đăng ký là 3. Registration abroad, for kind 3."),
    documents: z
      .array(document)
      .max(50)
      .default([])
      .describe(
        "Giấy tờ gửi Bộ Tư pháp, chọn từ attachments. Papers for the ministry, chosen from the attachments (fileDinhKem).",
      ),
    copies: z.int().min(0).max(20).describe("Số bản sao yêu cầu. Number of copies wanted (soLuongBanSao)."),
    note: longText(500).nullable().default(null).describe("Ghi chú. Note."),
  })
  .refine((record) => record.registrationType !== REGISTRATION.abroadBefore || record.foreignRegistration !== null, {
    ...refused({
      code: "foreign-registration-missing",
      vi: "Ghi vào sổ việc khai sinh đã đăng ký ở nước ngoài phải kèm thông tin đăng ký ở nước ngoài.",
      en: "Recording a birth registered abroad needs the foreign registration.",
    }),
    path: ["foreignRegistration"],
  });
export type BirthRecord = z.infer<typeof birthRecord>;
