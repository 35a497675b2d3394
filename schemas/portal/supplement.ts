import { z } from "zod";
import { portalFee } from "./fee.ts";
import { digitCode, list, neededText, optionalText, portalTime, portalTimeNeeded, yesNo } from "./fields.ts";
import { submittedPaper } from "./submitted-paper.ts";

/** A request for supplements, item of `DanhSachHoSoBoSung`. No client was seen filling it: dates and booleans are assumed. */
export const supplement = z
  .strictObject({
    HoSoBoSungId: digitCode(18).describe("Mã lần bổ sung. Id of the request, digits."),
    NguoiYeuCauBoSung: neededText(200).describe("Người yêu cầu bổ sung. Who asked, at most 200."),
    NoiDungBoSung: neededText(2000).describe("Nội dung yêu cầu. What is missing, at most 2000."),
    NgayBoSung: portalTimeNeeded.describe("Ngày yêu cầu. When it was asked, yyyyMMddHHmmss."),
    NguoiTiepNhanBoSung: optionalText(200).default("").describe("Người tiếp nhận bổ sung. Who took it, may be empty."),
    ThongTinTiepNhan: optionalText(2000).default("").describe("Thông tin tiếp nhận. Note on what came, may be empty."),
    NgayTiepNhanBoSung: portalTime.default("").describe("Ngày tiếp nhận bổ sung. When it came, may be empty."),
    TrangThaiBoSung: yesNo.describe("Đã bổ sung hay chưa. Whether complete: True or False."),
    DanhSachGiayToBoSung: list(submittedPaper).describe("Giấy tờ bổ sung. Supplemented papers."),
    DanhSachLePhiBoSung: list(portalFee).describe("Lệ phí bổ sung. Supplementary fees."),
    NgayHenTraTruoc: portalTime.default("").describe("Ngày hẹn trả trước. Due date before the request, may be empty."),
    NgayHenTraMoi: portalTime.default("").describe("Ngày hẹn trả mới. New due date, may be empty."),
  })
  .describe("Lần yêu cầu bổ sung. A request for supplements.");

export type Supplement = z.infer<typeof supplement>;
