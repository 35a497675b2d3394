import { nationality } from "#schemas/common/country-code.ts";
import { IDENTITY_TYPES } from "#schemas/codes/identity-types.ts";
import { fullDate, partialDate } from "#schemas/common/partial-date.ts";
import { personName } from "#schemas/common/person-name.ts";
import { longText, text } from "#schemas/common/text.ts";
import { z } from "zod";

const orNull = <T extends z.ZodType>(field: T) => field.nullable().default(null);

const penalty = (noteKey: string) =>
  z.strictObject({
    code: text(50).describe("Mã hình phạt. Code of the penalty (maHinhPhat)."),
    name: text(300).describe("Tên hình phạt. Name of the penalty (tenHinhPhat)."),
    note: orNull(longText(1000)).describe(`Mức hoặc nội dung. Measure or content (${noteKey}).`),
  });

const conviction = z.strictObject({
  judgmentNumber: text(100).describe("Số bản án. Number of the judgment (soBanAn)."),
  judgmentDate: orNull(partialDate).describe("Ngày bản án. Day of the judgment (ngayBanAn)."),
  courtCode: orNull(text(50)).describe("Mã tòa án. Code of the court (toaDaTuyen)."),
  courtName: text(300).describe("Tòa án đã tuyên. The court (tenToaDaTuyen)."),
  offences: z
    .array(
      z.strictObject({
        code: text(50).describe("Mã tội danh. Code of the offence (toiDanh)."),
        name: text(500).describe("Tội danh. The offence (tenToiDanh)."),
      }),
    )
    .min(1)
    .max(50)
    .describe("Tội danh. Offences (dsToiDanh)."),
  mainPenalties: z
    .array(penalty("ghiChu"))
    .max(50)
    .default([])
    .describe("Hình phạt chính. Main penalties (dsHinhPhatChinh)."),
  additionalPenalties: z
    .array(penalty("noiDungHinhPhatBoSung"))
    .max(50)
    .default([])
    .describe("Hình phạt bổ sung. Additional penalties (dsHinhPhatBoSung)."),
  lawProvision: orNull(longText(1000)).describe("Điều khoản áp dụng. Provision applied (dieuKhoan)."),
  civilObligation: orNull(longText(1000)).describe("Nghĩa vụ dân sự. Civil obligation (nghiaVuDanSu)."),
  courtFee: orNull(longText(500)).describe("Án phí. Court fee (anPhi)."),
  executionStatus: orNull(longText(500)).describe("Tình trạng thi hành. State of execution (tinhTrangThiHanh)."),
  servedDate: orNull(partialDate).describe("Ngày chấp hành xong. Day it was served (ngayChapHanh)."),
  expungedDate: orNull(partialDate).describe("Ngày xóa án tích. Day it was removed (ngayXoaAn)."),
});
export type Conviction = z.infer<typeof conviction>;

const ban = z.strictObject({
  decisionNumber: text(100).describe("Số quyết định. Number of the decision (soQuyetDinh)."),
  decisionDate: orNull(partialDate).describe("Ngày quyết định. Day of the decision (ngayQuyetDinh)."),
  courtName: text(300).describe("Tòa án ra quyết định. The court (toaAnQD)."),
  office: longText(1000).describe("Chức vụ bị cấm. The office that is banned (chucVuCam)."),
  term: orNull(text(200)).describe("Thời hạn cấm. For how long (thoiHanCam)."),
  startDate: orNull(partialDate).describe("Cấm từ ngày. From which day (camTuNgay)."),
});
export type Ban = z.infer<typeof ban>;

const statusText = longText(1000).describe("Lời ghi trên phiếu. The wording on the sheet; never logged.");

/**
 * The certificate as issued. The identity block is printed inside the PDF and does not come back in the ministry's
 * answer, so it may be absent; what is given has to agree with the application (LLTP-R13).
 */
