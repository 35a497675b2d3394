import type { NativeReader } from "./native-reader.ts";

/** A marriage as a client would have pushed it, from the ministry's declaration. */
export function marriageFromNative(native: NativeReader): object {
  return {
    module: "KH",
    registrationType: native.number("loaiDangKy"),
    registeringUnitCode: native.text("noiDangKy"),
    establishedOn: native.date("ngayXacLapQuanHeHonNhan"),
    husband: { ...spouse(native, "chong"), residenceAbroad: native.yesOrNo("chongCuTruNuocNgoai") },
    wife: spouse(native, "vo"),
    copies: native.number("soLuongBanSao") ?? native.number("soBanSao"),
    note: native.text("ghiChu"),
  };
}

function spouse(native: NativeReader, prefix: "chong" | "vo"): object {
  const livesHere = native.yesOrNo(`${prefix}CuTruNuocNgoai`) === false;
  const requested = native.yesOrNo(`${prefix}YeuCauXNTTHN`);
  const place = native.text(`${prefix}NoiXNTTHN`);
  return {
    fullName: native.text(`${prefix}HoTen`),
    birthDate: native.date(`${prefix}NgaySinh`),
    ethnicity: native.text(`${prefix}DanToc`),
    ethnicityOther: native.text(`${prefix}DanTocKhac`),
    nationality: native.text(`${prefix}QuocTich`),
    residenceKind: native.number(`${prefix}LoaiCuTru`) ?? 0,
    residence: livesHere ? native.place(`${prefix}NoiCuTru`, "VN") : native.place(`${prefix}NoiCuTru`),
    identity: native.identity(prefix),
    personalId: native.personalId(prefix),
    marriageCount: native.number(`${prefix}SoLanKH`),
    maritalStatus: native.number(`${prefix}LoaiTinhTrangHonNhan`),
    maritalStatusText: native.text(`${prefix}TinhTrangHonNhan`),
    statusCertificate: requested === null && place === null ? null : { requested: requested ?? false, place },
  };
}
