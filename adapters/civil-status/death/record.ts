import { address } from "#schemas/common/address.ts";
import { partialDate } from "#schemas/common/partial-date.ts";
import { refused } from "#schemas/common/refused.ts";
import { text } from "#schemas/common/text.ts";
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
  timeOfDay,
} from "../form-parts.ts";
import { declarant, person } from "../person.ts";
import { deathResult } from "../result-records.ts";

/** Code of a death notice that a health facility issued electronically, 18 characters. */
export const ELECTRONIC_NOTICE = /^\d{5}\.GBT\.\d{5}\.\d{2}$/;

const deathNotice = z.strictObject({
  type: z
    .int()
    .min(0)
    .max(7)
    .describe(
      "Loại: 0 trống, 1 giấy báo tử, 2 xác nhận thi hành án tử hình, 3 bản án tuyên bố chết, 4 công an hoặc pháp y, 5 y tế, 6 biên bản, 7 người làm chứng. Kind (gbtLoai).",
    ),
  number: text(50)
    .refine(
      (number) => !number.includes(".GBT.") || ELECTRONIC_NOTICE.test(number),
      refused({
        code: "death-notice-format",
        vi: "Mã giấy báo tử điện tử có dạng 00031.GBT.99001.26.",
        en: "The code of an electronic death notice looks like 00031.GBT.99001.26.",
      }),
    )
    .nullable()
    .default(null)
    .describe("Số, hoặc mã giấy báo tử điện tử. Number, or the electronic code (gbtSo, maGBT)."),
  date: partialDate
    .nullable()
    .default(null)
    .describe("Ngày cấp. Date of issue, partial allowed (gbtNgay, ngayCapGBT)."),
  issuer: text(255).nullable().default(null).describe("Cơ quan hoặc người cấp. Who issued it (gbtCoQuanCap)."),
});

const deceased = person.extend({
  birthDate: partialDate
    .nullable()
    .describe("Ngày sinh, có thể chỉ có năm; null khi không biết. Birth date; null when unknown (nktNgaySinh)."),
  deathDate: partialDate.describe("Ngày chết. Day of death, partial allowed (nktNgayChet)."),
  deathTime: timeOfDay
    .nullable()
    .default(null)
    .describe("Giờ phút chết HH:mm. Time of death, when known (nktGioPhutChet)."),
  deathDateInWords: text(200).nullable().default(null).describe("Ngày chết bằng chữ. Day in words; register only."),
  deathPlace: address.describe("Nơi chết, hoặc nơi phát hiện thi thể. Place of death, or of the find (nktNoiChet)."),
  deathCause: text(255).nullable().default(null).describe("Nguyên nhân chết. Cause of death (nktNguyenNhanChet)."),
});
export type Deceased = z.infer<typeof deceased>;

const courtDeclaration = z.strictObject({
  date: partialDate.describe("Ngày ghi chú tuyên bố chết. Day of the note (nktNgayGhiChuTuyenBoViecChet)."),
  basis: text(500).describe("Căn cứ: bản án, quyết định. Judgment (nktCanCuTuyenBoViecChet)."),
  cancelDate: partialDate
    .nullable()
    .default(null)
    .describe("Ngày ghi chú hủy tuyên bố. Day it was cancelled (nktNgayGhiChuHuyTuyenBoViecChet)."),
  cancelBasis: text(500)
    .nullable()
    .default(null)
    .describe("Căn cứ hủy. Judgment that cancels it (nktCanCuHuyTuyenBoViecChet)."),
});

/** The declaration for registering a death (Tờ khai đăng ký khai tử, Thông tư 04/2024/TT-BTP). */
export const deathRecord = z
  .strictObject({
    module: z.literal("KT").describe("Khai tử. Death."),
    registrationType: z
      .int()
      .min(0)
      .max(4)
      .describe("Loại đăng ký: 1 đúng hạn, 2 đăng ký lại, 3 ghi vào sổ, 4 quá hạn. Kind of registration (loaiDangKy)."),
    registeringUnitCode,
    interlinkedDossierCode,
    deceased: deceased.describe("Người chết. The deceased."),
    deathNotice: deathNotice.describe("Giấy báo tử hoặc giấy tờ thay thế. Death notice, or what replaces it."),
    courtDeclaration: courtDeclaration
      .nullable()
      .default(null)
      .describe("Tòa án tuyên bố chết. Declared dead by a court; register only."),
    declarant: declarant.describe("Người yêu cầu. The declarant."),
    foreignRegistration: foreignRegistration
      .nullable()
      .default(null)
      .describe("Việc đăng ký ở nước ngoài, khi loại đăng ký là 3. Registration abroad, for kind 3; register only."),
    documents,
    copies,
    note,
    result: deathResult.nullable().default(null).describe("Kết quả đăng ký. What was registered."),
  })
  .refine(
    (record) => record.registrationType !== REGISTRATION.abroadBefore || record.foreignRegistration !== null,
    foreignRegistrationMissing({ vi: "khai tử", en: "death" }),
  );
export type DeathRecord = z.infer<typeof deathRecord>;
