import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import { toPortalDossier, toPortalProgress } from "#core/message/portal-mapping.ts";
import { portalDossier } from "#schemas/portal/dossier-sync.ts";
import { describe, expect, it } from "vitest";
import { dossier, NAMES, progressLine } from "../push.ts";

const FILE = "https://mot-cua.example.vn/tai-tep/7f0c2f4e";
const TIME = "2026-05-18T08:30:15+07:00";

/** What one push becomes. */
function sent(changes: Readonly<Record<string, unknown>> = {}) {
  return toPortalDossier(dossier(changes), NAMES);
}

/** What a push with this applicant becomes. */
function sentFor(applicant: Readonly<Record<string, unknown>>, changes: Readonly<Record<string, unknown>> = {}) {
  return sent({ applicant: { type: "citizen", name: "Nguyễn Văn Mẫu", ...applicant }, ...changes });
}

const paper = { id: "884512", name: "Giấy chứng sinh.pdf", url: FILE };
const fee = { name: "Lệ phí hộ tịch", code: "LP001", collection: 1, amount: 8000, kind: 1, paid: true };

describe("toPortalDossier", () => {
  it("writes a whole dossier as one-stop software sends it to the portal", () => {
    const pushed = {
      channel: "online",
      submittedVia: "national-portal",
      applicant: {
        type: "citizen",
        name: "Nguyễn Văn Mẫu",
        identifiers: [{ type: "cccd", number: "001099012345" }],
        portalAccountId: "11111111-2222-4333-8444-555555555555",
        identityVerified: true,
        email: "mau@example.vn",
        phone: "0912345678",
      },
      submittedAt: "2026-05-18T08:12:00+07:00",
      attachments: [{ ...paper, componentCode: "000.00.00.G15-KQ001234", digitised: true }],
      fees: [{ ...fee, paidVia: "national-portal" }],
      connectedDatabases: ["1"],
      completedAt: null,
      returnedAt: null,
      rejectedAt: null,
    };
    expect(sent(pushed)).toEqual({
      MaHoSo: "H26.107-260518-0123",
      MaTTHC: "1.001193",
      TenTTHC: "Thủ tục đăng ký khai sinh",
      MaLinhVuc: "G15-HT06",
      TenLinhVuc: "Hộ tịch",
      SoBienNhan: "",
      KenhThucHien: "2",
      SoGiayToChuHoSo: "001099012345",
      ChuHoSo: "Nguyễn Văn Mẫu",
      LoaiDoiTuong: "1",
      MaDoiTuong: "11111111-2222-4333-8444-555555555555",
      ThongTinKhac: "",
      Email: "mau@example.vn",
      Fax: "",
      SoDienThoai: "0912345678",
      TrichYeuHoSo: "Đăng ký khai sinh cho Nguyễn Minh Mẫu",
      NgayTiepNhan: "20260518083015",
      NgayHenTra: "20260518170000",
      TrangThaiHoSo: "2",
      NgayTra: "",
      ThongTinTra: "",
      HinhThuc: "0",
      NgayKetThucXuLy: "",
      DonViXuLy: "UBND phường Mẫu",
      GhiChu: "",
      TaiLieuNop: [
        {
          TepDinhKemId: "884512",
          TenTepDinhKem: "Giấy chứng sinh.pdf",
          IsDeleted: "False",
          MaThanhPhanHoSo: "000.00.00.G15-KQ001234",
          DuongDanTaiTepTin: FILE,
          DuocSoHoa: "1",
          DuocTaiSuDung: "0",
          DuocLayTuKhoDMQG: "0",
          MaKetQuaThayThe: "",
        },
      ],
      DanhSachLePhi: [
        { TenPhiLePhi: "Lệ phí hộ tịch", MaPhiLePhi: "LP001", HinhThucThu: "1", Gia: "8000", LoaiPhiLePhi: "1" },
      ],
      DanhSachTepDinhKemKhac: [],
      DanhSachHoSoBoSung: [],
      DanhSachGiayToKetQua: [],
      NoiNopHoSo: "1",
      HoSoCoThanhPhanSoHoa: "1",
      TaiKhoanDuocXacThucVoiVNeID: "1",
      DuocThanhToanTrucTuyen: "1",
      NgayTuChoi: "",
      DinhDanhCHS: [{ LoaiDinhDanh: "1", SoDinhDanh: "001099012345" }],
      NgayNopHoSo: "20260518081200",
      DSKetNoiCSDL: [{ MaCSDL: "1" }],
    });
  });

  it("leaves empty what is not known, and invents nothing", () => {
    const { MaHoSo, MaTTHC, TenTTHC, MaLinhVuc, TenLinhVuc, ChuHoSo, TrichYeuHoSo, DonViXuLy, ...rest } = sent({
      status: 1,
      channel: "direct",
      receivedAt: null,
      dueAt: null,
    });
    expect(Object.entries(rest).filter(([, value]) => value !== "" && (value as unknown[]).length > 0)).toEqual([
      ["KenhThucHien", "1"],
      ["LoaiDoiTuong", "1"],
      ["TrangThaiHoSo", "1"],
      ["HinhThuc", "0"],
      ["NoiNopHoSo", "2"],
      ["HoSoCoThanhPhanSoHoa", "0"],
      ["TaiKhoanDuocXacThucVoiVNeID", "0"],
      ["DuocThanhToanTrucTuyen", "0"],
    ]);
    expect(Object.keys(rest).length + 8).toBe(Object.keys(portalDossier.shape).length);
  });

  it.each<[string, Record<string, unknown>, keyof ReturnType<typeof sent>, string]>([
    ["procedureCode with its suffix", { procedureCode: "1.001193.H26" }, "MaTTHC", "1.001193.H26"],
    ["channel direct", { channel: "direct" }, "KenhThucHien", "1"],
    ["channel online", { channel: "online" }, "KenhThucHien", "2"],
    ["channel postal", { channel: "postal" }, "KenhThucHien", "3"],
    ["returnMethod direct", { returnMethod: "direct" }, "HinhThuc", "0"],
    ["returnMethod postal", { returnMethod: "postal" }, "HinhThuc", "1"],
    ["submittedVia national-portal", { submittedVia: "national-portal" }, "NoiNopHoSo", "1"],
    ["submittedVia local", { submittedVia: "local" }, "NoiNopHoSo", "2"],
    ["status", { status: 10 }, "TrangThaiHoSo", "10"],
    ["agencyName", { agencyName: "Sở Mẫu" }, "DonViXuLy", "Sở Mẫu"],
    ["summary", { summary: "Trích yếu" }, "TrichYeuHoSo", "Trích yếu"],
    ["receiptNumber", { receiptNumber: "BN-1" }, "SoBienNhan", "BN-1"],
    ["note", { note: "Dòng 1\nDòng 2" }, "GhiChu", "Dòng 1\nDòng 2"],
    ["receivedAt", { receivedAt: "2026-05-18T17:30:00Z" }, "NgayTiepNhan", "20260519003000"],
    ["dueAt", { dueAt: "2026-06-01T17:00:00+07:00" }, "NgayHenTra", "20260601170000"],
    ["completedAt", { completedAt: "2026-05-19T01:02:03+07:00" }, "NgayKetThucXuLy", "20260519010203"],
    ["returnedAt", { returnedAt: "2026-05-19T04:05:06+07:00" }, "NgayTra", "20260519040506"],
    ["rejectedAt", { rejectedAt: "2026-05-19T07:08:09+07:00" }, "NgayTuChoi", "20260519070809"],
    ["submittedAt", { submittedAt: "2026-05-17T07:08:09+07:00" }, "NgayNopHoSo", "20260517070809"],
    ["no submittedAt: the receipt counts", { submittedAt: null }, "NgayNopHoSo", "20260518083015"],
  ])("%s", (_, changes, field, value) => {
    expect(sent(changes)[field]).toBe(value);
  });

  it.each<[string, Record<string, unknown>, keyof ReturnType<typeof sent>, string]>([
    ["a citizen", { type: "citizen" }, "LoaiDoiTuong", "1"],
    ["a business", { type: "business" }, "LoaiDoiTuong", "2"],
    ["a state agency", { type: "state-agency" }, "LoaiDoiTuong", "3"],
    ["an organisation", { type: "organisation" }, "LoaiDoiTuong", "4"],
    ["name", { name: "Trần Thị Mẫu" }, "ChuHoSo", "Trần Thị Mẫu"],
    ["email", { email: "Mau@EXAMPLE.vn" }, "Email", "Mau@example.vn"],
    ["phone", { phone: "+84 912 345 678" }, "SoDienThoai", "0912345678"],
    ["fax", { fax: "024 3825 1234" }, "Fax", "02438251234"],
    ["verified account", { identityVerified: true }, "TaiKhoanDuocXacThucVoiVNeID", "1"],
    ["main paper", { identifiers: [{ type: "passport", number: "b1234567" }] }, "SoGiayToChuHoSo", "B1234567"],
  ])("applicant: %s", (_, applicant, field, value) => {
    expect(sentFor(applicant)[field]).toBe(value);
  });

  it("gives the account only of who filed online", () => {
    const applicant = { portalAccountId: "11111111-2222-4333-8444-555555555555" };
    expect(sentFor(applicant, { channel: "online" }).MaDoiTuong).toBe(applicant.portalAccountId);
    expect(sentFor(applicant, { channel: "direct" }).MaDoiTuong).toBe("");
    expect(sentFor({}, { channel: "online" }).MaDoiTuong).toBe("");
  });

  it("lists only identity papers that the portal has a code for", () => {
    const identifiers = [
      { type: "tax-code", number: "0100109106" },
      { type: "cmnd", number: "012345678" },
      { type: "passport", number: "B1234567" },
      { type: "cccd", number: "001099012345" },
      { type: "other", number: "GT-1" },
    ];
    const { DinhDanhCHS, SoGiayToChuHoSo } = sentFor({ identifiers });
    expect(DinhDanhCHS).toEqual([
      { LoaiDinhDanh: "2", SoDinhDanh: "012345678" },
      { LoaiDinhDanh: "1", SoDinhDanh: "001099012345" },
    ]);
    expect(SoGiayToChuHoSo).toBe("0100109106");
  });

  it("names the procedure as it is told to", () => {
    const names = { name: "Thủ tục khác", fieldCode: "G00", fieldName: "Lĩnh vực khác" };
    expect(toPortalDossier(dossier(), names)).toMatchObject({
      TenTTHC: "Thủ tục khác",
      MaLinhVuc: "G00",
      TenLinhVuc: "Lĩnh vực khác",
    });
  });
});

