import { dossierCode } from "#schemas/common/dossier-code.ts";
import { fullDate } from "#schemas/common/partial-date.ts";
import { text } from "#schemas/common/text.ts";
import { z } from "zod";
import { provinceCodes } from "./program.ts";

/** The programme that an amendment or a report is about, as it was filed (ThongTinDaNop). */
export const originalProgram = z.strictObject({
  dossierId: dossierCode.nullable().default(null).describe("Mã hồ sơ đã nộp. Its dossier code (MaHoSoQGDNP)."),
  documentNumber: text(50).nullable().default(null).describe("Số văn bản đã nộp. Its number (SoVanBanDaNopDNP)."),
  documentDate: fullDate.nullable().default(null).describe("Ngày văn bản đã nộp. Its date."),
  submittedOn: fullDate.nullable().default(null).describe("Ngày nộp hồ sơ đó. Day it was filed (NgayNopHoSoDNP)."),
  programName: text(500).describe("Tên chương trình. Name of the programme (TenChuongTrinhKhuyenMaiDNP)."),
  from: fullDate.describe("Ngày bắt đầu đã nộp. First day as filed (ThoiGianKhuyenMaiTuDNP)."),
  to: fullDate.describe("Ngày kết thúc đã nộp. Last day as filed (ThoiGianKhuyenMaiDenDNP)."),
  areas: provinceCodes.describe("Địa bàn đã nộp. Provinces as filed (DiaBanKhuyenMaiDNP)."),
  areasText: text(2000)
    .nullable()
    .default(null)
    .describe("Địa bàn như Cổng gửi, khi không đọc ra mã tỉnh. Areas in the portal's words."),
});
