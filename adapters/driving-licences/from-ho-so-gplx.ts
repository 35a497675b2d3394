import { REASON_TEXT, REQUEST_KINDS, type Reason, type RequestKind } from "./enums.ts";
import type { HoSoGplx } from "./ho-so-gplx.ts";
import { classLists, schemeGivenOn, type ClassScheme } from "./licence-classes.ts";
import { fromUnitCode } from "./residence-codes.ts";

/** A place as the licence system keeps it: one line of text and the codes. */
interface ReadPlace {
  readonly line: string;
  readonly codes: {
    readonly provinceCode: string;
    readonly districtCode: string | null;
    readonly communeCode: string;
  } | null;
}

/**
 * Reads an element, as a one-stop system gets it from `DanhSachHoSo`. Null is what the element leaves empty; a kind or
 * reason in words of its own stays text, with a null code. The element carries less than the record: no classes asked
 * for, no health certificate, no phone.
 */
export function fromHoSoGplx(element: HoSoGplx) {
  return {
    dossierCode: element.maHoSo,
    receivedOn: orNull(element.ngayNhanHoSo),
    dueOn: orNull(element.ngayHenTraGplx),
    receivingUnitCode: element.maDonVi,
    requestKind: REQUEST_KINDS.find((kind): kind is RequestKind => kind === element.loaiHoSo) ?? null,
    reasonCode: reasonIn(element.lyDoDoiGplx),
    reasonText: orNull(element.lyDoDoiGplx),
    fullName: element.hoTen,
    gender: Number(element.gioiTinh),
    birthDate: orNull(element.ngaySinh),
    nationality: element.quocTich,
    identity: {
      number: element.soCmnd,
      issueDate: orNull(element.ngayCapCmnd),
      issuePlace: orNull(element.noiCapCmnd),
    },
    oldIdentityNumber: orNull(element.soCmndCu),
    residence: place(element.noiCuTru, element.dvhcNoiCuTru),
    permanentResidence: place(element.noiThuongTru, element.dvhcNoiThuongTru),
    photo: orNull(element.anhChanDung),
    training: {
      school: orNull(element.noiHocLaiXe),
      year: numberOrNull(element.namHocLaiXe),
      className: orNull(element.hangDaoTao),
      yearsDriving: numberOrNull(element.soNamLaiXe),
      safeKilometres: numberOrNull(element.soKmLxAnToan),
    },
    licences: element.gplxDaCap.map((licence) => ({
      number: orNull(licence.sogplx),
      serial: orNull(licence.soserigplx),
      issuer: licence.noicapgplx,
      issuedOn: orNull(licence.ngaycapgplx),
      expiresOn: orNull(licence.ngayhethangplx),
      passedOn: orNull(licence.ngaytrungtuyen),
      ...classIn(licence),
    })),
    papers: element.hoSoDinhKem.map((paper) => ({
      kind: paper.magiayto,
      title: paper.tengiayto,
      file: orNull(paper.filedinhkem),
    })),
  };
}

const orNull = (value: string): string | null => (value === "" ? null : value);
const numberOrNull = (value: string): number | null => (/^\d+$/.test(value) ? Number(value) : null);

function reasonIn(words: string): Reason | null {
  const codes = Object.keys(REASON_TEXT) as readonly Reason[];
  return codes.find((code) => REASON_TEXT[code] === words) ?? null;
}

function place(line: string, code: string): ReadPlace | null {
  return line === "" && code === "" ? null : { line, codes: fromUnitCode(code) };
}

/** The letters on a card mean different things before and after 2025: the date of issue decides. */
function classIn(licence: HoSoGplx["gplxDaCap"][number]): {
  readonly class: string;
  readonly scheme: ClassScheme | null;
} {
  const letters = licence.hanggplxgplx;
  if (licence.ngaycapgplx === "") return { class: letters, scheme: null };
  const scheme = schemeGivenOn(licence.ngaycapgplx);
  const own = classLists
    .find((list) => list.scheme === scheme)
    ?.items.find((item) => item.native === letters || item.code === letters);
  return own === undefined ? { class: letters, scheme: null } : { class: own.code, scheme };
}
