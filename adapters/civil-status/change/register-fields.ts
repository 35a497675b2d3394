/** Registers whose columns are known. */
export const REGISTER_MODULES = ["KS", "KT", "KH", "CMC"] as const;
export type RegisterModule = (typeof REGISTER_MODULES)[number];

const words = (list: string): string[] => list.split(" ");
const prefixed = (prefix: string, list: string): string[] => words(list).map((word) => prefix + word);

const PARENT = "HoTen NgaySinh DanToc QuocTich QuocTichKhac LoaiCuTru NoiCuTru LoaiGiayToTuyThan SoGiayToTuyThan";
const ADULT =
  "HoTen NgaySinh DanToc QuocTich QuocTichKhac LoaiCuTru NoiCuTru LoaiGiayToTuyThan GiayToKhac SoGiayToTuyThan NgayCapGiayToTuyThan NoiCapGiayToTuyThan";
const DECLARANT = prefixed(
  "nyc",
  "HoTen QuanHe LoaiGiayToTuyThan GiayToKhac SoGiayToTuyThan NgayCapGiayToTuyThan NoiCapGiayToTuyThan",
);

/** Columns of the digitised registers that say something about people (observed), and can so be changed. */
export const REGISTER_FIELDS: Readonly<Record<RegisterModule, ReadonlySet<string>>> = {
  KS: new Set([
    ...prefixed("nks", "HoTen GioiTinh NgaySinh NgaySinhBangChu NoiSinh NoiSinhDVHC QueQuan DanToc QuocTich"),
    ...prefixed("nks", "QuocTichKhac LoaiKhaiSinh"),
    ...prefixed("me", PARENT),
    ...prefixed("cha", PARENT),
    ...DECLARANT,
  ]),
  KT: new Set([
    ...prefixed("nkt", ADULT),
    ...prefixed("nkt", "GioiTinh NgayChet NgayChetGhiBangChu GioPhutChet NoiChet NguyenNhanChet"),
    ...prefixed("gbt", "Loai So Ngay CoQuanCap"),
    ...DECLARANT,
  ]),
  KH: new Set(["ngayXacLapQuanHeHonNhan", ...prefixed("chong", ADULT), ...prefixed("vo", ADULT)]),
  CMC: new Set([
    "loaiXacNhan",
    ...prefixed("cm", `${ADULT} QueQuan GioiTinh`),
    ...prefixed("nc", `${ADULT} QueQuan GioiTinh`),
    ...words("nycHoTen nycQHNguoiDuocNhan nycQHNguoiNhan"),
  ]),
};
