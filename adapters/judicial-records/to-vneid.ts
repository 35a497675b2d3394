import type { EthnicTable } from "#schemas/codes/ethnic-groups.ts";
import { toEthnicTable, USUAL_ETHNIC_TABLE } from "#schemas/codes/ethnic-tables.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { JsonObject } from "#core/message/message.ts";
import type { Address } from "#schemas/common/address.ts";
import { dayOf, toSlashedDateTime } from "#schemas/common/timestamp.ts";
import type { Declaration, ResidenceRow } from "./declaration.ts";
import { DELIVERY_TEXT, FEE_GROUP_TEXT, GENDER_TEXT, RELATION_TEXT, RESIDENCE_TEXT } from "./enums.ts";
import { toSlashed, toSlashedMonth } from "./native-dates.ts";
import { countryName, provinceNameOf } from "#schemas/common/address-line.ts";
import { ethnicName, identityName } from "./native-names.ts";
import type { AuthorisedPerson, Relative } from "./person.ts";
import type { JudicialRecord, Payment } from "./record.ts";
import { provinceKeys } from "./receiving-province.ts";

/**
 * A declaration in the words of the VNeID channel. Relatives keep their year only, because the channel has no more;
 * requests of bodies have no form there.
 *
 * @param receivedAt canonical timestamp of the receipt.
 * @param table which numbering of ethnic groups VNeID uses, where it is not table A.
 * @returns null for a request of a body.
 */
export function toVneid(
  dossier: Dossier,
  record: JudicialRecord,
  receivedAt: string,
  table: EthnicTable = USUAL_ETHNIC_TABLE,
): JsonObject | null {
  const { declaration } = record;
  if (declaration === null) return null;
  const online = dossier.channel === "online";
  return {
    ...provinceKeys(dossier.agencyCode, dayOf(receivedAt)),
    maHoSoMCDT: dossier.dossierCode,
    ngayTiepNhan: toSlashedDateTime(receivedAt),
    nguonDangKy: online ? 1 : 3,
    tenNguonDangKy: online ? "Trực tuyến" : "Trực tiếp",
    toKhai: {
      ...toDeclaration(declaration, dayOf(receivedAt), table),
      thongTinThanhToan: toPayment(declaration, record.payment),
      giayToDinhKem: toFiles(dossier, record),
    },
  };
}

function toDeclaration(declaration: Declaration, day: string, table: EthnicTable): JsonObject {
  const { applicant } = declaration;
  const { identity } = applicant;
  return {
    loaiPhieu: declaration.certificateType,
    yeuCauCDNCV: declaration.includeBanInfo ? 1 : 0,
    maMucDich: declaration.purposeCode,
    tenMucDich: declaration.purposeName,
    mucDichKhac: declaration.purposeOther ?? "",
    soLuongCap: declaration.copies,
    nycHoTen: applicant.fullName,
    nycTenGoiKhac: applicant.otherName ?? "",
    nycGioiTinh: applicant.gender,
    nycTenGioiTinh: GENDER_TEXT[applicant.gender] ?? "",
    nycNgaySinh: toSlashed(applicant.birthDate),
    nycDoiTuongNopPhi: applicant.feeGroup,
    nycTenDoiTuongNopPhi: FEE_GROUP_TEXT[applicant.feeGroup],
    nycThuongTru: addressOrNull(applicant.permanentResidence, day),
    nycTamTru: addressOrNull(applicant.temporaryResidence, day),
    nycDienThoai: applicant.phone ?? "",
    nycEmail: applicant.email ?? "",
    nycLoaiGiayTo: null,
    nycTenLoaiGiayTo: identityName(identity),
    nycSoGiayTo: identity.number,
    nycNgayCapGiayTo: date(identity.issueDate),
    nycNoiCapGiayTo: identity.issuePlace ?? "",
    nycQuocTich: applicant.nationality,
    nycTenQuocTich: countryName(applicant.nationality),
    nycDanToc: toEthnicTable(table, applicant.ethnicity),
    nycTenDanToc: ethnicName(applicant.ethnicity),
    nycHoTenCha: declaration.father?.fullName ?? "",
    chaNamSinh: yearOf(declaration.father),
    nycHoTenMe: declaration.mother?.fullName ?? "",
    meNamSinh: yearOf(declaration.mother),
    nycHoTenVoChong: declaration.spouse?.fullName ?? "",
    voChongNamSinh: yearOf(declaration.spouse),
    nycNoiSinh: toBirthPlace(applicant.birthPlace, day),
    uyQuyen: declaration.authorization === null ? 0 : 1,
    thongTinUyQuyen: declaration.authorization === null ? null : toAuthorised(declaration.authorization, day, table),
    thongTinAnTich: declaration.convictionStatement ?? "",
    quaTrinhCTNNNLV: declaration.residenceHistory.map(toResidence),
  };
}

