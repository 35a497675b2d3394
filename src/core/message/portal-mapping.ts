import { toPortalTime } from "#schemas/common/timestamp.ts";
import type { PortalDossier } from "#schemas/portal/dossier-sync.ts";
import type { ProgressEntry } from "#schemas/portal/progress-update.ts";
import type { Dossier, Fee, Paper, ProgressLine } from "../dossier/pushed-dossier.ts";

/** How a procedure is named to the portal: the sector's list, or what the sender gave. */
export interface ProcedureNames {
  readonly name: string;
  readonly fieldCode: string;
  readonly fieldName: string;
}

const CHANNEL = { direct: "1", online: "2", postal: "3" } as const;
const RETURN_METHOD = { direct: "0", postal: "1" } as const;
const FILED_AT = { "national-portal": "1", local: "2" } as const;
const APPLICANT_TYPE = { citizen: "1", business: "2", "state-agency": "3", organisation: "4" } as const;
const REUSED = { no: "0", component: "1", result: "2" } as const;

/**
 * `LoaiDinhDanh` of the portal. Only these two codes were ever seen in use; a passport or tax code is therefore not
 * put into `DinhDanhCHS` (it still travels in `SoGiayToChuHoSo`) rather than filed under a code that means another paper.
 */
const IDENTITY_TYPE: Partial<Record<Dossier["applicant"]["identifiers"][number]["type"], string>> = {
  cccd: "1",
  cmnd: "2",
};

/** The portal writes a missing date as an empty string. */
const time = (at: string | null): string => (at === null ? "" : toPortalTime(at));
const flag = (yes: boolean): "0" | "1" => (yes ? "1" : "0");
const yesNo = (yes: boolean): "True" | "False" => (yes ? "True" : "False");

/**
 * The whole dossier in the portal's words (`DongBoHoSoMC`, core fields of 2020 and extension fields of 2022).
 * Every field is present; what is not known is the empty string or list, never a filler value.
 */
export function toPortalDossier(dossier: Dossier, procedure: ProcedureNames): PortalDossier {
  const { applicant } = dossier;
  return {
    MaHoSo: dossier.dossierCode,
    MaTTHC: dossier.procedureCode,
    TenTTHC: procedure.name,
    MaLinhVuc: procedure.fieldCode,
    TenLinhVuc: procedure.fieldName,
    SoBienNhan: dossier.receiptNumber ?? "",
    KenhThucHien: CHANNEL[dossier.channel],
    SoGiayToChuHoSo: applicant.identifiers[0]?.number ?? "",
    ChuHoSo: applicant.name,
    LoaiDoiTuong: APPLICANT_TYPE[applicant.type],
    // The account id only means something for a dossier filed online; one-stop clients send none for the others.
    MaDoiTuong: dossier.channel === "online" ? (applicant.portalAccountId ?? "") : "",
    ThongTinKhac: "",
    Email: applicant.email ?? "",
    Fax: applicant.fax ?? "",
    SoDienThoai: applicant.phone ?? "",
    TrichYeuHoSo: dossier.summary,
    NgayTiepNhan: time(dossier.receivedAt),
    NgayHenTra: time(dossier.dueAt),
    TrangThaiHoSo: String(dossier.status),
    NgayTra: time(dossier.returnedAt),
    ThongTinTra: "",
    HinhThuc: RETURN_METHOD[dossier.returnMethod],
    NgayKetThucXuLy: time(dossier.completedAt),
    DonViXuLy: dossier.agencyName,
    GhiChu: dossier.note ?? "",
    TaiLieuNop: dossier.attachments.map(toPortalPaper),
    DanhSachLePhi: dossier.fees.map(toPortalFee),
    DanhSachTepDinhKemKhac: dossier.otherPapers.map((paper) => ({
      TenGiayTo: paper.name,
      SoLuong: String(paper.quantity),
      LoaiGiayTo: String(paper.kind),
    })),
    DanhSachHoSoBoSung: dossier.supplements.map((supplement) => ({
      HoSoBoSungId: String(supplement.id),
      NguoiYeuCauBoSung: supplement.requestedBy,
      NoiDungBoSung: supplement.content,
      NgayBoSung: time(supplement.requestedAt),
      NguoiTiepNhanBoSung: supplement.receivedBy ?? "",
      ThongTinTiepNhan: supplement.receivedNote ?? "",
      NgayTiepNhanBoSung: time(supplement.receivedAt),
      TrangThaiBoSung: yesNo(supplement.completed),
      DanhSachGiayToBoSung: supplement.papers.map(toPortalPaper),
      DanhSachLePhiBoSung: supplement.fees.map(toPortalFee),
      NgayHenTraTruoc: time(supplement.dueBefore),
      NgayHenTraMoi: time(supplement.dueAfter),
    })),
    DanhSachGiayToKetQua: dossier.results.map((result) => ({
      TenGiayTo: result.name,
      MaThanhPhanHoSo: result.componentCode ?? "",
      GiayToId: result.id,
      DuongDanTepTinKetQua: result.url,
      MaGiayToKetQua: result.resultCode ?? "",
    })),
    NoiNopHoSo: FILED_AT[dossier.submittedVia],
    HoSoCoThanhPhanSoHoa: flag(dossier.attachments.some((paper) => paper.digitised)),
    TaiKhoanDuocXacThucVoiVNeID: flag(applicant.identityVerified),
    DuocThanhToanTrucTuyen: onlinePayment(dossier.fees),
    NgayTuChoi: time(dossier.rejectedAt),
    DinhDanhCHS: applicant.identifiers.flatMap(({ type, number }) => {
      const code = IDENTITY_TYPE[type];
      return code === undefined ? [] : [{ LoaiDinhDanh: code, SoDinhDanh: number }];
    }),
    NgayNopHoSo: time(dossier.submittedAt ?? dossier.receivedAt),
    DSKetNoiCSDL: dossier.connectedDatabases.map((code) => ({ MaCSDL: code })),
  };
}