describe("toPortalProgress", () => {
  it("writes every field of a line", () => {
    const pushed = progressLine("log-1", TIME, {
      title: "Công chức một cửa",
      department: "Phòng Mẫu",
      status: 4,
      startedAt: "2026-05-18T08:00:00+07:00",
      dueAt: "2026-05-18T10:00:00+07:00",
    });
    const [line] = dossier({ progress: [pushed] }).progress as [Dossier["progress"][number]];
    expect(toPortalProgress("H26.107-260518-0123", line)).toEqual({
      MaHoSo: "H26.107-260518-0123",
      NguoiXuLy: "Trần Thị Mẫu",
      ChucDanh: "Công chức một cửa",
      ThoiDiemXuLy: "20260518083015",
      PhongBanXuLy: "Phòng Mẫu",
      NoiDungXuLy: "Bước log-1",
      TrangThai: "4",
      NgayBatDau: "20260518080000",
      NgayKetThucTheoQuyDinh: "20260518100000",
    });
  });

  it("leaves empty what is not known", () => {
    const [line] = dossier({ progress: [progressLine("log-1", TIME)] }).progress as [Dossier["progress"][number]];
    expect(toPortalProgress("A", line)).toMatchObject({
      ChucDanh: "",
      PhongBanXuLy: "",
      NgayBatDau: "",
      NgayKetThucTheoQuyDinh: "",
    });
  });
});
