import { address } from "#schemas/common/address.ts";
import { cccd } from "#schemas/common/cccd.ts";
import { nationality } from "#schemas/common/country-code.ts";
import { email } from "#schemas/common/email.ts";
import { registeredEthnicity as ethnicity } from "#schemas/common/ethnicity.ts";
import { fullDate, partialDate } from "#schemas/common/partial-date.ts";
import { personName } from "#schemas/common/person-name.ts";
import { phone } from "#schemas/common/phone.ts";
import { refused } from "#schemas/common/refused.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { RELATIONS } from "./enums.ts";
import { timeOfDay } from "./form-parts.ts";
import { identityPaper } from "./identity-paper.ts";

const residenceKind = z
  .int()
  .min(0)
  .max(3)
  .describe(
    "Loại cư trú: 0 không có thông tin, 1 thường trú, 2 tạm trú, 3 nơi ở hiện tại. Kind of residence (LoaiCuTru).",
  );
const residence = address.nullable().default(null).describe("Nơi cư trú. Residence (NoiCuTru).");
const personalId = cccd
  .nullable()
  .default(null)
  .describe("Số định danh cá nhân. Personal identification number (SoDDCN).");
const verified = z
  .boolean()
  .nullable()
  .default(null)
  .describe("Đã xác thực với CSDLQG về dân cư. Verified against the population database (XacThucThongTin).");

/** Mother or father of the registered child. */
export const parent = z.strictObject({
  fullName: personName.describe("Họ, chữ đệm, tên. Full name (HoTen)."),
  birthDate: partialDate
    .nullable()
    .describe(
      "Ngày sinh, có thể chỉ có năm; null khi không biết. Birth date, partial allowed; null when unknown (NgaySinh).",
    ),
  ethnicity: ethnicity
    .nullable()
    .default(null)
    .describe("Mã dân tộc; người nước ngoài để null. Ethnic group; null for foreigners."),
  ethnicityOther: text(100)
    .nullable()
    .default(null)
    .describe("Dân tộc khác, ghi bằng chữ. Other ethnic group in words (DanTocKhac)."),
  nationality: nationality.describe("Quốc tịch. Nationality (QuocTich)."),
  nationalityOther: text(100)
    .nullable()
    .default(null)
    .describe("Quốc tịch khác. Other nationality in words (QuocTichKhac)."),
  residenceKind,
  residence,
  identity: identityPaper.nullable().default(null).describe("Giấy tờ tùy thân. Identity paper."),
  personalId,
  verified,
});
export type Parent = z.infer<typeof parent>;

/** Who asks for the registration. */
export const declarant = z.strictObject({
  fullName: personName.describe("Họ, chữ đệm, tên người yêu cầu. Declarant's full name (nycHoTen)."),
  relation: z
    .enum(RELATIONS)
    .describe("Quan hệ với người được khai sinh. Relation to the registered person (nycQuanHe)."),
  identity: identityPaper.describe("Giấy tờ tùy thân. Identity paper."),
  personalId,
  residenceKind,
  residence,
  phone: phone.nullable().default(null).describe("Số điện thoại. Phone number (nycSoDienThoai)."),
  email: email.nullable().default(null).describe("Thư điện tử. E-mail (nycEmail)."),
  verified,
});
export type Declarant = z.infer<typeof declarant>;

/**
 * Who asks, for forms whose declarant may be the person concerned: then the paper already stands with that person.
 * Somebody else shows one of their own.
 */
export const requester = declarant
  .extend({
    identity: identityPaper
      .nullable()
      .default(null)
      .describe("Giấy tờ tùy thân; bản thân thì có thể để null. Identity paper; may be null for the person concerned."),
    residenceKind: residenceKind.default(0),
  })
  .refine((person) => person.relation === "BAN_THAN" || person.identity !== null || person.personalId !== null, {
    ...refused({
      code: "requester-identity-missing",
      vi: "Người yêu cầu không phải là bản thân thì phải có giấy tờ tùy thân hoặc số định danh.",
      en: "A requester other than the person concerned needs an identity paper or a personal number.",
    }),
    path: ["identity"],
  });

const gender = z.int().min(1).max(3).describe("Giới tính: 1 nam, 2 nữ, 3 chưa xác định. Gender (GioiTinh).");

/** Somebody whose birth date the form asks for and who needs not say where they live. */
export const partner = parent.extend({
  birthDate: partialDate.describe("Ngày sinh, có thể chỉ có năm. Birth date, partial allowed (NgaySinh)."),
  residenceKind: residenceKind.default(0),
});

/** The person a form is about. */
export const person = partner.extend({ gender });

/** The child as the declaration names it. A newborn has no identity number yet: it comes back with the result. */
export const child = z.strictObject({
  fullName: personName.describe("Họ, chữ đệm, tên khai sinh. Full name to be registered (nksHoTen)."),
  familyName: text(100)
    .nullable()
    .default(null)
    .describe("Họ, khi không phải từ đầu tiên. Family name, when it is not the first word."),
  middleName: text(100).nullable().default(null).describe("Chữ đệm. Middle name."),
  givenName: text(100).nullable().default(null).describe("Tên. Given name."),
  gender: z.int().min(1).max(3).describe("Giới tính: 1 nam, 2 nữ, 3 chưa xác định. Gender (nksGioiTinh)."),
  birthDate: partialDate.describe(
    "Ngày sinh; trẻ sơ sinh phải đủ ngày tháng năm. Birth date; full for a newborn (nksNgaySinh).",
  ),
  birthDateInWords: text(200).describe("Ngày sinh ghi bằng chữ. Birth date in words (nksNgaySinhBangChu)."),
  birthTime: timeOfDay.nullable().default(null).describe("Giờ sinh HH:mm. Time of birth; kept, not sent."),
  birthPlace: address.describe("Nơi sinh. Place of birth (nksNoiSinh)."),
  homeTown: address.describe("Quê quán. Home town, the father's or the mother's (nksQueQuan)."),
  ethnicity: ethnicity
    .nullable()
    .describe(
      "Mã dân tộc; trẻ mang quốc tịch nước ngoài ghi null. Ethnic group; null for a foreign child (nksDanToc).",
    ),
  ethnicityOther: text(100)
    .nullable()
    .default(null)
    .describe("Dân tộc khác. Other ethnic group in words (nksDanTocKhac)."),
  nationality: nationality.describe("Quốc tịch. Nationality (nksQuocTich)."),
});
export type Child = z.infer<typeof child>;

/** Marriage certificate of the parents; kept with the dossier, not part of the ministry's message. */
export const parentsMarriage = z.strictObject({
  number: text(50).describe("Số giấy chứng nhận kết hôn. Certificate number."),
  bookNumber: text(50).nullable().default(null).describe("Quyển số. Register book."),
  date: fullDate.describe("Ngày cấp. Date of issue."),
  place: text(255).describe("Nơi cấp. Issuing office."),
});
