import { legalDue } from "#core/dossier/time-limit.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { JsonObject } from "#core/message/message.ts";
import { addressLine } from "#schemas/common/address-line.ts";
import { nationalProcedureCode } from "#schemas/common/procedure-code.ts";
import { dayOf, toSlashedDateTime } from "#schemas/common/timestamp.ts";
import { addWorkingDays } from "#schemas/common/working-days.ts";
import type { BirthRecord } from "../birth/record.ts";
import type { DeathRecord } from "../death/record.ts";
import { RELATION_TEXT } from "../enums.ts";
import { date, UNKNOWN_PLACE } from "../ministry/words.ts";
import type { Parent } from "../person.ts";
import type { InterlinkedStatus } from "../status-bridges.ts";

/** `coQuanXuLy` of the province's one-stop system. */
const ONE_STOP = 5;
const SUPPLEMENT = 2;
const REGISTERED = 4;
/** Working days a citizen has for a supplement where the ministry names no day. */
const SUPPLEMENT_DAYS = 7;
const OFFICE_ENDS = "17:00:00+07:00";
const SAME_DAY = { kind: "same-day", cutOff: "15:00" } as const;

/** One thing that happened to an interlinked birth or death, to be told to the interlinking software. */
export interface InterlinkedNews {
  /** Its own number; it has nothing to do with the ministry's or the portal's (HT-R21). */
  readonly status: InterlinkedStatus;
  /** Canonical timestamps. */
  readonly at: string;
  readonly actor: string;
  readonly title: string | null;
  readonly department: string | null;
  /** What was done. */
  readonly action: string;
  readonly note: string | null;
  /** Until when a supplement must come, as the ministry said; null: seven working days. */
  readonly supplementBefore: string | null;
  /** The new due date, where it moved. */
  readonly newDueAt: string | null;
  /** The signed certificate or extract, base64, with status 4. */
  readonly file: string | null;
}

/**
 * A status for the interlinking software (`trangThai` 1 to 7, observed in one-stop clients). The end by regulation is the
 * day of receipt at 17:00, for what came after 15:00 the next working day.
 *
 * @returns null while the dossier is not received, or outside the interlinking software.
 */
export function toInterlinkedStatus(
  dossier: Dossier,
  record: BirthRecord | DeathRecord,
  news: InterlinkedNews,
): JsonObject | null {
  const { receivedAt } = dossier;
  if (receivedAt === null || record.interlinkedDossierCode === null) return null;
  const status = Number(news.status);
  const time = (at: string | null) => (at === null ? "" : toSlashedDateTime(at));
  return {
    maTTHC: nationalProcedureCode(dossier.procedureCode),
    soHoSoLT: record.interlinkedDossierCode,
    coQuanXuLy: ONE_STOP,
    maHoSo: dossier.dossierCode,
    trangThai: status,
    thoiGianThucHien: time(news.at),
    ghiChu: news.note ?? "",
    ketQuaXuLy: status === REGISTERED ? JSON.stringify(toResult(record, dayOf(receivedAt), news.file)) : null,
    nguoiXuLy: news.actor,
    chucDanh: news.title ?? "",
    phongBanXuLy: news.department ?? "",
    noiDungXuLy: news.action,
    ngayBatDau: time(receivedAt),
    ngayKetThucTheoQuyDinh: time(legalDue(receivedAt, SAME_DAY).at),
    ngayHenTraTruoc: time(dossier.dueAt),
    ngayHenTraMoi: time(news.newDueAt),
    hanBoSungHoSo: status === SUPPLEMENT ? time(news.supplementBefore ?? supplementEnd(news.at)) : "",
  };
}

/** A holiday that is not certain is not counted off: the citizen is told the earlier day. */
function supplementEnd(at: string): string {
  return `${addWorkingDays(dayOf(at), SUPPLEMENT_DAYS, "working")}T${OFFICE_ENDS}`;
}

