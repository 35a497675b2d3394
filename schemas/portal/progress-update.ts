import { z } from "zod";
import { STATUS_RANGE_TEXT } from "../common/dossier-status.ts";
import { ENVELOPE_LIMIT, neededText, optionalText, portalTime, portalTimeNeeded, statusCode } from "./fields.ts";

/** One line of the processing log as `CapNhatTienDoHoSoMC` takes it. It has no id: sent twice, it stands there twice. */
export const progressEntry = z
  .strictObject({
    MaHoSo: neededText(50).describe("Mã hồ sơ. Dossier code, as synchronised before, at most 50."),
    NguoiXuLy: neededText(50).describe("Người xử lý. Who acted, at most 50."),
    ChucDanh: optionalText(200).default("").describe("Chức danh. Office held, may be empty, at most 200."),
    ThoiDiemXuLy: portalTimeNeeded.describe("Thời điểm xử lý. When, yyyyMMddHHmmss."),
    PhongBanXuLy: optionalText(500).default("").describe("Phòng ban xử lý. Department, may be empty, at most 500."),
    NoiDungXuLy: neededText(2000).describe("Nội dung xử lý. What was done, at most 2000."),
    TrangThai: statusCode.describe(`Trạng thái sau bước này. Status after the step, ${STATUS_RANGE_TEXT}.`),
    NgayBatDau: portalTime.default("").describe("Ngày bắt đầu bước. Step began, yyyyMMddHHmmss or empty."),
    NgayKetThucTheoQuyDinh: portalTime.default("").describe("Hạn của bước. Step due, yyyyMMddHHmmss or empty."),
  })
  .describe("Dòng tiến độ. A line of the processing log.");

export type ProgressEntry = z.infer<typeof progressEntry>;

/** The call `CapNhatTienDoHoSoMC`: appends lines to logs. */
export const progressUpdateEnvelope = z
  .strictObject({
    session: neededText(500).describe("Phiên. Token from the login."),
    madonvi: neededText(50).describe("Mã đơn vị gọi. Code of the calling unit."),
    service: z.literal("CapNhatTienDoHoSoMC").describe("Tên dịch vụ. Name of the service."),
    data: z.array(progressEntry).min(1).max(ENVELOPE_LIMIT).describe("Các dòng tiến độ. The lines, 1 to 500."),
  })
  .describe("Cập nhật tiến độ. Progress update.");

export type ProgressUpdateEnvelope = z.infer<typeof progressUpdateEnvelope>;