/** One line of the processing log in the portal's words (`CapNhatTienDoHoSoMC`). */
export function toPortalProgress(dossierCode: string, line: ProgressLine): ProgressEntry {
  return {
    MaHoSo: dossierCode,
    NguoiXuLy: line.actor,
    ChucDanh: line.title ?? "",
    ThoiDiemXuLy: toPortalTime(line.at),
    PhongBanXuLy: line.department ?? "",
    NoiDungXuLy: line.note,
    TrangThai: String(line.status),
    NgayBatDau: time(line.startedAt),
    NgayKetThucTheoQuyDinh: time(line.dueAt),
  };
}

function toPortalPaper(paper: Paper): PortalDossier["TaiLieuNop"][number] {
  return {
    TepDinhKemId: paper.id,
    TenTepDinhKem: paper.name,
    IsDeleted: yesNo(paper.deleted),
    MaThanhPhanHoSo: paper.componentCode ?? "",
    DuongDanTaiTepTin: paper.url,
    DuocSoHoa: flag(paper.digitised),
    DuocTaiSuDung: REUSED[paper.reused],
    DuocLayTuKhoDMQG: flag(paper.fromNationalStore),
    MaKetQuaThayThe: paper.replacementResultCode ?? "",
  };
}

function toPortalFee(fee: Fee): PortalDossier["DanhSachLePhi"][number] {
  return {
    TenPhiLePhi: fee.name,
    MaPhiLePhi: fee.code,
    HinhThucThu: String(fee.collection),
    Gia: String(fee.amount),
    LoaiPhiLePhi: String(fee.kind),
  };
}

/** `DuocThanhToanTrucTuyen`: 1 on the national portal, 2 through the ministry's or province's gateway, 0 otherwise. */
function onlinePayment(fees: readonly Fee[]): "0" | "1" | "2" {
  const paidVia = fees.filter((fee) => fee.paid && fee.amount > 0).map((fee) => fee.paidVia);
  if (paidVia.includes("national-portal")) return "1";
  return paidVia.includes("local-gateway") ? "2" : "0";
}