/** The register entry with flat addresses. Our own record keeps its values where the receiver refuses gaps. */
function toResult(record: BirthRecord | DeathRecord, day: string, file: string | null): JsonObject {
  const { result } = record;
  const entry = {
    soDangKy: result?.number ?? "",
    quyenSo: result?.bookNumber ?? "",
    trangSo: result?.pageNumber ?? "",
    maGiayToKetQua: result?.resultDocCode ?? "",
    ngayDangKy: date(result?.registrationDate),
  };
  return record.module === "KS"
    ? { ...birthKeys(record, day, file), ...entry }
    : { ...deathKeys(record, day, file), ...entry };
}

function birthKeys(record: BirthRecord, day: string, file: string | null): JsonObject {
  const { child, declarant, result } = record;
  return {
    soDinhDanh: result?.personalId ?? "",
    ndkksMaTinh: child.birthPlace.provinceCode ?? "",
    ndkksMaHuyen: child.birthPlace.districtCode ?? "",
    ndkksMaXa: record.registeringUnitCode,
    nksHoTen: result?.childName ?? child.fullName,
    nksGioiTinh: String(child.gender),
    nksNgaySinh: date(child.birthDate),
    nksNgaySinhBangChu: child.birthDateInWords,
    nksDanToc: child.ethnicity ?? "",
    nksQueQuan: addressLine(child.homeTown, day),
    nksQuocTich: child.nationality,
    nksNoiSinh: addressLine(child.birthPlace, day),
    nksNoiSinhMaTinh: child.birthPlace.provinceCode ?? "",
    ...parentKeys("me", record.mother, day),
    ...parentKeys("cha", record.father, day),
    nycHoTen: result?.declarantName ?? declarant.fullName,
    nycQuanHe: RELATION_TEXT[declarant.relation],
    nycSoGiayTo: declarant.identity.number,
    giayKhaiSinh: file ?? "",
  };
}

/** The receiver refuses an empty address and residence kind 0, so the words and 1 go instead. */
function parentKeys(prefix: "me" | "cha", parent: Parent | null, day: string): JsonObject {
  return {
    [`${prefix}HoTen`]: parent?.fullName ?? "",
    [`${prefix}NgaySinh`]: date(parent?.birthDate),
    [`${prefix}DanToc`]: parent?.ethnicity ?? "",
    [`${prefix}QuocTich`]: parent?.nationality ?? "",
    [`${prefix}LoaiCuTru`]: knownResidence(parent?.residenceKind),
    [`${prefix}NoiCuTru`]: parent?.residence == null ? UNKNOWN_PLACE : addressLine(parent.residence, day),
    [`${prefix}SoGiayTo`]: parent?.identity?.number ?? "",
  };
}

/** `…LoaiCuTru` where 0, nothing known, is refused. Kind 3, where the person now lives, is none of the receiver's. */
function knownResidence(kind: number | undefined): number {
  return kind === 2 ? 2 : 1;
}

function deathKeys(
  { deceased, deathNotice, declarant, result }: DeathRecord,
  day: string,
  file: string | null,
): JsonObject {
  return {
    nktHoTen: result?.deceasedName ?? deceased.fullName,
    nktGioiTinh: String(deceased.gender),
    nktNgaySinh: date(deceased.birthDate),
    nktDanToc: deceased.ethnicity ?? "",
    nktQuocTich: deceased.nationality,
    nktLoaiCuTru: deceased.residenceKind,
    nktNoiCuTru: deceased.residence === null ? UNKNOWN_PLACE : addressLine(deceased.residence, day),
    nktSoGiayTo: deceased.identity?.number ?? "",
    nktNgayChet: date(result?.deathDate ?? deceased.deathDate),
    nktNoiChet: addressLine(deceased.deathPlace, day),
    nktNguyenNhanChet: deceased.deathCause ?? "",
    giayBaoTuLoai: result?.deathNoticeKind ?? String(deathNotice.type),
    giayBaoTuSo: result?.deathNoticeNumber ?? deathNotice.number ?? "",
    nycHoTen: declarant.fullName,
    nycSoGiayTo: declarant.identity.number,
    nycQuanHe: RELATION_TEXT[declarant.relation],
    giayKhaiTu: file ?? "",
  };
}
