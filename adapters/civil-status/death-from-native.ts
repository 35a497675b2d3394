import type { NativeReader } from "./native-reader.ts";

/** A death as a client would have pushed it, from the ministry's declaration. */
export function deathFromNative(native: NativeReader): object {
  return {
    module: "KT",
    registrationType: native.number("loaiDangKy"),
    registeringUnitCode: native.text("noiDangKy"),
    deceased: {
      fullName: native.text("nktHoTen"),
      gender: native.number("nktGioiTinh"),
      birthDate: native.date("nktNgaySinh"),
      ethnicity: native.text("nktDanToc"),
      ethnicityOther: native.text("nktDanTocKhac"),
      nationality: native.text("nktQuocTich"),
      nationalityOther: native.text("nktQuocTichKhac"),
      residenceKind: native.number("nktLoaiCuTru") ?? 0,
      residence: native.place("nktNoiCuTru"),
      identity: native.identity("nkt"),
      verified: native.yesOrNo("nktXacThucThongTin"),
      deathDate: native.date("nktNgayChet"),
      deathTime: native.text("nktGioPhutChet"),
      deathPlace: native.place("nktNoiChet") ?? { countryCode: "ZZ", detail: "" },
      deathCause: native.text("nktNguyenNhanChet"),
    },
    deathNotice: {
      type: native.number("gbtLoai") ?? 0,
      number: native.text("gbtSo") ?? native.text("maGBT"),
      date: native.date("gbtNgay") ?? native.date("ngayCapGBT"),
      issuer: native.text("gbtCoQuanCap"),
    },
    declarant: {
      fullName: native.text("nycHoTen"),
      relation: native.relation("nycQuanHe"),
      identity: native.identity("nyc"),
      residenceKind: 0,
      residence: native.place("nycNoiCuTru"),
      phone: native.text("nycSoDienThoai"),
      email: native.text("nycEmail"),
      verified: native.yesOrNo("nycXacThucThongTin"),
    },
    copies: native.number("soLuongBanSao"),
  };
}
