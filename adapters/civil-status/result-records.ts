import { cccd } from "#schemas/common/cccd.ts";
import { fullDate, partialDate } from "#schemas/common/partial-date.ts";
import { personName } from "#schemas/common/person-name.ts";
import { shaped } from "#schemas/common/shaped.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";

const optionalText = (max: number, what: string) => text(max).nullable().default(null).describe(what);
const optionalName = (what: string) => personName.nullable().default(null).describe(what);

/** What every registration gives back. The document itself is one of the dossier's results. */
const entry = z.strictObject({
  number: text(50).describe("Số đăng ký. Number in the register (soDangKy)."),
  bookNumber: optionalText(50, "Quyển số. Register book (quyenSo)."),
  pageNumber: optionalText(20, "Trang số. Page (trangSo)."),
  registrationDate: fullDate.describe("Ngày đăng ký. Day of registration (ngayDangKy)."),
  registrationPlace: text(255).describe("Nơi đăng ký. Registering office (noiDangKy)."),
  signer: optionalText(150, "Người ký. Who signed (nguoiKy)."),
  signerTitle: optionalText(150, "Chức vụ người ký. The signer's title (chucVuNguoiKy)."),
  resultDocCode: shaped(z.string(), /^KQ\.[A-Z]\d{2}\.\d{6}$/, {
    code: "result-code-format",
    vi: "Mã giấy tờ kết quả có dạng KQ.G15.000031.",
    en: "The code of a result paper looks like KQ.G15.000031.",
  })
    .nullable()
    .default(null)
    .describe("Mã giấy tờ kết quả. Code of the result paper (maGiayToKetQua)."),
  fileId: optionalText(100, "Mã tệp trong results của hồ sơ. Id of one of the dossier's results."),
});

const registeredParent = z
  .strictObject({
    fullName: personName.describe("Họ, chữ đệm, tên. Full name."),
    birthDate: partialDate.nullable().default(null).describe("Ngày sinh. Birth date, partial allowed."),
  })
  .nullable()
  .default(null);

/** The entry in the register of births, with the number the child was given. */
export const birthResult = entry.extend({
  personalId: cccd
    .nullable()
    .default(null)
    .describe("Số định danh cá nhân cấp cho trẻ. The personal number given to the child (soDinhDanh)."),
  childName: optionalName("Họ tên trẻ đã đăng ký. The child's name as registered (nksHoTen)."),
  mother: registeredParent.describe("Mẹ như đã đăng ký. The mother as registered (me…)."),
  father: registeredParent.describe("Cha như đã đăng ký. The father as registered (cha…)."),
  declarantName: optionalName("Người đi khai. The declarant (nycHoTen)."),
});

/** The entry in the register of deaths. */
export const deathResult = entry.extend({
  deceasedName: optionalName("Họ tên người chết đã đăng ký. The deceased as registered (nktHoTen)."),
  deathDate: partialDate.nullable().default(null).describe("Ngày chết đã đăng ký. Day of death (nktNgayChet)."),
  deathNoticeKind: optionalText(255, "Loại giấy báo tử. Kind of death notice (giayBaoTuLoai)."),
  deathNoticeNumber: optionalText(50, "Số giấy báo tử. Its number (giayBaoTuSo)."),
});

const laterNote = (what: string) =>
  z
    .strictObject({
      date: partialDate.describe("Ngày ghi chú. Day of the note."),
      basis: text(500).describe("Căn cứ ghi chú. What the note rests on."),
    })
    .nullable()
    .default(null)
    .describe(what);

/** The entry in the register of marriages, and what was noted on it later. */
export const marriageResult = entry.extend({
  husbandName: optionalName("Chồng như đã đăng ký. The husband as registered (chongHoTen)."),
  wifeName: optionalName("Vợ như đã đăng ký. The wife as registered (voHoTen)."),
  annulment: laterNote("Hủy kết hôn. The marriage annulled (huyKetHon…)."),
  recognition: laterNote("Công nhận kết hôn. The marriage recognised (congNhanKetHon…)."),
});

/** The decision and the extract that recognise a parent or child. */
export const recognitionResult = entry.extend({
  decisionNumber: optionalText(50, "Số quyết định, trích lục. Number of the decision or extract (quyetDinhSo)."),
});

/** The certificate of marital status. */
export const maritalStatusResult = entry.extend({
  statusText: text(500).describe("Tình trạng hôn nhân ghi trên giấy. The status as certified (nxnTinhTrangHonNhan)."),
  validUntil: fullDate
    .nullable()
    .default(null)
    .describe("Có giá trị đến ngày, tối đa 06 tháng. Valid until, at most six months."),
});

/** What the register says after a change: the old values stay beside the new ones. */
export const changeResult = entry.extend({
  items: z
    .array(
      z.strictObject({
        field: text(60).describe("Trường trong sổ. Field of the register."),
        oldValue: text(500, 0).describe("Nội dung cũ. Old value."),
        newValue: text(500).describe("Nội dung mới. New value."),
      }),
    )
    .max(20)
    .default([])
    .describe("Nội dung đã thay đổi. What changed."),
  backReference: optionalText(500, "Ghi chú vào sổ gốc. The note written in the original register."),
});

/** The copies that were issued. */
export const extractResult = entry.extend({
  number: optionalText(50, "Số trích lục. Number of the extract."),
  quantity: z.int().min(1).max(50).describe("Số bản đã cấp. Copies issued."),
});
