import { address } from "#schemas/common/address.ts";
import { nationality } from "#schemas/common/country-code.ts";
import { email } from "#schemas/common/email.ts";
import { ethnicity as ethnicGroup } from "#schemas/common/ethnicity.ts";
import { IDENTITY_TYPES } from "#schemas/codes/identity-types.ts";
import { fitsIdentityNumber, identityNumberRefused, normaliseIdentityNumber } from "#schemas/common/identity-paper.ts";
import { fullDate, partialDate } from "#schemas/common/partial-date.ts";
import { personName } from "#schemas/common/person-name.ts";
import { phone } from "#schemas/common/phone.ts";
import { refused } from "#schemas/common/refused.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { FEE_EXEMPTIONS, FEE_GROUPS, RELATIONS } from "./enums.ts";

const FIRST_BIRTH_YEAR = "1900";

/** A birth date as the forms ask it; the year alone is enough, nobody was born before 1900. */
export const birthDate = partialDate.refine(
  (date) => date >= FIRST_BIRTH_YEAR,
  refused({
    code: "birth-before-1900",
    vi: "Năm sinh phải từ 1900 trở đi; kiểm tra lại.",
    en: "A birth date is in 1900 or later; check it.",
  }),
);

const gender = z.int().min(1).max(2).describe("Giới tính: 1 nam, 2 nữ. Gender (nycGioiTinh).");

const ethnicity = ethnicGroup
  .nullable()
  .default(null)
  .describe(
    "Mã dân tộc theo danh mục 1979, hoặc tên; người nước ngoài để null. Ethnic group, list of 1979 (nycDanToc).",
  );

/** An identity paper with the number pattern of its kind. */
export const identityPaper = z
  .strictObject({
    type: z.enum(IDENTITY_TYPES).describe("Loại giấy tờ tùy thân. Kind of identity paper (nycLoaiGiayTo)."),
    otherKind: text(100)
      .nullable()
      .default(null)
      .describe("Tên giấy tờ, khi loại là KHAC. Name of the paper when the type is KHAC."),
    number: text(20).describe("Số giấy tờ. Number, at most 20 characters (nycSoGiayTo)."),
    issueDate: partialDate.nullable().default(null).describe("Ngày cấp. Date of issue, partial allowed."),
    expiryDate: fullDate.nullable().default(null).describe("Ngày hết hạn. Last day of validity; kept, not sent."),
    issuePlace: text(255).nullable().default(null).describe("Nơi cấp. Issuing authority, at most 255 characters."),
  })
  .overwrite((paper) => ({ ...paper, number: normaliseIdentityNumber(paper.type, paper.number) }))
  .refine((paper) => fitsIdentityNumber(paper.type, paper.number), { ...identityNumberRefused, path: ["number"] });
export type IdentityPaper = z.infer<typeof identityPaper>;

/** Fields of the person a certificate is about, whoever asks for it. */
const person = {
  fullName: personName.describe("Họ và tên khai sinh, in hoa. Full name at birth, in capitals (nycHoTen)."),
  otherName: personName.nullable().default(null).describe("Tên gọi khác. Other name (nycTenGoiKhac)."),
  gender,
  birthDate: birthDate.describe("Ngày sinh, có thể chỉ có năm. Birth date, partial allowed (nycNgaySinh)."),
  birthPlace: address.describe("Nơi sinh. Place of birth; abroad: its country (nycNoiSinh)."),
  nationality: nationality.describe("Quốc tịch. Nationality (nycQuocTich)."),
  ethnicity,
  permanentResidence: address.nullable().default(null).describe("Nơi thường trú. Permanent residence (nycThuongTru)."),
  temporaryResidence: address.nullable().default(null).describe("Nơi tạm trú. Temporary residence (nycTamTru)."),
  identity: identityPaper.describe("Giấy tờ tùy thân. Identity paper."),
};

/** The person a body asks about. */
export const subject = z.strictObject(person);
export type Subject = z.infer<typeof subject>;

/** The person who declares, for whom the certificate is. */
export const applicant = z.strictObject({
  ...person,
  phone: phone.nullable().default(null).describe("Điện thoại. Phone number (nycDienThoai)."),
  email: email.nullable().default(null).describe("Thư điện tử. E-mail (nycEmail)."),
  feeGroup: z.enum(FEE_GROUPS).describe("Đối tượng nộp phí. Fee group (nycDoiTuongNopPhi)."),
  feeExemption: z
    .enum(FEE_EXEMPTIONS)
    .nullable()
    .default(null)
    .describe("Lý do miễn phí, khi nhóm phí là MIEN. Why nothing is paid, for fee group MIEN; kept, not sent."),
});

/** Father, mother, spouse: what the certificate prints of them; `//` there when null. */
export const relative = z.strictObject({
  fullName: personName.describe("Họ và tên. Full name (nycHoTenCha, nycHoTenMe, nycHoTenVoChong)."),
  birthDate: birthDate
    .nullable()
    .default(null)
    .describe("Ngày hoặc năm sinh. Birth date, the year is enough (chaNamSinh, meNamSinh, voChongNamSinh)."),
  identity: identityPaper.nullable().default(null).describe("Giấy tờ tùy thân. Identity paper; kept, not sent."),
});

/** The one who asks for sheet 1 in another's place. */
export const authorisedPerson = z.strictObject({
  fullName: personName.describe("Họ và tên người được ủy quyền. Full name (nuqHoTen)."),
  gender,
  birthDate: birthDate.describe("Ngày sinh. Birth date (nuqNgaySinh)."),
  identity: identityPaper.describe("Giấy tờ tùy thân. Identity paper."),
  nationality: nationality.nullable().default(null).describe("Quốc tịch. Nationality (nuqQuocTich)."),
  ethnicity,
  residence: address.nullable().default(null).describe("Nơi ở hiện tại. Where the person lives (nuqNoiOHienTai)."),
  phone: phone.nullable().default(null).describe("Điện thoại. Phone number (nuqDienThoai)."),
  email: email.nullable().default(null).describe("Thư điện tử. E-mail (nuqEmail)."),
  relation: z.enum(RELATIONS).describe("Quan hệ với người được cấp phiếu. Relation to the person (nuqQuanHe)."),
  documentNumber: text(50).nullable().default(null).describe("Số văn bản ủy quyền. Number of the authorisation."),
  documentDate: fullDate
    .nullable()
    .default(null)
    .describe("Ngày ký văn bản ủy quyền. Day it was signed (nuqNgayKyVanBanUyQuyen)."),
});
export type AuthorisedPerson = z.infer<typeof authorisedPerson>;
