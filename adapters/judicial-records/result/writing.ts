import type { JsonObject } from "#core/message/message.ts";
import type { Ban, Certificate, Conviction, Revocation } from "../certificate.ts";
import { toSlashed } from "../native-dates.ts";

/** A certificate as `ketQuaXuLy`; a revocation travels in it as the file of the decision. */
export function toResult(certificate: Certificate, revocation: Revocation | null): JsonObject {
  const { criminalStatus, banStatus } = certificate;
  return {
    soPhieuLLTP: certificate.number,
    ngayCapPhieu: toSlashed(certificate.issueDate),
    loaiPhieu: certificate.certificateType,
    nguoiLapPhieu: certificate.preparedBy,
    nguoiKy: certificate.signer,
    chucVu: certificate.signerTitle,
    tinhTrangAnTich: String(criminalStatus.code),
    tenTinhTrangAnTich: criminalStatus.text,
    thongTinCDNCV: banStatus === null ? "" : String(banStatus.code),
    tenThongTinCDNCV: banStatus?.text ?? "",
    thongTinAn: certificate.convictions.map(toJudgment),
    dsCDNCV: certificate.bans.map(toBan),
    phieuLLTP: certificate.fileContent ?? "",
    quyetDinhThuHoi: revocation === null ? null : (revocation.fileContent ?? ""),
  };
}

function toJudgment(conviction: Conviction): JsonObject {
  return {
    soBanAn: conviction.judgmentNumber,
    ngayBanAn: date(conviction.judgmentDate),
    toaDaTuyen: conviction.courtCode ?? "",
    tenToaDaTuyen: conviction.courtName,
    dsToiDanh: conviction.offences.map(({ code, name }) => ({ toiDanh: code, tenToiDanh: name })),
    dsHinhPhatChinh: conviction.mainPenalties.map(({ code, name, note }) => ({
      maHinhPhat: code,
      tenHinhPhat: name,
      ghiChu: note ?? "",
    })),
    dsHinhPhatBoSung: conviction.additionalPenalties.map(({ code, name, note }) => ({
      maHinhPhat: code,
      tenHinhPhat: name,
      noiDungHinhPhatBoSung: note ?? "",
    })),
    ngayChapHanh: date(conviction.servedDate),
    ngayXoaAn: date(conviction.expungedDate),
    dieuKhoan: conviction.lawProvision ?? "",
    anPhi: conviction.courtFee ?? "",
    nghiaVuDanSu: conviction.civilObligation ?? "",
    tinhTrangThiHanh: conviction.executionStatus ?? "",
  };
}

function toBan(ban: Ban): JsonObject {
  return {
    soQuyetDinh: ban.decisionNumber,
    ngayQuyetDinh: date(ban.decisionDate),
    toaAnQD: ban.courtName,
    chucVuCam: ban.office,
    thoiHanCam: ban.term ?? "",
    camTuNgay: date(ban.startDate),
  };
}

const date = (partial: string | null): string => (partial === null ? "" : toSlashed(partial));
