import { ethnicGroupByName } from "#schemas/codes/ethnic-groups.ts";
import type { EthnicTable } from "#schemas/codes/ethnic-groups.ts";
import { fromEthnicTable, USUAL_ETHNIC_TABLE } from "#schemas/codes/ethnic-tables.ts";
import { parseWith, type Parsed } from "#core/dossier/zod-issues.ts";
import { countries } from "#schemas/codes/countries.ts";
import { IDENTITY_TYPES, identityKind } from "#schemas/codes/identity-types.ts";
import { equalsVi } from "#schemas/common/text.ts";
import { timestamp } from "#schemas/common/timestamp.ts";
import { RELATION_TEXT, RELATIONS, RESIDENCE_KINDS, RESIDENCE_TEXT } from "../enums.ts";
import { fromSlashed } from "../native-dates.ts";
import { judicialRecord, type JudicialRecord } from "../record.ts";
import {
  vneidRequest,
  type VneidAddress,
  type VneidAuthorised,
  type VneidDeclaration,
  type VneidRequest,
  type VneidResidence,
} from "./form.ts";

/** A file that came with an application. */
export interface VneidFile {
  readonly type: string;
  readonly title: string;
  readonly mime: string;
  readonly content: string;
}

/** An application from VNeID in the gateway's words. */
export interface VneidApplication {
  readonly dossierCode: string;
  readonly provinceCode: string;
  /** Canonical timestamp; null when the text is none. */
  readonly receivedAt: string | null;
  readonly record: JudicialRecord;
  readonly files: readonly VneidFile[];
}

/**
 * Reads what the VNeID channel hands over: the reverse of `toVneid` for everything that form carries. Papers come back
 * as `files`, since they are attachments only once a desk has stored them.
 *
 * @param table which numbering of ethnic groups VNeID uses, where it is not table A; a known name goes first.
 * @returns issues point into the native request where its shape is wrong, else into the record it would have become.
 */
export function fromVneid(request: unknown, table: EthnicTable = USUAL_ETHNIC_TABLE): Parsed<VneidApplication> {
  const native = parseWith<VneidRequest>(vneidRequest, request);
  if (!native.ok) return native;
  const { maHoSoMCDT, maTinh, ngayTiepNhan, toKhai } = native.value;
  const record = parseWith(judicialRecord, toRecord(toKhai, table), ["record"]);
  if (!record.ok) return record;
  return {
    ok: true,
    value: {
      dossierCode: maHoSoMCDT,
      provinceCode: maTinh,
      receivedAt: instant(ngayTiepNhan),
      record: record.value,
      files: filesOf(toKhai),
    },
  };
}

/** The record as somebody would have pushed it; the schema then judges it like any other. */
function toRecord(form: VneidDeclaration, table: EthnicTable): unknown {
  const { thongTinThanhToan: paid } = form;
  return {
    origin: "VNEID",
    declaration: {
      formType: form.uyQuyen === 1 ? "UY_QUYEN" : "CA_NHAN",
      certificateType: form.loaiPhieu,
      includeBanInfo: form.yeuCauCDNCV === 1,
      purposeCode: form.maMucDich,
      purposeName: form.tenMucDich,
      purposeOther: orNull(form.mucDichKhac),
      copies: form.soLuongCap,
      applicant: {
        fullName: form.nycHoTen,
        otherName: orNull(form.nycTenGoiKhac),
        gender: form.nycGioiTinh,
        birthDate: date(form.nycNgaySinh),
        birthPlace: toAddress(form.nycNoiSinh),
        nationality: form.nycQuocTich,
        ethnicity: groupOf(form.nycDanToc, form.nycTenDanToc, table),
        permanentResidence: toAddress(form.nycThuongTru),
        temporaryResidence: toAddress(form.nycTamTru),
        identity: toIdentity(form.nycTenLoaiGiayTo, form.nycSoGiayTo, form.nycNgayCapGiayTo, form.nycNoiCapGiayTo),
        phone: orNull(form.nycDienThoai),
        email: orNull(form.nycEmail),
        feeGroup: form.nycDoiTuongNopPhi,
      },
      father: toRelative(form.nycHoTenCha, form.chaNamSinh),
      mother: toRelative(form.nycHoTenMe, form.meNamSinh),
      spouse: toRelative(form.nycHoTenVoChong, form.voChongNamSinh),
      residenceHistory: (form.quaTrinhCTNNNLV ?? []).map(toResidence),
      convictionStatement: orNull(form.thongTinAnTich),
      authorization:
        form.uyQuyen === 1 && form.thongTinUyQuyen != null ? toAuthorised(form.thongTinUyQuyen, table) : null,
      delivery: { method: paid?.hinhThucNhanBanGiay, address: orNull(paid?.diaChiNhan ?? "") },
    },
    payment:
      paid?.tongPhi == null
        ? null
        : { baseFee: paid.phiLLTP, extraCopyFee: paid.phiCapThemBanGiay, total: paid.tongPhi },
  };
}

