/** A body of the 2022 generation with every field, as a one-stop system sends it. All values invented. */
export const fullBody = {
  MaHoSo: "H26.107-260518-0123",
  MaTTHC: "1.001193",
  TenTTHC: "Thủ tục đăng ký khai sinh",
  MaLinhVuc: "G15-HT06",
  TenLinhVuc: "Hộ tịch",
  SoBienNhan: "",
  KenhThucHien: "2",
  SoGiayToChuHoSo: "001099012345",
  ChuHoSo: "Nguyễn Văn Mẫu",
  LoaiDoiTuong: "1",
  MaDoiTuong: "11111111-2222-4333-8444-555555555555",
  ThongTinKhac: "",
  Email: "mau@example.vn",
  Fax: "",
  SoDienThoai: "0912345678",
  TrichYeuHoSo: "Đăng ký khai sinh cho Nguyễn Minh Mẫu",
  NgayTiepNhan: "20260518083015",
  NgayHenTra: "20260518170000",
  TrangThaiHoSo: "2",
  NgayTra: "",
  ThongTinTra: "",
  HinhThuc: "0",
  NgayKetThucXuLy: "",
  DonViXuLy: "UBND phường Ba Đình",
  GhiChu: "",
  TaiLieuNop: [
    {
      TepDinhKemId: "884512",
      TenTepDinhKem: "Giấy chứng sinh.pdf",
      IsDeleted: "False",
      MaThanhPhanHoSo: "000.00.00.G15-KQ001234",
      DuongDanTaiTepTin: "https://dvc.example.gov.vn/tai-tep/7f0c2f4e",
      DuocSoHoa: "1",
      DuocTaiSuDung: "0",
      DuocLayTuKhoDMQG: "0",
      MaKetQuaThayThe: "",
    },
  ],
  DanhSachLePhi: [
    { TenPhiLePhi: "Lệ phí hộ tịch", MaPhiLePhi: "LP001", HinhThucThu: "1", Gia: "8000", LoaiPhiLePhi: "1" },
  ],
  DanhSachTepDinhKemKhac: [{ TenGiayTo: "Bản sao", SoLuong: "1", LoaiGiayTo: "1" }],
  DanhSachHoSoBoSung: [
    {
      HoSoBoSungId: "1",
      NguoiYeuCauBoSung: "Trần Thị Mẫu",
      NoiDungBoSung: "Thiếu giấy chứng sinh",
      NgayBoSung: "20260518090000",
      NguoiTiepNhanBoSung: "",
      ThongTinTiepNhan: "",
      NgayTiepNhanBoSung: "",
      TrangThaiBoSung: "False",
      DanhSachGiayToBoSung: [],
      DanhSachLePhiBoSung: [],
      NgayHenTraTruoc: "20260518170000",
      NgayHenTraMoi: "",
    },
  ],
  DanhSachGiayToKetQua: [
    {
      TenGiayTo: "Giấy khai sinh.pdf",
      MaThanhPhanHoSo: "",
      GiayToId: "990017",
      DuongDanTepTinKetQua: "https://dvc.example.gov.vn/tai-tep/0c7f",
      MaGiayToKetQua: "KQ.G15.000031",
    },
  ],
  NoiNopHoSo: "1",
  HoSoCoThanhPhanSoHoa: "1",
  TaiKhoanDuocXacThucVoiVNeID: "1",
  DuocThanhToanTrucTuyen: "1",
  NgayTuChoi: "",
  DinhDanhCHS: [{ LoaiDinhDanh: "1", SoDinhDanh: "001099012345" }],
  NgayNopHoSo: "20260518081200",
  DSKetNoiCSDL: [{ MaCSDL: "1" }],
};

/** The 2020 generation: none of the extension fields. */
export function body2020() {
  const {
    KenhThucHien: _channel,
    SoGiayToChuHoSo: _paper,
    NoiNopHoSo: _place,
    HoSoCoThanhPhanSoHoa: _digitised,
    TaiKhoanDuocXacThucVoiVNeID: _verified,
    DuocThanhToanTrucTuyen: _paid,
    NgayTuChoi: _rejected,
    DinhDanhCHS: _ids,
    NgayNopHoSo: _submitted,
    DSKetNoiCSDL: _databases,
    ...core
  } = fullBody;
  return {
    ...core,
    TaiLieuNop: core.TaiLieuNop.map(
      ({ DuocSoHoa: _a, DuocTaiSuDung: _b, DuocLayTuKhoDMQG: _c, MaKetQuaThayThe: _d, ...paper }) => paper,
    ),
  };
}

/** The smallest body seen in use: 16 keys, two lists. */
export const minimalBody = {
  MaHoSo: "000.00.01.H22-260518-0001",
  SoBienNhan: "",
  MaTTHC: "3.000181.000.00.00.H22",
  TenTTHC: "Tuyển sinh trung học phổ thông",
  MaLinhVuc: "G03-GD10",
  TenLinhVuc: "Giáo dục Trung học",
  ChuHoSo: "Nguyễn Văn Mẫu",
  LoaiDoiTuong: "1",
  MaDoiTuong: "002099012345",
  NgayTiepNhan: "20260518083015",
  NgayHenTra: "",
  TrangThaiHoSo: "1",
  HinhThuc: "0",
  DonViXuLy: "Trường THPT Mẫu",
  TaiLieuNop: [],
  DanhSachGiayToKetQua: [],
};
