import { refused } from "#schemas/common/refused.ts";
import { shaped } from "#schemas/common/shaped.ts";
import { longText, text } from "#schemas/common/text.ts";
import { z } from "zod";
import { DECLARATION_FORMS, DELIVERY, OPEN_END, RESIDENCE_KINDS } from "./enums.ts";
import { applicant, authorisedPerson, relative } from "./person.ts";

const MONTH = /^(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2]))?$/;

/** `03/2012` and `03-2012`, as the paper forms write a month, become `2012-03`; `nay` in any letters becomes `NAY`. */
function canonicalMonth(value: string): string {
  const trimmed = value.trim();
  if (trimmed.toUpperCase() === OPEN_END) return OPEN_END;
  const [, month, year] = /^(\d{1,2})[/-](\d{4})$/.exec(trimmed) ?? [];
  return month === undefined || year === undefined ? trimmed : `${year}-${month.padStart(2, "0")}`;
}

const monthRefused = {
  code: "month-format",
  vi: "Tháng ghi dạng YYYY-MM (hoặc MM/YYYY); không nhớ tháng thì chỉ ghi năm.",
  en: "A month is YYYY-MM (or MM/YYYY); the year alone where the month is not known.",
};
const written = z.string().overwrite(canonicalMonth);
const month = shaped(written, MONTH, monthRefused);
const monthOrOpen = shaped(written, new RegExp(`^${OPEN_END}$|${MONTH.source}`), monthRefused);

export const residenceRow = z.strictObject({
  from: month.describe("Từ tháng, năm. First month (tuThangNam)."),
  to: monthOrOpen.describe("Đến tháng, năm; NAY khi chưa kết thúc. Last month; NAY while it lasts (denThangNam)."),
  kind: z
    .enum(RESIDENCE_KINDS)
    .nullable()
    .default(null)
    .describe("Thường trú, tạm trú hay ở nước ngoài. Kind of residence (loaiCuTru)."),
  address: text(500).describe("Địa chỉ. Address, at most 500 characters (diaChiCuTru)."),
  occupation: text(200).nullable().default(null).describe("Nghề nghiệp. Occupation (ngheNghiep)."),
  workplace: text(300).nullable().default(null).describe("Nơi làm việc. Workplace (noiLamViec)."),
});
export type ResidenceRow = z.infer<typeof residenceRow>;

const delivery = z
  .strictObject({
    method: z
      .int()
      .min(1)
      .max(3)
      .describe("Nhận kết quả: 1 trực tiếp, 2 bưu chính, 3 bản điện tử. How the result is received."),
    address: text(500).nullable().default(null).describe("Địa chỉ nhận. Where to send it (diaChiNhan)."),
  })
  .refine(({ method, address }) => method !== DELIVERY.postal || address !== null, {
    ...refused({
      code: "delivery-address-missing",
      vi: "Nhận kết quả qua bưu chính phải có địa chỉ nhận.",
      en: "Delivery by post needs an address.",
    }),
    path: ["address"],
  });

/** The declaration of the person, or of somebody authorised (forms 03/2024/LLTP and 04/2024/LLTP). */
export const declaration = z
  .strictObject({
    formType: z
      .enum(DECLARATION_FORMS)
      .describe("CA_NHAN tự khai, UY_QUYEN qua người khác. Own form or through another."),
    certificateType: z.int().min(1).max(2).describe("Loại phiếu: số 1 hoặc số 2. Sheet 1 or 2 (loaiPhieu)."),
    includeBanInfo: z
      .boolean()
      .describe("Yêu cầu xác nhận nội dung cấm đảm nhiệm chức vụ. Whether bans are to be confirmed (yeuCauCDNCV)."),
    purposeCode: z
      .int()
      .min(0)
      .max(99)
      .nullable()
      .default(null)
      .describe("Mã mục đích, danh mục của Bộ. Purpose code of the ministry's list, which was not found (maMucDich)."),
    purposeName: text(500).describe("Mục đích yêu cầu cấp phiếu. Purpose (tenMucDich)."),
    purposeOther: text(500)
      .nullable()
      .default(null)
      .describe("Mục đích khác, bắt buộc khi mục đích là Khác. Purpose in words when it is “Khác” (mucDichKhac)."),
    copies: z.int().min(1).max(100).describe("Số lượng phiếu. Number of copies, the first two are free (soLuongCap)."),
    applicant: applicant.describe("Người được cấp phiếu. The person the certificate is about."),
    father: relative.nullable().default(null).describe("Cha. Father."),
    mother: relative.nullable().default(null).describe("Mẹ. Mother."),
    spouse: relative.nullable().default(null).describe("Vợ hoặc chồng. Spouse."),
    residenceHistory: z
      .array(residenceRow)
      .min(1)
      .max(100)
      .describe("Quá trình cư trú từ khi đủ 14 tuổi. Residences since the age of 14 (quaTrinhCTNNNLV)."),
    residenceGapReason: longText(500)
      .nullable()
      .default(null)
      .describe("Lý do quá trình cư trú khai muộn hơn tuổi 14. Why the history starts later; kept, not sent."),
    convictionStatement: longText(2000)
      .nullable()
      .default(null)
      .describe("Phần khai về án tích. What the person declares about convictions; never logged (thongTinAnTich)."),
    authorization: authorisedPerson
      .nullable()
      .default(null)
      .describe("Người được ủy quyền, khi loại tờ khai là UY_QUYEN. The authorised person (thongTinUyQuyen)."),
    delivery: delivery.describe("Hình thức nhận kết quả. How the result is received."),
  })
  .refine(({ formType, authorization }) => formType !== "UY_QUYEN" || authorization !== null, {
    ...refused({
      code: "authorization-missing",
      vi: "Tờ khai ủy quyền phải có thông tin người được ủy quyền.",
      en: "A form through another needs the authorised person.",
    }),
    path: ["authorization"],
  })
  .refine(({ formType, authorization }) => formType !== "CA_NHAN" || authorization === null, {
    ...refused({
      code: "authorization-unexpected",
      vi: "Tờ khai cá nhân không có người được ủy quyền; bỏ phần này hoặc đổi loại tờ khai.",
      en: "A person's own form has no authorised person; leave it out or change the form.",
    }),
    path: ["authorization"],
  })
  .refine(({ purposeName, purposeOther }) => purposeName.toLowerCase() !== "khác" || purposeOther !== null, {
    ...refused({
      code: "purpose-other-missing",
      vi: "Mục đích là «Khác» thì phải ghi rõ mục đích.",
      en: "When the purpose is “Khác” it has to be written out.",
    }),
    path: ["purposeOther"],
  })
  .refine(
    ({ applicant: { permanentResidence, temporaryResidence }, residenceHistory }) =>
      permanentResidence !== null ||
      temporaryResidence !== null ||
      residenceHistory.some(({ kind }) => kind === "NUOC_NGOAI"),
    {
      ...refused({
        code: "residence-missing",
        vi: "Phải có nơi thường trú hoặc nơi tạm trú, trừ người đã cư trú ở nước ngoài.",
        en: "A permanent or temporary residence is needed, unless the person has lived abroad.",
      }),
      path: ["applicant", "permanentResidence"],
    },
  );
export type Declaration = z.infer<typeof declaration>;
