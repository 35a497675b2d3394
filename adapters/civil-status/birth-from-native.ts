import type { NativeReader } from "./native-reader.ts";

/** A birth as a client would have pushed it, from the ministry's declaration. */
export function birthFromNative(native: NativeReader): object {
  const abroad = native.text("nksNoiSinhNuocNgoai");
  return {
    module: "KS",
    registrationType: native.number("loaiDangKy"),
    registeringUnitCode: native.text("noiDangKy"),
    birthKind: native.number("nksLoaiKhaiSinh"),
    birthCertNumber: native.text("maGCS"),
    birthCertDate: native.date("ngayCapGCS"),
    child: {
      fullName: native.text("nksHoTen"),
      gender: native.number("nksGioiTinh"),
      birthDate: native.date("nksNgaySinh"),
      birthDateInWords: native.text("nksNgaySinhBangChu"),
      birthPlace:
        abroad === null
          ? (native.place("nksNoiSinh", "VN") ?? { countryCode: "VN", detail: "" })
          : { countryCode: "ZZ", detail: abroad },
      homeTown: native.place("nksQueQuan") ?? { countryCode: "ZZ", detail: "" },
      ethnicity: native.text("nksDanToc"),
      ethnicityOther: native.text("nksDanTocKhac"),
      nationality: native.text("nksQuocTich"),
    },
    mother: parent(native, "me"),
    father: parent(native, "cha"),
    declarant: {
      fullName: native.text("nycHoTen"),
      relation: native.relation("nycQuanHe"),
      identity: native.identity("nyc"),
      personalId: native.personalId("nyc"),
      residenceKind: native.number("nycLoaiCuTru") ?? 0,
      residence: native.place("nycNoiCuTru"),
      phone: native.text("nycSoDienThoai"),
      email: native.text("nycEmail"),
      verified: native.yesOrNo("nycXacThucThongTin"),
    },
    foreignRegistration: foreignRegistration(native),
    copies: native.number("soLuongBanSao"),
  };
}

/** A parent without a name is one who is not known. */
function parent(native: NativeReader, prefix: "me" | "cha"): object | null {
  const fullName = native.text(`${prefix}HoTen`);
  if (fullName === null) return null;
  return {
    fullName,
    birthDate: native.date(`${prefix}NgaySinh`),
    ethnicity: native.text(`${prefix}DanToc`),
    ethnicityOther: native.text(`${prefix}DanTocKhac`),
    nationality: native.text(`${prefix}QuocTich`),
    nationalityOther: native.text(`${prefix}QuocTichKhac`),
    residenceKind: native.number(`${prefix}LoaiCuTru`) ?? 0,
    residence: native.place(`${prefix}NoiCuTru`),
    identity: native.identity(prefix),
    personalId: native.personalId(prefix),
    verified: native.yesOrNo(`${prefix}XacThucThongTin`),
  };
}

function foreignRegistration(native: NativeReader): object | null {
  const number = native.text("soDangKyNuocNgoai");
  if (number === null) return null;
  return {
    number,
    date: native.date("ngayDangKyNuocNgoai"),
    office: native.text("cqNuocNgoaiDaDangKy"),
    country: native.text("qgNuocNgoaiDaDangKy"),
  };
}
