import { nationality } from "#schemas/common/country-code.ts";
import { fullDate, partialDate } from "#schemas/common/partial-date.ts";
import { personName } from "#schemas/common/person-name.ts";
import { longText, text } from "#schemas/common/text.ts";
import { z } from "zod";
import { LICENCE_SOURCES, LICENCE_STATES } from "./enums.ts";
import { licenceClass } from "./classes/licence-class.ts";

const newClass = z.strictObject({
  class: licenceClass({
    vi: "Hạng cấp không có trong danh mục hạng giấy phép lái xe.",
    en: "There is no such licence class.",
  }).describe("Hạng được cấp. Class given (hanggplxgplx)."),
  passedOn: partialDate
    .nullable()
    .describe("Ngày trúng tuyển, chuyển từ thẻ cũ. Day of passing, carried over (ngaytrungtuyen)."),
  issuedOn: fullDate.describe("Ngày cấp. Day of issue (ngaycapgplx)."),
  expiresOn: fullDate
    .nullable()
    .describe("Ngày hết hạn; null là không thời hạn. Last day of validity; null: no end (ngayhethangplx)."),
  restriction: longText(500).nullable().default(null).describe("Điều kiện hạn chế. Restriction written on the card."),
});

/** The new licence (Thông tư 12/2025/TT-BCA, Phụ lục X); kept with the dossier, the message has no place for it. */
export const resultRecord = z.strictObject({
  licenceNumber: text(20).describe("Số giấy phép lái xe. Licence number (sogplx)."),
  serial: text(20).nullable().default(null).describe("Số sê-ri phôi. Number of the card blank (soserigplx)."),
  fullName: personName.describe("Họ, chữ đệm, tên. Full name."),
  birthDate: partialDate.describe("Ngày sinh. Birth date, partial allowed."),
  nationality: nationality.describe("Quốc tịch. Nationality."),
  residence: text(500).describe("Nơi cư trú ghi trên thẻ. Residence as the card shows it."),
  classes: z.array(newClass).min(1).max(15).describe("Các hạng được cấp. The classes given."),
  issuer: text(255).describe("Cơ quan cấp. Issuing authority (noicapgplx)."),
  issuedOn: fullDate.nullable().default(null).describe("Ngày cấp thẻ. Day the card was issued; null: see the classes."),
  previousLicence: z
    .strictObject({
      source: z.enum(LICENCE_SOURCES).describe("Nguồn: dân sự, quân sự, công an, nước ngoài. Where it came from."),
      number: text(20).nullable().describe("Số giấy phép cũ. Number of the earlier licence."),
      class: text(20).describe("Hạng cũ. Earlier class."),
    })
    .nullable()
    .default(null)
    .describe("Giấy phép được đổi. The licence given up."),
  points: z.int().min(0).max(12).nullable().default(null).describe("Điểm giấy phép, 0–12. Points of the licence."),
  status: z.enum(LICENCE_STATES).describe("Tình trạng. Standing of the licence."),
});
export type ResultRecord = z.infer<typeof resultRecord>;