function toRelative(fullName: string, year: string): unknown {
  return fullName === "" ? null : { fullName, birthDate: year === "" ? null : date(year) };
}

function toResidence(row: VneidResidence): unknown {
  const { diaChiCuTru: place } = row;
  const kind = RESIDENCE_KINDS.find((known) => equalsVi(RESIDENCE_TEXT[known], row.loaiCuTru));
  return {
    from: row.tuThangNam,
    to: row.denThangNam,
    kind: kind ?? null,
    address: place == null ? "" : typeof place === "string" ? place : inOneLine(place),
    occupation: orNull(row.ngheNghiep),
    workplace: orNull(row.noiLamViec),
  };
}

/** An ethnic group by its name, which says the same in every numbering; by its code where the name is not known. */
function groupOf(code: string, name: string, table: EthnicTable): string | null {
  const group = ethnicGroupByName(name)?.codeA;
  return group ?? (code === "" ? null : fromEthnicTable(table, code));
}

function toAuthorised(form: VneidAuthorised, table: EthnicTable): unknown {
  const relation = RELATIONS.find((known) => equalsVi(RELATION_TEXT[known], form.nuqQuanHe?.ten ?? ""));
  return {
    fullName: form.nuqHoTen,
    gender: form.nuqGioiTinh,
    birthDate: date(form.nuqNgaySinh),
    identity: toIdentity(form.nuqTenLoaiGiayTo, form.nuqSoGiayTo, form.nuqNgayCapGiayTo, form.nuqNoiCapGiayTo),
    nationality: orNull(form.nuqQuocTich),
    ethnicity: groupOf(form.nuqDanToc, form.nuqTenDanToc, table),
    residence: toAddress(form.nuqNoiOHienTai),
    phone: orNull(form.nuqDienThoai),
    email: orNull(form.nuqEmail),
    relation: relation ?? "KHAC",
    documentDate: form.nuqNgayKyVanBanUyQuyen === "" ? null : date(form.nuqNgayKyVanBanUyQuyen),
  };
}

function toIdentity(name: string, number: string, issued: string, issuePlace: string): unknown {
  const type = IDENTITY_TYPES.find((known) => equalsVi(identityKind(known).name, name)) ?? "KHAC";
  return {
    type,
    otherKind: type === "KHAC" && !equalsVi(identityKind("KHAC").name, name) ? orNull(name) : null,
    number,
    issueDate: issued === "" ? null : date(issued),
    issuePlace: orNull(issuePlace),
  };
}

/** An address in parts; empty parts are left out, an address without any is none. */
function toAddress(place: VneidAddress | null | undefined): unknown {
  if (place == null) return null;
  const parts = {
    provinceCode: place.maTinhThanh,
    provinceName: place.tenTinhThanh,
    districtCode: place.maQuanHuyen,
    districtName: place.tenQuanHuyen,
    communeCode: place.maPhuongXa,
    communeName: place.tenPhuongXa,
  };
  const detail = place.chiTiet === "" ? place.dcChiTiet : place.chiTiet;
  const known = Object.entries(parts).filter(([, value]) => value !== "");
  if (known.length === 0 && detail === "" && place.maQuocGia === "" && place.tenQuocGia === "") return null;
  return { countryCode: countryOf(place), ...Object.fromEntries(known), detail };
}

/** Residences and domestic addresses were seen without a country code; no country at all is Viet Nam. */
function countryOf({ maQuocGia, tenQuocGia }: VneidAddress): string {
  if (maQuocGia !== "") return maQuocGia;
  if (tenQuocGia === "") return "VN";
  return countries.items.find(({ name }) => equalsVi(name, tenQuocGia))?.code ?? tenQuocGia;
}

function inOneLine(place: VneidAddress): string {
  const { chiTiet, tenPhuongXa, tenQuanHuyen, tenTinhThanh, tenQuocGia } = place;
  return [chiTiet, tenPhuongXa, tenQuanHuyen, tenTinhThanh, tenQuocGia].filter((part) => part !== "").join(", ");
}

function filesOf(form: VneidDeclaration): VneidFile[] {
  return (form.giayToDinhKem ?? []).flatMap(({ ma, ten, danhSach }) =>
    (danhSach ?? []).map(({ loai, duLieu }) => ({ type: ma, title: ten, mime: loai, content: duLieu ?? "" })),
  );
}

/** `dd/MM/yyyy HH:mm:ss`, Viet Nam time; a day without a time is not made into an instant. */
function instant(native: string): string | null {
  const [, day, month, year, time] = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2})$/.exec(native) ?? [];
  const read = timestamp.safeParse(`${year}-${month}-${day}T${time}+07:00`);
  return read.success ? read.data : null;
}

const orNull = (text: string): string | null => (text === "" ? null : text);
/** A text that is no date goes through as it is, so that the schema refuses it where it stands. */
const date = (native: string): string => fromSlashed(native) ?? native;
