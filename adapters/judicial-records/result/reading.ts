import { parseWith, type Parsed } from "#core/dossier/zod-issues.ts";
import { isDossierStatus, type DossierStatus } from "#schemas/codes/dossier-statuses.ts";
import { certificate, type Certificate } from "../certificate.ts";
import { fromSlashed } from "../native-dates.ts";
import { resultAnswer, type NativeBan, type NativeJudgment, type NativeResult } from "./form.ts";

/** One dossier's state at the ministry. */
export interface MinistryResult {
  readonly dossierCode: string;
  /** As the national portal counts; null for anything else. */
  readonly status: DossierStatus | null;
  readonly certificate: Certificate | null;
}

/**
 * Reads the ministry's answer to a question for results: the reverse of `toResult` for everything `ketQuaXuLy` carries.
 * The identity block is printed inside the PDF and stays null.
 *
 * @returns issues point to the answer, or to the certificate it would have become. They never quote what it says.
 */
export function fromResultAnswer(answer: unknown): Parsed<readonly MinistryResult[]> {
  const native = parseWith(resultAnswer, answer);
  if (!native.ok) return native;
  const read = (native.value.value ?? []).map(({ maHoSoMCDT, trangThaiXuLy, ketQuaXuLy }, index) => {
    const sheet = ketQuaXuLy == null ? null : parseWith(certificate, toCertificate(ketQuaXuLy), ["value", index]);
    return { dossierCode: maHoSoMCDT, status: portalStatus(trangThaiXuLy), sheet };
  });
  const issues = read.flatMap(({ sheet }) => (sheet === null || sheet.ok ? [] : sheet.issues));
  if (issues.length > 0) return { ok: false, issues };
  return {
    ok: true,
    value: read.map(({ dossierCode, status, sheet }) => ({
      dossierCode,
      status,
      certificate: sheet?.ok === true ? sheet.value : null,
    })),
  };
}

function portalStatus(text: string): DossierStatus | null {
  const status = /^[1-9]\d*$/.test(text) ? Number(text) : null;
  return isDossierStatus(status) ? status : null;
}

function toCertificate(native: NativeResult): unknown {
  return {
    number: native.soPhieuLLTP,
    issueDate: date(native.ngayCapPhieu),
    certificateType: Number(native.loaiPhieu),
    criminalStatus: { code: Number(native.tinhTrangAnTich), text: native.tenTinhTrangAnTich },
    banStatus:
      native.thongTinCDNCV === ""
        ? null
        : { requested: true, code: Number(native.thongTinCDNCV), text: native.tenThongTinCDNCV },
    convictions: (native.thongTinAn ?? []).map(toConviction),
    bans: (native.dsCDNCV ?? []).map(toBan),
    preparedBy: native.nguoiLapPhieu,
    signer: native.nguoiKy,
    signerTitle: native.chucVu,
    fileContent: orNull(native.phieuLLTP),
  };
}

function toConviction(native: NativeJudgment): unknown {
  return {
    judgmentNumber: native.soBanAn,
    judgmentDate: date(native.ngayBanAn),
    courtCode: orNull(native.toaDaTuyen),
    courtName: native.tenToaDaTuyen,
    offences: (native.dsToiDanh ?? []).map(({ toiDanh, tenToiDanh }) => ({ code: toiDanh, name: tenToiDanh })),
    mainPenalties: (native.dsHinhPhatChinh ?? []).map((penalty) => ({
      code: penalty.maHinhPhat,
      name: penalty.tenHinhPhat,
      note: orNull(penalty.ghiChu),
    })),
    additionalPenalties: (native.dsHinhPhatBoSung ?? []).map((penalty) => ({
      code: penalty.maHinhPhat,
      name: penalty.tenHinhPhat,
      note: orNull(penalty.noiDungHinhPhatBoSung),
    })),
    lawProvision: orNull(native.dieuKhoan),
    civilObligation: orNull(native.nghiaVuDanSu),
    courtFee: orNull(native.anPhi),
    executionStatus: orNull(native.tinhTrangThiHanh),
    servedDate: date(native.ngayChapHanh),
    expungedDate: date(native.ngayXoaAn),
  };
}

function toBan(native: NativeBan): unknown {
  return {
    decisionNumber: native.soQuyetDinh,
    decisionDate: date(native.ngayQuyetDinh),
    courtName: native.toaAnQD,
    office: native.chucVuCam,
    term: orNull(native.thoiHanCam),
    startDate: date(native.camTuNgay),
  };
}

const orNull = (text: string): string | null => (text === "" ? null : text);
/** A text that is no date goes through as it is, so that the schema refuses it where it stands. */
const date = (native: string): string | null => (native === "" ? null : (fromSlashed(native) ?? native));
