import { toPortalDossier } from "#core/message/portal-mapping.ts";
import { describe, expect, it } from "vitest";
import { dossier, NAMES } from "../push.ts";

const FILE = "https://mot-cua.example.vn/tai-tep/7f0c2f4e";
const TIME = "2026-05-18T08:30:15+07:00";

/** What one push becomes. */
function sent(changes: Readonly<Record<string, unknown>>) {
  return toPortalDossier(dossier(changes), NAMES);
}

const paper = { id: "884512", name: "Giấy chứng sinh.pdf", url: FILE };
const fee = { name: "Lệ phí hộ tịch", code: "LP001", collection: 1, amount: 8000, kind: 1, paid: true };

describe("lists of a dossier", () => {
  it("writes every field of a submitted paper", () => {
    const attachments = [
      { ...paper, deleted: true, reused: "component", fromNationalStore: true, replacementResultCode: "KQ.G15.000031" },
      { ...paper, reused: "result", content: "SGVsbG8=" },
    ];
    expect(sent({ attachments }).TaiLieuNop).toEqual([
      {
        TepDinhKemId: "884512",
        TenTepDinhKem: "Giấy chứng sinh.pdf",
        IsDeleted: "True",
        MaThanhPhanHoSo: "",
        DuongDanTaiTepTin: FILE,
        DuocSoHoa: "0",
        DuocTaiSuDung: "1",
        DuocLayTuKhoDMQG: "1",
        MaKetQuaThayThe: "KQ.G15.000031",
      },
      {
        TepDinhKemId: "884512",
        TenTepDinhKem: "Giấy chứng sinh.pdf",
        IsDeleted: "False",
        MaThanhPhanHoSo: "",
        DuongDanTaiTepTin: FILE,
        DuocSoHoa: "0",
        DuocTaiSuDung: "2",
        DuocLayTuKhoDMQG: "0",
        MaKetQuaThayThe: "",
      },
    ]);
  });

  it("says that a dossier has digitised papers when one of them is", () => {
    expect(sent({ attachments: [paper, paper] }).HoSoCoThanhPhanSoHoa).toBe("0");
    expect(sent({ attachments: [paper, { ...paper, digitised: true }] }).HoSoCoThanhPhanSoHoa).toBe("1");
  });

  it.each([
    ["nothing to pay", [], "0"],
    ["not paid", [{ ...fee, paid: false, paidVia: "national-portal" }], "0"],
    ["paid at the counter", [{ ...fee, paidVia: "counter" }], "0"],
    ["paid, nobody knows where", [fee], "0"],
    ["nothing was due", [{ ...fee, amount: 0, paidVia: "national-portal" }], "0"],
    ["on the portal", [{ ...fee, paidVia: "national-portal" }], "1"],
    ["at the province's gateway", [{ ...fee, paidVia: "local-gateway" }], "2"],
    [
      "partly on the portal",
      [
        { ...fee, paidVia: "local-gateway" },
        { ...fee, paidVia: "national-portal" },
      ],
      "1",
    ],
    [
      "partly at the counter",
      [
        { ...fee, paidVia: "counter" },
        { ...fee, paidVia: "local-gateway" },
      ],
      "2",
    ],
  ])("paid online: %s", (_, fees, value) => {
    expect(sent({ fees }).DuocThanhToanTrucTuyen).toBe(value);
  });

  it("writes every field of the other lists", () => {
    const { DanhSachHoSoBoSung, DanhSachGiayToKetQua, DanhSachTepDinhKemKhac, DSKetNoiCSDL } = sent({
      otherPapers: [{ name: "Bản sao", quantity: 2, kind: 1 }],
      results: [
        { id: "990017", name: "Giấy khai sinh.pdf", componentCode: "TP1", resultCode: "KQ.G15.000031", url: FILE },
        { id: "990018", name: "Trích lục.pdf", url: FILE },
      ],
      connectedDatabases: ["1", "7"],
      supplements: [
        { id: 1, requestedBy: "Trần Thị Mẫu", content: "Thiếu\ngiấy", requestedAt: TIME, completed: false },
        {
          id: 2,
          requestedBy: "Trần Thị Mẫu",
          content: "Thiếu ảnh",
          requestedAt: TIME,
          receivedBy: "Lê Văn Mẫu",
          receivedNote: "Đã nộp",
          receivedAt: "2026-05-19T08:00:00+07:00",
          completed: true,
          papers: [paper],
          fees: [fee],
          dueBefore: "2026-05-20T00:00:00+07:00",
          dueAfter: "2026-05-21T00:00:00+07:00",
        },
      ],
    });
    expect(DanhSachTepDinhKemKhac).toEqual([{ TenGiayTo: "Bản sao", SoLuong: "2", LoaiGiayTo: "1" }]);
    expect(DSKetNoiCSDL).toEqual([{ MaCSDL: "1" }, { MaCSDL: "7" }]);
    expect(DanhSachGiayToKetQua).toEqual([
      {
        TenGiayTo: "Giấy khai sinh.pdf",
        MaThanhPhanHoSo: "TP1",
        GiayToId: "990017",
        DuongDanTepTinKetQua: FILE,
        MaGiayToKetQua: "KQ.G15.000031",
      },
      {
        TenGiayTo: "Trích lục.pdf",
        MaThanhPhanHoSo: "",
        GiayToId: "990018",
        DuongDanTepTinKetQua: FILE,
        MaGiayToKetQua: "",
      },
    ]);
    expect(DanhSachHoSoBoSung).toMatchObject([
      {
        HoSoBoSungId: "1",
        NguoiYeuCauBoSung: "Trần Thị Mẫu",
        NoiDungBoSung: "Thiếu\ngiấy",
        NgayBoSung: "20260518083015",
        NguoiTiepNhanBoSung: "",
        ThongTinTiepNhan: "",
        NgayTiepNhanBoSung: "",
        TrangThaiBoSung: "False",
        DanhSachGiayToBoSung: [],
        DanhSachLePhiBoSung: [],
        NgayHenTraTruoc: "",
        NgayHenTraMoi: "",
      },
      {
        HoSoBoSungId: "2",
        NguoiTiepNhanBoSung: "Lê Văn Mẫu",
        ThongTinTiepNhan: "Đã nộp",
        NgayTiepNhanBoSung: "20260519080000",
        TrangThaiBoSung: "True",
        DanhSachGiayToBoSung: [{ TepDinhKemId: "884512" }],
        DanhSachLePhiBoSung: [{ MaPhiLePhi: "LP001", Gia: "8000" }],
        NgayHenTraTruoc: "20260520000000",
        NgayHenTraMoi: "20260521000000",
      },
    ]);
  });
});
