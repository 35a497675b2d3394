import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { SectorMessage, JsonObject } from "#core/message/message.ts";
import { toDottedDate } from "#schemas/common/partial-date.ts";
import type { BirthRecord } from "../birth/record.ts";
import { RELATION_TEXT } from "../enums.ts";
import { ministryMessage } from "./envelope.ts";
import { date, identityKeys, personalId, place, residenceKind, UNKNOWN_PLACE, yesOrNo } from "./words.ts";
import type { Child, Declarant, Parent } from "../person.ts";

/**
 * Keys that every birth message was seen to carry, also when empty. The remaining keys of the ministry's inventory are
 * sent only when the record has a value for them.
 */
const ALWAYS_SENT: ReadonlySet<string> = new Set(
  [
    "maGCS ngayCapGCS loaiDangKy noiDangKy soLuongBanSao",
    "nksHoTen nksGioiTinh nksNgaySinh nksNgaySinhBangChu nksNoiSinhNuocNgoai nksNoiSinh nksQueQuan",
    "nksDanToc nksDanTocKhac nksQuocTich nksLoaiKhaiSinh",
    "meHoTen meNgaySinh meDanToc meQuocTich meLoaiCuTru meNoiCuTru meLoaiGiayToTuyThan meSoGiayToTuyThan meSoDDCN",
    "chaHoTen chaNgaySinh chaDanToc chaQuocTich chaLoaiCuTru chaNoiCuTru chaLoaiGiayToTuyThan chaSoGiayToTuyThan",
    "nycHoTen nycQuanHe nycLoaiGiayToTuyThan nycSoDDCN nycSoGiayToTuyThan nycNgayCapGiayToTuyThan",
    "nycNoiCapGiayToTuyThan nycSoDienThoai nycLoaiCuTru nycNoiCuTru",
  ].flatMap((line) => line.split(" ")),
);

/**
 * The birth as the ministry takes it, module `LTKS`.
 *
 * @param receivedAt canonical timestamp of the receipt.
 */
export function birthToMinistry(dossier: Dossier, record: BirthRecord, receivedAt: string): SectorMessage {
  return ministryMessage("LTKS", dossier, record, receivedAt, toDeclaration(record));
}

/** The flat keys of the ministry's birth declaration, in its own order. */
function toDeclaration(record: BirthRecord): JsonObject {
  const all: JsonObject = {
    maGCS: record.birthCertNumber ?? "",
    ngayCapGCS: date(record.birthCertDate),
    loaiDangKy: String(record.registrationType),
    noiDangKy: record.registeringUnitCode,
    soLuongBanSao: String(record.copies),
    ...childKeys(record.child),
    nksLoaiKhaiSinh: String(record.birthKind),
    ...parentKeys("me", record.mother),
    ...parentKeys("cha", record.father),
    ...declarantKeys(record.declarant),
    soDangKyNuocNgoai: record.foreignRegistration?.number ?? "",
    ngayDangKyNuocNgoai: date(record.foreignRegistration?.date),
    cqNuocNgoaiDaDangKy: record.foreignRegistration?.office ?? "",
    qgNuocNgoaiDaDangKy: record.foreignRegistration?.country ?? "",
  };
  return Object.fromEntries(Object.entries(all).filter(([key, value]) => value !== "" || ALWAYS_SENT.has(key)));
}

function childKeys(child: Child): JsonObject {
  const abroad = child.birthPlace.countryCode !== "VN";
  return {
    nksHoTen: child.fullName,
    nksGioiTinh: String(child.gender),
    nksNgaySinh: toDottedDate(child.birthDate),
    nksNgaySinhBangChu: child.birthDateInWords,
    nksNoiSinhNuocNgoai: abroad ? child.birthPlace.detail : "",
    nksNoiSinh: abroad ? place(null) : place(child.birthPlace),
    nksQueQuan: place(child.homeTown),
    nksDanToc: child.ethnicity ?? "",
    nksDanTocKhac: child.ethnicityOther ?? "",
    nksQuocTich: child.nationality,
  };
}

/** An unknown parent is written out as such: residence kind 0 and the words "Không có thông tin". */
function parentKeys(prefix: "me" | "cha", parent: Parent | null): JsonObject {
  const {
    [`${prefix}NgayCapGiayToTuyThan`]: _issued,
    [`${prefix}NoiCapGiayToTuyThan`]: _by,
    ...identity
  } = identityKeys(prefix, parent?.identity);
  return {
    [`${prefix}HoTen`]: parent?.fullName ?? "",
    [`${prefix}NgaySinh`]: date(parent?.birthDate),
    [`${prefix}DanToc`]: parent?.ethnicity ?? "",
    [`${prefix}DanTocKhac`]: parent?.ethnicityOther ?? "",
    [`${prefix}QuocTich`]: parent?.nationality ?? "",
    [`${prefix}QuocTichKhac`]: parent?.nationalityOther ?? "",
    [`${prefix}LoaiCuTru`]: residenceKind(parent?.residenceKind),
    [`${prefix}NoiCuTru`]: place(parent?.residence, UNKNOWN_PLACE),
    ...identity,
    [`${prefix}SoDDCN`]: parent === null ? "" : personalId(parent),
    [`${prefix}XacThucThongTin`]: yesOrNo(parent?.verified),
  };
}

function declarantKeys(declarant: Declarant): JsonObject {
  const { nycLoaiGiayToTuyThan = "0", ...identity } = identityKeys("nyc", declarant.identity);
  return {
    nycHoTen: declarant.fullName,
    nycQuanHe: RELATION_TEXT[declarant.relation],
    nycLoaiGiayToTuyThan,
    nycSoDDCN: personalId(declarant),
    ...identity,
    nycSoDienThoai: declarant.phone ?? "",
    nycEmail: declarant.email ?? "",
    nycLoaiCuTru: residenceKind(declarant.residenceKind),
    nycNoiCuTru: place(declarant.residence),
    nycXacThucThongTin: yesOrNo(declarant.verified),
  };
}
