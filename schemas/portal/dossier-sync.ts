import { z } from "zod";
import { STATUS_RANGE_TEXT } from "../common/dossier-status.ts";
import { portalFee } from "./fee.ts";
import {
  digitCode,
  ENVELOPE_LIMIT,
  flag,
  list,
  LIST_LIMIT,
  neededText,
  optionalText,
  portalTime,
  statusCode,
  yesNo,
} from "./fields.ts";
import { otherPaper } from "./other-paper.ts";
import { resultPaper } from "./result-paper.ts";
import { submittedPaper } from "./submitted-paper.ts";
import { supplement } from "./supplement.ts";

/**
 * A dossier as `DongBoHoSoMC` takes it. Fields without which no client sends a dossier are needed; the optional ones of
 * the 2020 format and all of the 2022 extension may be left out, so that bodies of both generations are accepted.
 * Field names are the portal's, to the letter.
 */
export const portalDossier = z
  .strictObject({
    MaHoSo: neededText(50).describe("Mã hồ sơ. Dossier code, the key of the record, at most 50."),
    MaTTHC: neededText(50).describe("Mã thủ tục. Procedure code of the national database, at most 50."),
    TenTTHC: neededText(1000).describe("Tên thủ tục. Name of the procedure, at most 1000."),
    MaLinhVuc: neededText(50).describe("Mã lĩnh vực. Field code, e.g. G15-HT06, at most 50."),
    TenLinhVuc: neededText(150).describe("Tên lĩnh vực. Name of the field, at most 150."),
    SoBienNhan: optionalText(100).exactOptional().describe("Số biên nhận. Receipt number, may be empty, at most 100."),
    ChuHoSo: optionalText(500).exactOptional().describe("Tên chủ hồ sơ. Applicant's name, at most 500."),
    LoaiDoiTuong: digitCode(1).describe(
      "Loại đối tượng. Applicant: 1 citizen, 2 business, 3 state agency, 4 organisation.",
    ),
    MaDoiTuong: optionalText(50)
      .exactOptional()
      .describe("Mã đối tượng (TechID). Account id on the portal, empty unless filed online, at most 50."),
    ThongTinKhac: optionalText(1000).exactOptional().describe("Thông tin khác. Other information, at most 1000."),
    Email: optionalText(100).exactOptional().describe("Thư điện tử. E-mail address, may be empty, at most 100."),
    Fax: optionalText(50).exactOptional().describe("Số fax. Fax number, may be empty, at most 50."),
    SoDienThoai: optionalText(50).exactOptional().describe("Số điện thoại. Phone number, may be empty, at most 50."),
    TrichYeuHoSo: optionalText(1000).exactOptional().describe("Trích yếu. Summary, at most 1000."),
    NgayTiepNhan: portalTime.describe(
      "Ngày tiếp nhận. Received, yyyyMMddHHmmss; statistics ignore dossiers without it.",
    ),
    NgayHenTra: portalTime.exactOptional().describe("Ngày hẹn trả. Due, yyyyMMddHHmmss or empty."),
    TrangThaiHoSo: statusCode.describe(`Trạng thái hồ sơ. Status ${STATUS_RANGE_TEXT}.`),
    NgayTra: portalTime.exactOptional().describe("Ngày trả kết quả. Result returned, yyyyMMddHHmmss or empty."),
    ThongTinTra: optionalText(1000).exactOptional().describe("Thông tin trả. Note on the return, at most 1000."),
    HinhThuc: digitCode(1).describe("Hình thức trả kết quả. Return: 0 at the desk, 1 by post."),
    NgayKetThucXuLy: portalTime
      .exactOptional()
      .describe("Ngày kết thúc xử lý. Processing ended, yyyyMMddHHmmss or empty."),
    DonViXuLy: neededText(500).describe("Tên đơn vị xử lý. Name (not code) of the agency, at most 500."),
    GhiChu: optionalText(2000)
      .exactOptional()
      .describe("Ghi chú. Note; more than 2000 characters were seen refused, one client keeps 500."),
    TaiLieuNop: list(submittedPaper).describe("Thành phần hồ sơ. Submitted papers."),
    DanhSachLePhi: list(portalFee).describe("Danh sách phí, lệ phí. Fees."),
    DanhSachTepDinhKemKhac: list(otherPaper).describe("Tệp đính kèm khác. Other enclosed papers."),
    DanhSachHoSoBoSung: list(supplement).describe("Các lần yêu cầu bổ sung. Requests for supplements."),
    DanhSachGiayToKetQua: list(resultPaper).describe("Giấy tờ kết quả. Result papers."),
    KenhThucHien: z
      .enum(["", "1", "2", "3"])
      .exactOptional()
      .describe("Kênh thực hiện. Intake: 1 direct, 2 online, 3 postal; missing counts as direct (from 2022)."),
    SoGiayToChuHoSo: optionalText(40)
      .exactOptional()
      .describe("Số giấy tờ chủ hồ sơ. Number of the applicant's paper, at most 40 (from 2022)."),
    NoiNopHoSo: digitCode(2)
      .exactOptional()
      .describe("Nơi nộp hồ sơ. Where filed: 1 national portal, 2 local system (inferred; from 2022)."),
    HoSoCoThanhPhanSoHoa: flag
      .exactOptional()
      .describe("Có thành phần số hóa. Has digitised papers: 0 or 1 (from 2022)."),
    TaiKhoanDuocXacThucVoiVNeID: flag
      .exactOptional()
      .describe("Tài khoản xác thực VNeID. Account verified through VNeID: 0 or 1 (from 2022)."),
    DuocThanhToanTrucTuyen: digitCode(1)
      .exactOptional()
      .describe("Thanh toán trực tuyến. 0 no, 1 on the portal, 2 local gateway; 3 seen, not documented (from 2022)."),
    NgayTuChoi: portalTime.exactOptional().describe("Ngày từ chối. Rejected, yyyyMMddHHmmss or empty (from 2022)."),
    DinhDanhCHS: z
      .array(
        z.strictObject({
          LoaiDinhDanh: digitCode(2).describe("Loại định danh. 1 citizen identity number, 2 old identity card."),
          SoDinhDanh: neededText(40).describe("Số định danh. Number, at most 40."),
        }),
      )
      .max(LIST_LIMIT)
      .exactOptional()
      .describe("Định danh chủ hồ sơ. Identity papers of the applicant (from 2022)."),
    NgayNopHoSo: portalTime.exactOptional().describe("Ngày nộp hồ sơ. Submitted, yyyyMMddHHmmss (from 2022)."),
    DSKetNoiCSDL: z
      .array(
        z.strictObject({ MaCSDL: neededText(10).describe("Mã CSDL. Code of a database; the list is not public.") }),
      )
      .max(LIST_LIMIT)
      .exactOptional()
      .describe("CSDL đã kết nối. Databases consulted (from 2022)."),
  })
  .describe("Hồ sơ đồng bộ. A dossier as DongBoHoSoMC takes it.");

export type PortalDossier = z.infer<typeof portalDossier>;

/** The call `DongBoHoSoMC`: `isUpdating` False creates, True replaces the whole record. */
export const dossierSyncEnvelope = z
  .strictObject({
    session: neededText(500).describe("Phiên. Token from the login."),
    madonvi: neededText(50).describe("Mã đơn vị gọi. Code of the calling unit."),
    service: z.literal("DongBoHoSoMC").describe("Tên dịch vụ. Name of the service."),
    isUpdating: yesNo.describe("Cập nhật hay tạo mới. False creates, True replaces."),
    data: z.array(portalDossier).min(1).max(ENVELOPE_LIMIT).describe("Các hồ sơ. The dossiers, 1 to 500."),
  })
  .describe("Đồng bộ hồ sơ. Dossier synchronisation.");

export type DossierSyncEnvelope = z.infer<typeof dossierSyncEnvelope>;