/** The parts that a birth place was seen without, so they appear only with a value. */
const SELDOM: readonly string[] = ["maQuanHuyen", "tenQuanHuyen", "maPhuongXa", "tenPhuongXa"];

function toBirthPlace(place: Address, day: string): JsonObject {
  const parts = Object.entries(toAddress(place, day)).filter(([key, value]) => value !== "" || !SELDOM.includes(key));
  return { maQuocGia: place.countryCode, ...Object.fromEntries(parts) };
}

/** Codes are Vietnamese ones, so an address abroad has its names only. */
function toAddress(address: Address, day: string): JsonObject {
  const inVietNam = address.countryCode === "VN";
  const code = (given: string | undefined) => (inVietNam ? (given ?? "") : "");
  return {
    maTinhThanh: code(address.provinceCode),
    tenTinhThanh: inVietNam ? provinceNameOf(address, day) : (address.provinceName ?? ""),
    maQuanHuyen: code(address.districtCode),
    tenQuanHuyen: address.districtName ?? "",
    maPhuongXa: code(address.communeCode),
    tenPhuongXa: address.communeName ?? "",
    chiTiet: address.detail,
    tenQuocGia: countryName(address.countryCode),
  };
}

function addressOrNull(address: Address | null, day: string): JsonObject | null {
  return address === null ? null : toAddress(address, day);
}

function toResidence(row: ResidenceRow): JsonObject {
  return {
    tuThangNam: toSlashedMonth(row.from),
    denThangNam: toSlashedMonth(row.to),
    loaiCuTru: row.kind === null ? "" : RESIDENCE_TEXT[row.kind],
    diaChiCuTru: row.address,
    ngheNghiep: row.occupation ?? "",
    noiLamViec: row.workplace ?? "",
  };
}

function toAuthorised(authorised: AuthorisedPerson, day: string, table: EthnicTable): JsonObject {
  const { identity } = authorised;
  return {
    nuqHoTen: authorised.fullName,
    nuqGioiTinh: authorised.gender,
    nuqTenGioiTinh: GENDER_TEXT[authorised.gender] ?? "",
    nuqNgaySinh: toSlashed(authorised.birthDate),
    nuqDienThoai: authorised.phone ?? "",
    nuqEmail: authorised.email ?? "",
    nuqLoaiGiayTo: null,
    nuqTenLoaiGiayTo: identityName(identity),
    nuqSoGiayTo: identity.number,
    nuqNgayCapGiayTo: date(identity.issueDate),
    nuqNoiCapGiayTo: identity.issuePlace ?? "",
    nuqQuocTich: authorised.nationality ?? "",
    nuqTenQuocTich: authorised.nationality === null ? "" : countryName(authorised.nationality),
    nuqDanToc: toEthnicTable(table, authorised.ethnicity),
    nuqTenDanToc: ethnicName(authorised.ethnicity),
    nuqNoiOHienTai: addressOrNull(authorised.residence, day),
    nuqQuanHe: { ma: null, ten: RELATION_TEXT[authorised.relation] },
    nuqNgayKyVanBanUyQuyen: date(authorised.documentDate),
  };
}

function toPayment({ applicant, delivery }: Declaration, payment: Payment | null): JsonObject {
  return {
    nhomDoiTuong: applicant.feeGroup,
    tenNhomDoiTuong: FEE_GROUP_TEXT[applicant.feeGroup],
    phiLLTP: payment?.baseFee ?? null,
    phiCapThemBanGiay: payment?.extraCopyFee ?? null,
    hinhThucNhanBanGiay: delivery.method,
    tenHinhThucNhanBanGiay: DELIVERY_TEXT[delivery.method] ?? "",
    diaChiNhan: delivery.address ?? "",
    tongPhi: payment?.total ?? null,
  };
}

const MIME: readonly (readonly [ending: RegExp, mime: string])[] = [
  [/\.pdf$/i, "application/pdf"],
  [/\.jpe?g$/i, "image/jpeg"],
  [/\.png$/i, "image/png"],
  [/\.xml$/i, "application/xml"],
];

/** Papers of the application; content that was not pushed stays empty, removed files are not sent. */
function toFiles(dossier: Dossier, record: JudicialRecord): JsonObject[] {
  return record.documents.flatMap(({ attachmentId, type, title }) => {
    const file = dossier.attachments.find((paper) => paper.id === attachmentId && !paper.deleted);
    if (file === undefined) return [];
    const mime = MIME.find(([ending]) => ending.test(file.name))?.[1] ?? "application/octet-stream";
    return [{ ma: type, ten: title, danhSach: [{ loai: mime, duLieu: file.content ?? "" }] }];
  });
}

const date = (partial: string | null): string => (partial === null ? "" : toSlashed(partial));

function yearOf(relative: Relative | null): number | null {
  const birthDate = relative?.birthDate ?? null;
  return birthDate === null ? null : Number(birthDate.slice(0, 4));
}