export const certificate = z.strictObject({
  number: text(50).describe("Số phiếu. Number, usually 01234/LLTP/26 (soPhieuLLTP)."),
  issueDate: fullDate.describe("Ngày cấp. Day of issue (ngayCapPhieu)."),
  certificateType: z.int().min(1).max(2).describe("Loại phiếu. Sheet 1 or 2 (loaiPhieu)."),
  fullName: orNull(personName).describe("Họ và tên trên phiếu. Name on the sheet."),
  gender: orNull(z.int().min(1).max(2)).describe("Giới tính: 1 nam, 2 nữ. Gender."),
  birthDate: orNull(partialDate).describe("Ngày sinh trên phiếu. Birth date on the sheet."),
  birthPlace: orNull(text(500)).describe("Nơi sinh trên phiếu. Place of birth, as printed."),
  nationality: orNull(nationality).describe("Quốc tịch. Nationality."),
  permanentResidence: orNull(text(500)).describe("Nơi thường trú, như in trên phiếu. Permanent residence, as printed."),
  temporaryResidence: orNull(text(500)).describe("Nơi tạm trú, như in trên phiếu. Temporary residence, as printed."),
  identity: orNull(
    z.strictObject({
      type: z.enum(IDENTITY_TYPES).describe("Loại giấy tờ. Kind of paper."),
      number: text(20).describe("Số giấy tờ. Number."),
    }),
  ).describe("Giấy tờ trên phiếu. Identity paper on the sheet."),
  fatherName: orNull(personName).describe("Họ tên cha, phiếu số 2. Father's name, sheet 2."),
  motherName: orNull(personName).describe("Họ tên mẹ, phiếu số 2. Mother's name, sheet 2."),
  spouseName: orNull(personName).describe("Họ tên vợ, chồng, phiếu số 2. Spouse's name, sheet 2."),
  criminalStatus: z
    .strictObject({
      code: z
        .int()
        .min(0)
        .max(2)
        .describe(
          "0 không có án tích, 1 có, 2 không có trong thời gian cư trú. Convictions: none, some, none while resident.",
        ),
      text: statusText,
    })
    .describe("Tình trạng án tích. What the sheet says on convictions (tinhTrangAnTich)."),
  banStatus: orNull(
    z.strictObject({
      requested: z.boolean().describe("Có yêu cầu xác nhận. Whether it was asked for."),
      code: z.int().min(0).max(9).describe("0 không bị cấm, 1 bị cấm. Not banned, banned (thongTinCDNCV)."),
      text: statusText,
    }),
  ).describe("Thông tin cấm đảm nhiệm chức vụ. What the sheet says on bans."),
  convictions: z.array(conviction).max(100).default([]).describe("Án tích. Convictions; never logged (thongTinAn)."),
  bans: z.array(ban).max(100).default([]).describe("Nội dung bị cấm. Bans; never logged (dsCDNCV)."),
  preparedBy: text(150).describe("Người lập phiếu. Who prepared it (nguoiLapPhieu)."),
  signer: text(150).describe("Người ký. Who signed it (nguoiKy)."),
  signerTitle: text(200).describe("Chức vụ người ký. The signer's office (chucVu)."),
  issuer: orNull(text(300)).describe("Cơ quan cấp. Issuing authority; printed inside the PDF."),
  fileName: orNull(text(255)).describe("Tên tệp phiếu điện tử. File name of the electronic sheet."),
  fileContent: orNull(z.base64()).describe("Nội dung tệp, base64. The electronic sheet (phieuLLTP)."),
});
export type Certificate = z.infer<typeof certificate>;

/** The decision that takes a certificate back. */
export const revocation = z.strictObject({
  reason: longText(1000).describe("Lý do thu hồi. Reason (LyDoThuHoi)."),
  decisionNumber: orNull(text(100)).describe("Số quyết định. Number of the decision (SoQuyetDinh)."),
  decisionDate: orNull(fullDate).describe("Ngày quyết định. Day of the decision (NgayQuyetDinh)."),
  summary: orNull(longText(1000)).describe("Trích yếu. Summary (TrichYeuQuyetDinh)."),
  fileName: orNull(text(255)).describe("Tên tệp quyết định. File name of the decision."),
  fileContent: orNull(z.base64()).describe("Nội dung tệp, base64. The decision itself (FileQuyetDinh)."),
});
export type Revocation = z.infer<typeof revocation>;
