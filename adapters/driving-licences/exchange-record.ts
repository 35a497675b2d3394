import { address, type Address } from "#schemas/common/address.ts";
import { cmnd } from "#schemas/common/cmnd.ts";
import { countryCode, nationality } from "#schemas/common/country-code.ts";
import { email } from "#schemas/common/email.ts";
import { fullDate, partialDate } from "#schemas/common/partial-date.ts";
import { personName } from "#schemas/common/person-name.ts";
import { phone } from "#schemas/common/phone.ts";
import { refused } from "#schemas/common/refused.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { lostLicence, otherLicence, presentLicence } from "./current-licence.ts";
import { PAPER_KINDS, REASONS_OF } from "./enums.ts";
import { healthCertificate } from "./health/certificate.ts";
import { identityPaper, residentCard } from "./identity-paper.ts";
import { licenceClass } from "./classes/licence-class.ts";

const years = z.int().min(1900).max(2199);

const training = z.strictObject({
  school: text(255).nullable().default(null).describe("Đã học lái xe tại. Driving school (noiHocLaiXe)."),
  year: years.nullable().default(null).describe("Năm học lái xe. Year of training (namHocLaiXe)."),
  className: text(10)
    .nullable()
    .default(null)
    .describe("Hạng đào tạo; null thì theo giấy phép. Class trained for; null: the licence's (hangDaoTao)."),
  yearsDriving: z
    .int()
    .min(0)
    .max(99)
    .nullable()
    .default(null)
    .describe("Số năm lái xe; null thì tính từ năm trúng tuyển. Years of driving; null: since passing (soNamLaiXe)."),
  safeKilometres: z
    .int()
    .min(0)
    .max(99_999_999)
    .nullable()
    .default(null)
    .describe("Số km lái xe an toàn. Kilometres without accident (soKmLxAnToan)."),
});

const document = z.strictObject({
  attachmentId: text(100).describe("Mã tệp trong attachments của hồ sơ. Id of one of the dossier's attachments."),
  kind: z.enum(PAPER_KINDS).describe("Loại giấy tờ, GKSK là giấy khám sức khỏe. Kind of paper (magiayto)."),
  title: text(200).describe("Tên giấy tờ. What the paper is (tengiayto)."),
});

/** The receiving system reads province and commune out of one string of codes, so a residence needs both. */
const residence = address.refine(
  (place: Address) => place.provinceCode !== undefined && place.communeCode !== undefined,
  {
    ...refused({
      code: "residence-codes-missing",
      vi: "Nơi cư trú phải ở Việt Nam và có mã tỉnh, mã xã.",
      en: "The residence must be in Viet Nam and have province and commune codes.",
    }),
    path: ["communeCode"],
  },
);

