import type { Dossier } from "#core/dossier.ts";
import type { DraftMessage, JsonObject } from "#core/message.ts";
import { toDottedDate } from "#schemas/common/partial-date.ts";
import { toSlashedDateTime } from "#schemas/common/timestamp.ts";
import type { BirthRecord } from "./birth-record.ts";
import { MINISTRY_IDENTITY, MINISTRY_RESIDENCE, RELATION_TEXT } from "./enums.ts";
import type { Child, Declarant, Parent } from "./person.ts";

type Address = Child["birthPlace"];
type Identity = Declarant["identity"];

/** Sending to the Ministry of Justice: the service behind the same door as the portal's own. */
export const REGISTER_SERVICE = "dangKyHoTich";

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
 * The birth as `DataHoTich`, the ministry's envelope for one registration (observed in one-stop clients): module
 * `LTKS`, the declaration as JSON text in `data`, dates `dd.MM.yyyy` inside and `dd/MM/yyyy HH:mm:ss` outside.
 * A dossier outside the interlinking software has no code there; clients then repeat their own.
 *
 * @param receivedAt canonical timestamp of the receipt; the ministry takes no dossier before it.
 */
export function birthToMinistry(dossier: Dossier, record: BirthRecord, receivedAt: string): DraftMessage {
  return {
    kind: "sector",
    service: REGISTER_SERVICE,
    payload: {
      maDonVi: record.registeringUnitCode,
      module: "LTKS",
      maHoSoLT: record.interlinkedDossierCode ?? dossier.dossierCode,
      maHoSoMCDT: dossier.dossierCode,
      ngayTiepNhan: toSlashedDateTime(receivedAt),
      data: JSON.stringify(toDeclaration(record)),
      fileDinhKem: toFiles(dossier, record),
    },
  };
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
  return {
    [`${prefix}HoTen`]: parent?.fullName ?? "",
    [`${prefix}NgaySinh`]: date(parent?.birthDate),
    [`${prefix}DanToc`]: parent?.ethnicity ?? "",
    [`${prefix}DanTocKhac`]: parent?.ethnicityOther ?? "",
    [`${prefix}QuocTich`]: parent?.nationality ?? "",
    [`${prefix}QuocTichKhac`]: parent?.nationalityOther ?? "",
    [`${prefix}LoaiCuTru`]: residenceKind(parent?.residenceKind),
    [`${prefix}NoiCuTru`]: place(parent?.residence, "Không có thông tin"),
    [`${prefix}LoaiGiayToTuyThan`]: identityKind(parent?.identity),
    [`${prefix}GiayToKhac`]: otherKind(parent?.identity),
    [`${prefix}SoGiayToTuyThan`]: parent?.identity?.number ?? "",
    [`${prefix}SoDDCN`]: parent === null ? "" : personalId(parent),
    [`${prefix}XacThucThongTin`]: verified(parent?.verified),
  };
}

function declarantKeys(declarant: Declarant): JsonObject {
  const { identity } = declarant;
  return {
    nycHoTen: declarant.fullName,
    nycQuanHe: RELATION_TEXT[declarant.relation],
    nycLoaiGiayToTuyThan: identityKind(identity),
    nycSoDDCN: personalId(declarant),
    nycGiayToKhac: otherKind(identity),
    nycSoGiayToTuyThan: identity.number,
    nycNgayCapGiayToTuyThan: date(identity.issueDate),
    nycNoiCapGiayToTuyThan: identity.issuePlace ?? "",
    nycSoDienThoai: declarant.phone ?? "",
    nycEmail: declarant.email ?? "",
    nycLoaiCuTru: residenceKind(declarant.residenceKind),
    nycNoiCuTru: place(declarant.residence),
    nycXacThucThongTin: verified(declarant.verified),
  };
}

/** Papers chosen for the ministry. Content that was not pushed stays empty; removed files are not sent. */
function toFiles(dossier: Dossier, record: BirthRecord): JsonObject[] {
  return record.documents
    .flatMap((document) => {
      const attachment = dossier.attachments.find((paper) => paper.id === document.attachmentId && !paper.deleted);
      if (attachment === undefined) return [];
      return [{ document, attachment }];
    })
    .map(({ document, attachment }, index) => ({
      id: index + 1,
      loaiGiayTo: document.kind,
      tenGiayTo: document.title,
      tenTepDinhKem: attachment.name,
      huyGiayTo: 0,
      duLieuTepDinhKem: attachment.content ?? "",
    }));
}

const date = (partial: string | null | undefined): string => (partial == null ? "" : toDottedDate(partial));
const identityKind = (identity: Identity | null | undefined): string =>
  identity == null ? "0" : MINISTRY_IDENTITY[identity.type].code;
const residenceKind = (kind: number | undefined): string => MINISTRY_RESIDENCE[kind ?? 0] ?? "0";
const verified = (value: boolean | null | undefined): string => (value == null ? "" : value ? "1" : "0");

function otherKind(identity: Identity | null | undefined): string {
  return identity == null ? "" : (identity.otherKind ?? MINISTRY_IDENTITY[identity.type].other);
}

/** The personal number: as given, else the number of a card that carries it. */
function personalId(person: { readonly personalId: string | null; readonly identity: Identity | null }): string {
  if (person.personalId !== null) return person.personalId;
  const { identity } = person;
  return identity !== null && (identity.type === "CCCD" || identity.type === "CAN_CUOC") ? identity.number : "";
}

/** Two levels of administration since 2025-07-01: the district stays empty. An address abroad has its text only. */
function place(address: Address | null | undefined, unknown = ""): JsonObject {
  if (address == null) return { maTinh: "", maHuyen: "", maXa: "", dcChiTiet: unknown };
  const inVietNam = address.countryCode === "VN";
  return {
    maTinh: inVietNam ? (address.provinceCode ?? "") : "",
    maHuyen: "",
    maXa: inVietNam ? (address.communeCode ?? "") : "",
    dcChiTiet: address.detail,
  };
}
