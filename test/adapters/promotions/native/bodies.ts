import { fromAmendmentBody } from "../../../../adapters/promotions/native/amendment.ts";
import { fromNoticeBody } from "../../../../adapters/promotions/native/notice.ts";

/** What a notice of the portal is read as. */
export function notice(body: unknown) {
  const read = fromNoticeBody(body);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.filing;
}

/** What an amendment of the portal is read as. */
export function amendment(body: unknown) {
  const read = fromAmendmentBody(body);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.filing;
}

/** A notice as the portal sends it, in the shape observed in one-stop clients. */
export const NOTICE_BODY = {
  MaHoSo: "H36.03-261116-0001",
  MaTTHC: "2.000033",
  SoVanBan: "15/2026/TB-MAU",
  NgayNopHoSo: "16/11/2026",
  TenThuongNhan: "CÔNG TY TNHH MẪU CÀ PHÊ ĐẮK N’ĐRÓT",
  DiaChiDoanhNghiep: { MaTinh: "68", MaHuyen: "", MaXa: "90070", DiaChiChiTiet: "Số 1 đường Mẫu" },
  DienThoai: "02630000001",
  Fax: "",
  Email: "km@example.vn",
  MaSoThue: "9900000129",
  NguoiLienHe: "Lê Đoàn Khuê",
  SoDienThoaiNguoiLienHe: "0900000201",
  TenChuongTrinhKhuyenMai: "Cà phê vàng – Tích điểm Tết",
  HinhThucKhuyenMai: "Tổ chức chương trình khách hàng thường xuyên",
  ThoiGianKhuyenMaiTu: "23/11/2026",
  ThoiGianKhuyenMaiDen: "31/01/2027",
  HangHoaDichVuKhuyenMai: "Cà phê rang xay các loại (gói 500 g)",
  SoLuongHangHoaDichVu: "40.000 gói",
  KhachHang: "Khách hàng mua lẻ có thẻ thành viên",
  CoCauGiaiThuong: "Đổi 200 điểm: Bộ ấm chén sứ, 350.000 đ x 300; Đổi 50 điểm: Thẻ quà tặng 100.000 đ x 500",
  TongGiaTriHangHoa: "155000000",
  NoiDungChiTiet: "Mỗi gói cà phê được 10 điểm; đổi quà đến hết ngày 28/02/2027.",
  TenCacThuongNhanCungThucHien: "HỢP TÁC XÃ MẪU ÊA SÚP: cung cấp quà tặng",
  TenTepDonDangKy: "mau-01.pdf",
  TepDonDangKy: "JVBERi0xLjQKJU1hdQo=",
  TaiLieuNop: [{ TenTepDinhKem: "the-le.pdf", Base64: "JVBERi0xLjQKJU1hdQo=" }],
};

/** An amendment as the portal sends it (`nhanhsdvcqg`), in the shape observed in one-stop clients. */
export const AMENDMENT_BODY = {
  service: "NhanHoSoSuaDoiBoSung",
  isUpdating: "False",
  data: {
    MaHoSoQG: "H29.03-261118-0002",
    MaTTHC: "2.000002",
    SoVanBan: "91/SĐ-KM",
    NgayNopHoSo: "18/11/2026",
    TenThuongNhan: "CÔNG TY CỔ PHẦN ĐIỆN MÁY MẪU DELTA",
    DiaChiDoanhNghiep: { MaTinh: "79", MaHuyen: "", MaXa: "90032", DiaChiChiTiet: "Số 99 đường Mẫu" },
    DienThoai: "02800000002",
    Fax: "02800000003",
    Email: "phapche@example.vn",
    MaSoThue: "9900012364",
    NguoiLienHe: "Võ Thuỳ Ẩn",
    SoDienThoaiNguoiLienHe: "0900000202",
    ThongTinDaNop: {
      MaHoSoQGDNP: "H29.03-261102-0008",
      SoVanBanDaNopDNP: "88/ĐK-KM",
      NgayNopHoSoDNP: "02/11/2026",
      TenChuongTrinhKhuyenMaiDNP: "Quay số trúng lớn – Mừng xuân Đinh Mùi",
      ThoiGianKhuyenMaiTuDNP: "01/12/2026",
      ThoiGianKhuyenMaiDenDNP: "15/01/2027",
      DiaBanKhuyenMaiDNP: "Thành phố Hồ Chí Minh",
    },
    ThongTinSuaDoi: {
      TenChuongTrinhKM: null,
      SoLuongHangHoaDichVuKM: null,
      HangHoaDichVuKM: null,
      CoCauGiaiThuongKM: "Giải nhì: Máy hút ẩm, 6.200.000 đ x 50",
      NoiDungChiTietKM: null,
      HangHoaDichVuDungKM: "Máy hút ẩm thay máy lọc không khí",
    },
    LyDoDieuChinh: "Nhà cung cấp ngừng sản xuất",
    NoiDungCamKetKhac: "Bảo đảm quyền lợi của khách hàng đã tham gia trước khi sửa đổi",
    TenTepDangKy: "mau-06.pdf",
    URLTepDangKy: "https://example.vn/mau-06.pdf",
  },
};