const common = {
  reasonText: text(255)
    .nullable()
    .default(null)
    .describe("Lý do ghi bằng lời, thay cho lời mẫu. Reason in words, instead of the standard ones (lyDoDoiGplx)."),
  fullName: personName.describe("Họ, chữ đệm, tên. Full name (hoTen, hoTenIn, hoDem, ten)."),
  gender: z.int().min(1).max(3).describe("Giới tính: 1 nam, 2 nữ, 3 chưa xác định. Gender (gioiTinh)."),
  birthDate: partialDate.describe("Ngày sinh, có thể chỉ có năm. Birth date, partial allowed (ngaySinh)."),
  nationality: nationality.describe("Quốc tịch. Nationality (quocTich)."),
  identity: identityPaper.describe("Số định danh hoặc hộ chiếu. Identity paper."),
  oldIdentityNumber: cmnd
    .nullable()
    .default(null)
    .describe("Số CMND cũ, 9 chữ số. Old identity card number (soCmndCu)."),
  residentCard: residentCard
    .nullable()
    .default(null)
    .describe("Thẻ thường trú, tạm trú của người nước ngoài. Resident card, for foreigners."),
  permanentResidence: address
    .nullable()
    .default(null)
    .describe("Nơi thường trú. Permanent residence (noiThuongTru, dvhcNoiThuongTru)."),
  residence: residence.describe("Nơi cư trú. Residence (noiCuTru, dvhcNoiCuTru)."),
  receivingUnitCode: text(20)
    .nullable()
    .default(null)
    .describe(
      "Mã đơn vị nhận; null từ 01/03/2025 thì CSGT và mã tỉnh nơi cư trú. Receiving unit; null: derived (maDonVi).",
    ),
  photoAttachmentId: text(100)
    .nullable()
    .default(null)
    .describe("Mã tệp ảnh chân dung trong attachments. Id of the portrait among the attachments (anhChanDung)."),
  training: training.nullable().default(null).describe("Quá trình học lái xe. Training and experience."),
  requestedClasses: z
    .array(
      licenceClass({
        vi: "Hạng đề nghị không có trong danh mục hạng giấy phép lái xe.",
        en: "There is no such licence class.",
      }),
    )
    .min(1)
    .max(15)
    .refine(
      (codes) => new Set(codes).size === codes.length,
      refused({
        code: "requested-class-twice",
        vi: "Mỗi hạng chỉ đề nghị một lần.",
        en: "Every class is asked for once.",
      }),
    )
    .describe("Các hạng đề nghị cấp. Classes asked for; kept, judged, not part of the message."),
  integrateUnlimited: z
    .boolean()
    .describe("Tích hợp giấy phép có thời hạn với không thời hạn. One card for limited and unlimited classes."),
  administrativeViolation: z
    .boolean()
    .describe("Đang bị xử lý vi phạm hành chính về giao thông. Has an unsettled traffic decision."),
  health: healthCertificate
    .nullable()
    .default(null)
    .describe("Giấy khám sức khỏe của người lái xe. Health certificate."),
  retest: z
    .strictObject({
      theoryPassedOn: fullDate.nullable().default(null).describe("Ngày đạt lý thuyết. Day the theory was passed."),
      practicePassedOn: fullDate.nullable().default(null).describe("Ngày đạt thực hành. Day the practice was passed."),
    })
    .nullable()
    .default(null)
    .describe("Kết quả sát hạch lại khi quá hạn. Tests taken because the licence was overdue."),
  phone: phone.nullable().default(null).describe("Số điện thoại. Phone number; kept, not sent."),
  email: email.nullable().default(null).describe("Thư điện tử. E-mail; kept, not sent."),
  resultDelivery: z
    .enum(["POST", "DIRECT"])
    .nullable()
    .default(null)
    .describe("Nhận kết quả qua bưu chính hay trực tiếp. How the card is returned (hinhThucNhanKQ 1/0)."),
  documents: z
    .array(document)
    .max(50)
    .default([])
    .describe("Giấy tờ gửi ngành Công an, chọn từ attachments. Papers chosen from the attachments (hoSoDinhKem)."),
} as const;

const KIND = "Loại yêu cầu: đổi, cấp lại, đổi của nước ngoài, quân sự, công an. What is asked for (loaiHoSo).";
const REASON = "Lý do. Reason (lyDoDoiGplx).";
const otherLicences = z
  .array(presentLicence)
  .max(5)
  .default([])
  .describe("Giấy phép khác được gộp vào thẻ mới. Further licences to be put on the same card (gplxDaCap).");
const CURRENT = "Giấy phép đang có. The licence held (gplxDaCap).";

/**
 * Application for exchange or re-issue of a driving licence (Thông tư 12/2025/TT-BCA, Phụ lục XII). The kind with the
 * widest licence stands last: forms of this schema that know no alternatives (XSD) keep its members.
 */
export const exchange = z.discriminatedUnion("requestKind", [
  z.strictObject({
    requestKind: z.literal("DOI_NUOC_NGOAI").describe(KIND),
    reasonCode: z.enum(REASONS_OF.DOI_NUOC_NGOAI).describe(REASON),
    ...common,
    issuingCountry: countryCode.describe("Nước cấp giấy phép. Country that issued the licence, ISO 3166; not sent."),
    currentLicence: otherLicence.describe(CURRENT),
  }),
  z.strictObject({
    requestKind: z.literal("DOI_QUAN_SU").describe(KIND),
    reasonCode: z.enum(REASONS_OF.DOI_QUAN_SU).describe(REASON),
    ...common,
    currentLicence: otherLicence.describe(CURRENT),
  }),
  z.strictObject({
    requestKind: z.literal("DOI_CAND").describe(KIND),
    reasonCode: z.enum(REASONS_OF.DOI_CAND).describe(REASON),
    ...common,
    currentLicence: otherLicence.describe(CURRENT),
  }),
  z.strictObject({
    requestKind: z.literal("CAP_LAI").describe(KIND),
    reasonCode: z.enum(REASONS_OF.CAP_LAI).describe(REASON),
    ...common,
    currentLicence: lostLicence.describe(CURRENT),
    otherLicences,
  }),
  z.strictObject({
    requestKind: z.literal("DOI").describe(KIND),
    reasonCode: z.enum(REASONS_OF.DOI).describe(REASON),
    ...common,
    currentLicence: presentLicence.describe(CURRENT),
    otherLicences,
  }),
]);
export type Exchange = z.infer<typeof exchange>;
