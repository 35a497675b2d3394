import { fullDate } from "#schemas/common/partial-date.ts";
import { shaped } from "#schemas/common/shaped.ts";
import { z } from "zod";
import { REGISTRATION } from "../enums.ts";
import {
  copies,
  documents,
  foreignRegistration,
  foreignRegistrationMissing,
  interlinkedDossierCode,
  note,
  registeringUnitCode,
} from "../form-parts.ts";
import { child, declarant, parent, parentsMarriage } from "../person.ts";
import { birthResult } from "../result-records.ts";

/** The declaration for registering a birth (Tờ khai đăng ký khai sinh, Thông tư 04/2024/TT-BTP). */
export const birthRecord = z
  .strictObject({
    module: z.literal("KS").describe("Khai sinh. Birth."),
    registrationType: z
      .int()
      .min(0)
      .max(4)
      .describe("Loại đăng ký: 1 đúng hạn, 2 đăng ký lại, 3 ghi vào sổ, 4 quá hạn. Kind of registration (loaiDangKy)."),
    registeringUnitCode,
    birthKind: z
      .int()
      .min(1)
      .max(5)
      .describe(
        "Trường hợp: 1 đủ cha mẹ, 2 chưa rõ mẹ, 3 chưa rõ cha, 4 chưa rõ cả hai, 5 trẻ bị bỏ rơi. Case (nksLoaiKhaiSinh).",
      ),
    birthCertNumber: shaped(z.string(), /^\d{5}\.GCS\.\d{5}\.\d{2}$/, {
      code: "birth-cert-format",
      vi: "Mã giấy chứng sinh điện tử có dạng 00031.GCS.99001.26; giấy chứng sinh bản giấy để null và đính kèm trong documents.",
      en: "An electronic birth certificate code looks like 00031.GCS.99001.26; for a paper one leave null and attach it in documents.",
    })
      .nullable()
      .default(null)
      .describe("Mã giấy chứng sinh điện tử, 18 ký tự. Code of the electronic birth notice (maGCS)."),
    birthCertDate: fullDate
      .nullable()
      .default(null)
      .describe("Ngày cấp giấy chứng sinh. Its date of issue (ngayCapGCS)."),
    interlinkedDossierCode,
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
    documents,
    copies,
    note,
    result: birthResult.nullable().default(null).describe("Kết quả đăng ký. What was registered."),
  })
  .refine(
    (record) => record.registrationType !== REGISTRATION.abroadBefore || record.foreignRegistration !== null,
    foreignRegistrationMissing({ vi: "khai sinh", en: "birth" }),
  );
export type BirthRecord = z.infer<typeof birthRecord>;
