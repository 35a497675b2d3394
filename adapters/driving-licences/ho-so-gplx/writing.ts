import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import { splitName } from "#schemas/common/person-name.ts";
import { REASON_TEXT } from "../enums.ts";
import type { Exchange } from "../exchange-record.ts";
import { broughtClasses } from "../classes/held-classes.ts";
import type { HoSoGplx } from "./element.ts";
import { findClass } from "../classes/licence-classes.ts";
import { toPlainCapitals } from "./plain-capitals.ts";
import { receivingUnit } from "./receiving-unit.ts";
import { toAddressLine, toUnitCode } from "./residence-codes.ts";

/**
 * The application as the licence system knows it. Names are cut by words (NAME-03); the uncut name goes with them.
 *
 * @param receivedOn,dueOn days `YYYY-MM-DD`: an element without either was read as refused in the client observed.
 */
export function toHoSoGplx(dossier: Dossier, exchange: Exchange, receivedOn: string, dueOn: string): HoSoGplx {
  const { family, middle, given } = splitName(exchange.fullName);
  const licences = toEarlierLicences(exchange);
  return {
    maDangKyCu: "",
    maDangKyDvc: "",
    maHoSo: dossier.dossierCode,
    hoTen: exchange.fullName,
    hoTenIn: toPlainCapitals(exchange.fullName),
    hoDem: [family, middle].filter((part) => part !== "").join(" "),
    ten: given,
    gioiTinh: GENDER[exchange.gender] ?? "3",
    ngaySinh: exchange.birthDate,
    quocTich: exchange.nationality,
    soCmndCu: exchange.oldIdentityNumber ?? "",
    soCmnd: exchange.identity.number,
    noiCapCmnd: exchange.identity.issuePlace ?? "",
    ngayCapCmnd: exchange.identity.issueDate ?? "",
    noiCuTru: toAddressLine(exchange.residence),
    dvhcNoiCuTru: toUnitCode(exchange.residence),
    noiThuongTru: toAddressLine(exchange.permanentResidence),
    dvhcNoiThuongTru: toUnitCode(exchange.permanentResidence),
    anhChanDung: fileOf(dossier, exchange.photoAttachmentId)?.content ?? "",
    maDonVi: receivingUnit(exchange, receivedOn) ?? "",
    ngayNhanHoSo: receivedOn,
    nguoiNhanHoSo: "",
    ngayHenTraGplx: dueOn,
    loaiHoSo: exchange.requestKind,
    noiHocLaiXe: exchange.training?.school ?? "",
    namHocLaiXe: number(exchange.training?.year),
    hangDaoTao: trainedFor(exchange),
    soNamLaiXe: number(exchange.training?.yearsDriving ?? yearsSincePassing(licences, receivedOn)),
    soKmLxAnToan: number(exchange.training?.safeKilometres),
    lyDoDoiGplx: exchange.reasonText ?? REASON_TEXT[exchange.reasonCode],
    mucDichDoiGplx: "",
    maDonViVpdk: "",
    gplxDaCap: licences,
    hoSoDinhKem: toPapers(dossier, exchange),
  };
}

/** `gioiTinh`: 1 nam was seen; 2 nữ and 3 follow the other state systems. */
const GENDER: Readonly<Record<number, HoSoGplx["gioiTinh"]>> = { 1: "1", 2: "2", 3: "3" };

const number = (value: number | null | undefined): string => (value == null ? "" : String(value));

function toEarlierLicences(exchange: Exchange): HoSoGplx["gplxDaCap"] {
  if (exchange.requestKind === "DOI" || exchange.requestKind === "CAP_LAI") {
    return broughtClasses(exchange).map(({ licence, held, ...rest }) => ({
      ...ofLicence(licence),
      ngayhethangplx: rest.expiresOn ?? "",
      hanggplxgplx: findClass(held.scheme, held.code)?.native ?? held.code,
      ngaytrungtuyen: rest.passedOn,
    }));
  }
  const licence = exchange.currentLicence;
  return licence.classes.map((held) => ({
    ...ofLicence(licence),
    ngayhethangplx: held.expiresOn ?? "",
    hanggplxgplx: held.class,
    ngaytrungtuyen: held.passedOn ?? "",
  }));
}

function ofLicence(licence: {
  readonly number: string | null;
  readonly serial: string | null;
  readonly issuer: string;
  readonly issuedOn: string;
}) {
  return {
    sogplx: licence.number ?? "",
    soserigplx: licence.serial ?? "",
    noicapgplx: licence.issuer,
    ngaycapgplx: licence.issuedOn,
  };
}

/** The class trained for, where the form leaves it out: the only class of the licence, and never guessed among several. */
function trainedFor(exchange: Exchange): string {
  const { training } = exchange;
  if (training === null) return "";
  const classes = broughtClasses(exchange).map(({ held }) => findClass(held.scheme, held.code)?.native);
  return training.className ?? (classes.length === 1 ? (classes[0] ?? "") : "");
}

/** Calendar years since the first class was passed; nothing when that is not known or lies ahead. */
function yearsSincePassing(licences: HoSoGplx["gplxDaCap"], receivedOn: string): number | null {
  const years = licences.flatMap(({ ngaytrungtuyen: day }) => (day === "" ? [] : [Number(day.slice(0, 4))]));
  if (years.length === 0) return null;
  const since = Number(receivedOn.slice(0, 4)) - Math.min(...years);
  return since >= 0 ? since : null;
}

function fileOf(dossier: Dossier, id: string | null) {
  return dossier.attachments.find((paper) => paper.id === id && !paper.deleted);
}

/** The chosen papers: their content where it was pushed, else the address it can be fetched from. */
function toPapers(dossier: Dossier, exchange: Exchange): HoSoGplx["hoSoDinhKem"] {
  return exchange.documents.flatMap(({ attachmentId, kind, title }) => {
    const file = fileOf(dossier, attachmentId);
    if (file === undefined) return [];
    return [{ magiayto: kind, tengiayto: title, filedinhkem: file.content ?? file.url }];
  });
}
