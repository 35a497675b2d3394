import { fullDate, partialDate } from "#schemas/common/partial-date.ts";
import { refused } from "#schemas/common/refused.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { copies, documents, interlinkedDossierCode, note, registeringUnitCode } from "../form-parts.ts";
import { MARITAL_TEXT } from "../marital-status/statuses.ts";
import { partner } from "../person.ts";
import { marriageResult } from "../result-records.ts";

/** How a former marriage ended. */
const priorMarriage = z.strictObject({
  docNumber: text(50).describe("Số bản án, quyết định ly hôn hoặc giấy chứng tử. Number of the paper that ended it."),
  docDate: partialDate.describe("Ngày của giấy tờ đó. Its date, partial allowed."),
  issuer: text(255).describe("Cơ quan cấp. Who issued it."),
  recognizedInVietnam: z
    .boolean()
    .nullable()
    .default(null)
    .describe("Đã ghi chú tại Việt Nam, khi chấm dứt ở nước ngoài. Recorded in Viet Nam, when it ended abroad."),
});

/** A certificate of marital status that a spouse brings, or that the office asks for. */
const statusCertificate = z.strictObject({
  requested: z.boolean().describe("Yêu cầu xác minh tình trạng hôn nhân. The office asks for it (YeuCauXNTTHN)."),
  place: text(255).nullable().default(null).describe("Nơi xác nhận. Who certifies (NoiXNTTHN)."),
  number: text(50).nullable().default(null).describe("Số giấy xác nhận. Number of the certificate; kept, not sent."),
  issueDate: fullDate.nullable().default(null).describe("Ngày cấp. Date of issue; kept, not sent."),
  purposeType: z
    .int()
    .min(1)
    .max(5)
    .nullable()
    .default(null)
    .describe("Mục đích ghi trên giấy: 1–4 để kết hôn, 5 khác. Purpose on the certificate; kept, not sent."),
});

const spouse = partner
  .extend({
    residenceAbroad: z
      .boolean()
      .nullable()
      .default(null)
      .describe("Cư trú ở nước ngoài. Lives abroad (CuTruNuocNgoai)."),
    marriageCount: z.int().min(1).max(20).describe("Kết hôn lần thứ mấy. Which marriage this is (SoLanKH)."),
    maritalStatus: z
      .int()
      .min(1)
      .max(6)
      .describe(
        "Tình trạng hôn nhân: 1 chưa kết hôn, 2 đang có vợ/chồng, 3 đã ly hôn, 4 vợ/chồng đã chết, 5 có thời gian chưa kết hôn nay đang có vợ/chồng, 6 khác. Marital status (LoaiTinhTrangHonNhan).",
      ),
    maritalStatusText: text(255)
      .nullable()
      .default(null)
      .describe("Diễn giải, khi nói thêm ngoài loại. In words, where they say more than the kind (TinhTrangHonNhan)."),
    priorMarriage: priorMarriage
      .nullable()
      .default(null)
      .describe("Hôn nhân trước đã chấm dứt. How a former marriage ended."),
    statusCertificate: statusCertificate
      .nullable()
      .default(null)
      .describe("Giấy xác nhận tình trạng hôn nhân. Certificate of marital status, where one is needed."),
  })
  .overwrite((value) =>
    value.maritalStatusText === MARITAL_TEXT[value.maritalStatus] ? { ...value, maritalStatusText: null } : value,
  )
  .refine(
    ({ residenceAbroad, residence }) =>
      residenceAbroad === null || residence === null || residenceAbroad === (residence.countryCode !== "VN"),
    {
      ...refused({
        code: "residence-abroad-contradicted",
        vi: "Trường «cư trú ở nước ngoài» không khớp với quốc gia của nơi cư trú.",
        en: "“Lives abroad” does not agree with the country of the residence.",
      }),
      path: ["residenceAbroad"],
    },
  );
export type Spouse = z.infer<typeof spouse>;

/** The declaration for registering a marriage (Tờ khai đăng ký kết hôn, Thông tư 04/2024/TT-BTP). */
export const marriageRecord = z.strictObject({
  module: z.literal("KH").describe("Kết hôn. Marriage."),
  registrationType: z
    .int()
    .min(1)
    .max(2)
    .describe("Loại đăng ký: 1 lần đầu, 2 đăng ký lại. Kind of registration (loaiDangKy)."),
  registeringUnitCode,
  interlinkedDossierCode,
  establishedOn: fullDate
    .nullable()
    .default(null)
    .describe("Ngày xác lập quan hệ hôn nhân. Day the marriage began (ngayXacLapQuanHeHonNhan)."),
  husband: spouse.describe("Chồng. The husband."),
  wife: spouse.describe("Vợ. The wife."),
  documents,
  copies,
  note,
  result: marriageResult.nullable().default(null).describe("Kết quả đăng ký. What was registered."),
});
export type MarriageRecord = z.infer<typeof marriageRecord>;
