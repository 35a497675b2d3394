import { isPartialDate } from "#schemas/common/partial-date.ts";
import { refused } from "#schemas/common/refused.ts";
import { z } from "zod";

/**
 * `HoSoGPLX`: one application in the words of the licence system. The keys, the dates `yyyy-MM-dd` and the address code
 * were observed in a one-stop client that reads such elements from `DanhSachHoSo`; every value is text, empty for
 * nothing. A service that takes them has not been seen. Lengths are ours, wide enough for the record.
 */

const anyText = (what: string) => z.string().max(4000).describe(what);

/** `yyyy-MM-dd`; where only the year is known, the year: nothing is filled in. Clients were seen to read full dates only. */
const date = (what: string) =>
  z
    .string()
    .refine(
      (value) => value === "" || isPartialDate(value),
      refused({
        code: "gplx-date",
        vi: "Ngày ghi yyyy-MM-dd, yyyy-MM hoặc yyyy, hoặc để trống.",
        en: "A date is yyyy-MM-dd, yyyy-MM or yyyy, or empty.",
      }),
    )
    .describe(what);

/** Province 2, district 3, commune 5 digits; `000` where there is no district. */
const unitCode = (what: string) =>
  z
    .string()
    .refine(
      (value) => value === "" || /^\d{10}$/.test(value),
      refused({
        code: "gplx-unit-code",
        vi: "Mã địa bàn gồm 10 chữ số: tỉnh 2, huyện 3, xã 5.",
        en: "An address code has 10 digits: province 2, district 3, commune 5.",
      }),
    )
    .describe(what);

const earlierLicence = z.strictObject({
  sogplx: anyText("Số giấy phép. Licence number."),
  soserigplx: anyText("Số sê-ri. Number of the blank."),
  noicapgplx: anyText("Nơi cấp. Issuing authority."),
  ngaycapgplx: date("Ngày cấp. Date of issue."),
  ngayhethangplx: date("Ngày hết hạn; trống là không thời hạn. Last day; empty: no end."),
  hanggplxgplx: z.string().min(1).max(20).describe("Hạng. Class."),
  ngaytrungtuyen: date("Ngày trúng tuyển. Day of passing."),
});

const enclosedPaper = z.strictObject({
  magiayto: z.string().min(1).max(20).describe("Mã giấy tờ. Kind of paper."),
  tengiayto: anyText("Tên giấy tờ. What it is."),
  filedinhkem: z.string().describe("Nội dung base64 hoặc đường dẫn. Content in base64, or where to fetch it."),
});

export const hoSoGplx = z.strictObject({
  maDangKyCu: anyText("Mã đăng ký cũ. Former registration."),
  maDangKyDvc: anyText("Mã đăng ký dịch vụ công. Registration at the service portal."),
  maHoSo: z.string().min(1).max(50).describe("Mã hồ sơ. Dossier code."),
  hoTen: z.string().min(1).max(150).describe("Họ và tên. Full name."),
  hoTenIn: anyText("Họ tên in trên thẻ. Name printed on the card: capitals without marks."),
  hoDem: anyText("Họ và chữ đệm. Family and middle name."),
  ten: anyText("Tên. Given name."),
  gioiTinh: z.enum(["1", "2", "3"]).describe("Giới tính: 1 nam, 2 nữ, 3 khác. Gender."),
  ngaySinh: date("Ngày sinh. Birth date."),
  quocTich: z
    .string()
    .regex(/^(?:[A-Z]{2}|XXA)$/)
    .describe("Quốc tịch. Nationality."),
  soCmndCu: anyText("Số CMND cũ. Old identity card number."),
  soCmnd: anyText("Số định danh hoặc hộ chiếu. Identity number."),
  noiCapCmnd: anyText("Nơi cấp. Issued by."),
  ngayCapCmnd: date("Ngày cấp. Date of issue."),
  noiCuTru: anyText("Nơi cư trú. Residence."),
  dvhcNoiCuTru: unitCode("Mã địa bàn nơi cư trú. Code of the residence."),
  noiThuongTru: anyText("Nơi thường trú. Permanent residence."),
  dvhcNoiThuongTru: unitCode("Mã địa bàn nơi thường trú. Code of the permanent residence."),
  anhChanDung: z.string().describe("Ảnh chân dung base64. Portrait in base64."),
  maDonVi: z.string().min(1).max(20).describe("Mã đơn vị nhận. Receiving unit."),
  ngayNhanHoSo: date("Ngày nhận hồ sơ. Day of receipt."),
  nguoiNhanHoSo: anyText("Người nhận hồ sơ. Who received it."),
  ngayHenTraGplx: date("Ngày hẹn trả. Due date."),
  loaiHoSo: anyText("Loại hồ sơ. Kind of application."),
  noiHocLaiXe: anyText("Nơi học lái xe. Driving school."),
  namHocLaiXe: anyText("Năm học lái xe. Year of training."),
  hangDaoTao: anyText("Hạng đào tạo. Class trained for."),
  soNamLaiXe: anyText("Số năm lái xe. Years of driving."),
  soKmLxAnToan: anyText("Số km lái xe an toàn. Kilometres without accident."),
  lyDoDoiGplx: anyText("Lý do đổi. Reason."),
  mucDichDoiGplx: anyText("Mục đích đổi. Purpose."),
  maDonViVpdk: anyText("Mã văn phòng đăng ký. Registration office."),
  gplxDaCap: z.array(earlierLicence).describe("Giấy phép đã cấp. Licences held, one entry per class."),
  hoSoDinhKem: z.array(enclosedPaper).describe("Hồ sơ đính kèm. Papers."),
});
export type HoSoGplx = z.infer<typeof hoSoGplx>;
