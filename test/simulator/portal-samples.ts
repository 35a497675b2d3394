/** Invented dossiers in the portal's words, in the generations that clients were seen sending. */

export const CODE = "H26.107-260518-0123";

/** Core fields of the 2020 generation. */
const core2020 = {
  MaHoSo: CODE,
  MaTTHC: "1.001193",
  TenTTHC: "Thủ tục đăng ký khai sinh",
  MaLinhVuc: "G15-HT06",
  TenLinhVuc: "Hộ tịch",
  ChuHoSo: "Nguyễn Văn Mẫu",
  LoaiDoiTuong: "1",
  MaDoiTuong: "11111111-2222-4333-8444-555555555555",
  ThongTinKhac: "",
  Email: "mau@example.vn",
  Fax: "",
  SoDienThoai: "0912345678",
  TrichYeuHoSo: "Đăng ký khai sinh cho Nguyễn Mẫu Khang",
  NgayTiepNhan: "20260518083015",
  NgayHenTra: "20260518170000",
  TrangThaiHoSo: "2",
  NgayTra: "",
  ThongTinTra: "",
  HinhThuc: "0",
  NgayKetThucXuLy: "",
  DonViXuLy: "UBND phường Ba Đình",
  GhiChu: "",
  DanhSachLePhi: [
    { TenPhiLePhi: "Lệ phí hộ tịch", MaPhiLePhi: "LP001", HinhThucThu: "1", Gia: "8000", LoaiPhiLePhi: "1" },
  ],
  DanhSachTepDinhKemKhac: [],
  DanhSachHoSoBoSung: [],
  DanhSachGiayToKetQua: [],
};

const paper2020 = {
  TepDinhKemId: "884512",
  TenTepDinhKem: "Giấy chứng sinh.pdf",
  IsDeleted: "False",
  MaThanhPhanHoSo: "000.00.00.G15-KQ001234",
  DuongDanTaiTepTin: "https://dvc.example.gov.vn/tai-tep/7f0c2f4e-4f0b-4c3e-8f4a-3a0b5f6c7d88",
};

export const dossier2020 = { ...core2020, TaiLieuNop: [paper2020] };

/** With the extension fields of about 2022. */
export const dossier2022 = {
  ...core2020,
  KenhThucHien: "2",
  SoGiayToChuHoSo: "001099012345",
  TaiLieuNop: [{ ...paper2020, DuocSoHoa: "1", DuocTaiSuDung: "0", DuocLayTuKhoDMQG: "0", MaKetQuaThayThe: "" }],
  NoiNopHoSo: "1",
  HoSoCoThanhPhanSoHoa: "1",
  TaiKhoanDuocXacThucVoiVNeID: "1",
  DuocThanhToanTrucTuyen: "1",
  NgayTuChoi: "",
  DinhDanhCHS: [{ LoaiDinhDanh: "1", SoDinhDanh: "001099012345" }],
  NgayNopHoSo: "20260518081200",
  DSKetNoiCSDL: [{ MaCSDL: "1" }],
};

/** The sixteen keys one province was seen sending. */
export const dossierOf16Keys = {
  MaHoSo: CODE,
  SoBienNhan: "",
  MaTTHC: "3.000181.000.00.00.H22",
  TenTTHC: "Tuyển sinh trung học phổ thông",
  MaLinhVuc: "G03-GD10",
  TenLinhVuc: "Giáo dục Trung học",
  ChuHoSo: "Nguyễn Văn Mẫu",
  LoaiDoiTuong: "1",
  MaDoiTuong: "001099012345",
  NgayTiepNhan: "20260518083015",
  NgayHenTra: "",
  TrangThaiHoSo: "1",
  HinhThuc: "0",
  DonViXuLy: "Trường Mẫu",
  TaiLieuNop: [paper2020],
  DanhSachGiayToKetQua: [
    {
      GiayToId: "1",
      TenGiayTo: "Giấy báo.pdf",
      MaThanhPhanHoSo: "",
      DuongDanTepTinKetQua: "http://10.0.0.8/tai-tep/1",
    },
  ],
};

export const entry = {
  MaHoSo: CODE,
  NguoiXuLy: "Trần Thị Mẫu",
  ChucDanh: "Công chức một cửa",
  ThoiDiemXuLy: "20260518083015",
  PhongBanXuLy: "Bộ phận Một cửa",
  NoiDungXuLy: "Tiếp nhận hồ sơ",
  TrangThai: "2",
  NgayBatDau: "20260518083015",
  NgayKetThucTheoQuyDinh: "",
};

/** What goes to the civil-status system of the Ministry of Justice. */
export const civilStatusItem = {
  maDonVi: "90002",
  module: "LTKS",
  maHoSoLT: "LT-MAU-0001",
  maHoSoMCDT: CODE,
  ngayTiepNhan: "18/05/2026 08:30:00",
  data: '{"nksHoTen":"NGUYỄN MẪU KHANG"}',
  fileDinhKem: [],
};
