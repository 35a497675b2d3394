import { z } from "zod";

/**
 * An application as the VNeID channel hands it to a province (observed in one-stop clients). The types of a few keys
 * differ between clients (numbers as text, an address as one text or as parts), so reading takes both. Keys that the
 * gateway does not use are passed over.
 */
const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? "" : String(value).trim()));
const number = z
  .union([z.int(), z.string()])
  .nullish()
  .transform((value, context) => {
    if (value == null || value === "") return null;
    const read = Number(value);
    if (Number.isSafeInteger(read)) return read;
    context.issues.push({ code: "custom", message: "Phải là số nguyên.", input: value });
    return z.NEVER;
  });

const vneidAddress = z.object({
  maQuocGia: text,
  tenQuocGia: text,
  maTinhThanh: text,
  tenTinhThanh: text,
  maQuanHuyen: text,
  tenQuanHuyen: text,
  maPhuongXa: text,
  tenPhuongXa: text,
  chiTiet: text,
  dcChiTiet: text,
});
export type VneidAddress = z.infer<typeof vneidAddress>;

const authorised = z.object({
  nuqHoTen: text,
  nuqGioiTinh: number,
  nuqNgaySinh: text,
  nuqDienThoai: text,
  nuqEmail: text,
  nuqTenLoaiGiayTo: text,
  nuqSoGiayTo: text,
  nuqNgayCapGiayTo: text,
  nuqNoiCapGiayTo: text,
  nuqQuocTich: text,
  nuqDanToc: text,
  nuqTenDanToc: text,
  nuqNoiOHienTai: vneidAddress.nullish(),
  nuqQuanHe: z.object({ ten: text }).nullish(),
  nuqNgayKyVanBanUyQuyen: text,
});
export type VneidAuthorised = z.infer<typeof authorised>;

const residence = z.object({
  tuThangNam: text,
  denThangNam: text,
  loaiCuTru: text,
  diaChiCuTru: z.union([z.string(), vneidAddress]).nullish(),
  ngheNghiep: text,
  noiLamViec: text,
});
export type VneidResidence = z.infer<typeof residence>;

const declaration = z.object({
  loaiPhieu: number,
  yeuCauCDNCV: number,
  maMucDich: number,
  tenMucDich: text,
  mucDichKhac: text,
  soLuongCap: number,
  nycHoTen: text,
  nycTenGoiKhac: text,
  nycGioiTinh: number,
  nycNgaySinh: text,
  nycDoiTuongNopPhi: text,
  nycThuongTru: vneidAddress.nullish(),
  nycTamTru: vneidAddress.nullish(),
  nycDienThoai: text,
  nycEmail: text,
  nycTenLoaiGiayTo: text,
  nycSoGiayTo: text,
  nycNgayCapGiayTo: text,
  nycNoiCapGiayTo: text,
  nycQuocTich: text,
  nycDanToc: text,
  nycTenDanToc: text,
  nycHoTenCha: text,
  chaNamSinh: text,
  nycHoTenMe: text,
  meNamSinh: text,
  nycHoTenVoChong: text,
  voChongNamSinh: text,
  nycNoiSinh: vneidAddress.nullish(),
  uyQuyen: number,
  thongTinUyQuyen: authorised.nullish(),
  thongTinAnTich: text,
  quaTrinhCTNNNLV: z.array(residence).nullish(),
  thongTinThanhToan: z
    .object({
      phiLLTP: number,
      phiCapThemBanGiay: number,
      hinhThucNhanBanGiay: number,
      diaChiNhan: text,
      tongPhi: number,
    })
    .nullish(),
  giayToDinhKem: z
    .array(
      z.object({
        ma: text,
        ten: text,
        danhSach: z.array(z.object({ loai: text, duLieu: z.string().nullish() })).nullish(),
      }),
    )
    .nullish(),
});
export type VneidDeclaration = z.infer<typeof declaration>;

export const vneidRequest = z.object({
  maTinh: text,
  tenTinh: text,
  maHoSoMCDT: z.string().trim().min(1),
  ngayTiepNhan: text,
  nguonDangKy: number,
  tenNguonDangKy: text,
  toKhai: declaration,
});
export type VneidRequest = z.infer<typeof vneidRequest>;
