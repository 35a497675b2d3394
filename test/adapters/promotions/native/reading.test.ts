import { describe, expect, it } from "vitest";
import { fromAmendmentBody } from "../../../../adapters/promotions/native/amendment.ts";
import { fromNoticeBody } from "../../../../adapters/promotions/native/notice.ts";
import { promotionRecord } from "../../../../adapters/promotions/record.ts";
import { amendment, AMENDMENT_BODY, notice, NOTICE_BODY } from "./bodies.ts";
import { findings, promotionSample } from "../promotion-sample.ts";

const whatIsWrong = (read: ReturnType<typeof fromNoticeBody> | ReturnType<typeof fromAmendmentBody>) =>
  read.ok ? [] : read.issues.map(({ pointer, code }) => `${pointer} ${code}`);

describe("the portal's notice", () => {
  it("is read into the sector's record", () => {
    const { dossierCode, procedureCode, submittedOn, record, form, papers } = notice(NOTICE_BODY);
    expect({ dossierCode, procedureCode, submittedOn }).toEqual({
      dossierCode: "H36.03-261116-0001",
      procedureCode: "2.000033",
      submittedOn: "2026-11-16",
    });
    expect(promotionRecord.parse(record)).toEqual(record);
    const filed = promotionSample("loyalty-notice-from-portal").record;
    if (!("notice" in filed)) throw new Error("no notice");
    const { kind, address, ...trader } = filed.notice.trader;
    expect(record.notice.trader).toMatchObject(trader);
    expect(record.notice.trader.address).toEqual({
      countryCode: "VN",
      scheme: "QD19_2025",
      provinceCode: "68",
      communeCode: "90070",
      detail: "Số 1 đường Mẫu",
    });
    expect(record.notice.program).toMatchObject({
      forms: ["F07"],
      formsText: null,
      from: "2026-11-23",
      to: "2027-01-31",
      totalPrizeValue: 155_000_000,
      prizes: [
        { tier: "Đổi 200 điểm", content: "Bộ ấm chén sứ", unitValue: 350_000, quantity: 300, lineValue: 105_000_000 },
        { tier: "Đổi 50 điểm", content: "Thẻ quà tặng", unitValue: 100_000, quantity: 500, lineValue: 50_000_000 },
      ],
      // The comma is missing before the second value, so the portal's own words are kept too.
      prizesText: NOTICE_BODY.CoCauGiaiThuong,
    });
    expect(record.notice.coTraders).toEqual([
      { name: "HỢP TÁC XÃ MẪU ÊA SÚP", taxCode: null, participation: "cung cấp quà tặng", responsibility: null },
    ]);
    expect([form?.name, papers.map((paper) => paper.name)]).toEqual(["mau-01.pdf", ["the-le.pdf"]]);
    expect([kind, address?.provinceName]).toEqual(["DOANH_NGHIEP", "Tỉnh Lâm Đồng"]);
  });

  it("passes the rules but for what its form cannot say", () => {
    const { dossier } = promotionSample("loyalty-notice-from-portal");
    expect(findings({ dossier, record: notice(NOTICE_BODY).record })).toEqual([
      "warning KM-R07 /record/notice/program/promotedGoodsTotalValue",
    ]);
  });

  it.each([
    ["MaHoSo", "missing"],
    ["MaTTHC", "missing"],
    ["MaSoThue", "missing"],
    ["TenThuongNhan", "missing"],
    ["TenChuongTrinhKhuyenMai", "missing"],
    ["ThoiGianKhuyenMaiTu", "missing"],
    ["ThoiGianKhuyenMaiDen", "missing"],
    ["HangHoaDichVuKhuyenMai", "missing"],
    ["TongGiaTriHangHoa", "missing"],
  ])("cannot do without %s", (key, code) => {
    expect(whatIsWrong(fromNoticeBody({ ...NOTICE_BODY, [key]: "  " }))).toEqual([`/${key} ${code}`]);
  });

  it.each([
    [{ ThoiGianKhuyenMaiTu: "31/11/2026" }, "/ThoiGianKhuyenMaiTu native-day"],
    [{ TongGiaTriHangHoa: "khoảng 155 triệu" }, "/TongGiaTriHangHoa native-amount"],
    [{ MaSoThue: "99" }, "/MaSoThue tax-code-format"],
    [{ DiaChiDoanhNghiep: { MaTinh: "03" } }, "/DiaChiDoanhNghiep/MaTinh province-unknown"],
    [{ DienThoai: "không có" }, "/DienThoai phone-format"],
    [{ TaiLieuNop: [{ Base64: "AA==" }] }, "/TaiLieuNop/0/TenTepDinhKem missing"],
  ])("is told where %j is wrong", (change, wrong) => {
    expect(whatIsWrong(fromNoticeBody({ ...NOTICE_BODY, ...change }))).toEqual([wrong]);
  });

  it.each([null, undefined, 7, "x", [], {}, [NOTICE_BODY]])("is not %j", (body) => {
    expect(fromNoticeBody(body).ok).toBe(false);
  });

  it("may say nothing of the rest", () => {
    const { MaHoSo, MaTTHC, MaSoThue, TenThuongNhan, TenChuongTrinhKhuyenMai } = NOTICE_BODY;
    const bare = { MaHoSo, MaTTHC, MaSoThue, TenThuongNhan, TenChuongTrinhKhuyenMai };
    const { record, form } = notice({
      ...bare,
      ThoiGianKhuyenMaiTu: "2026-11-23",
      ThoiGianKhuyenMaiDen: 20270131,
      HangHoaDichVuKhuyenMai: "Cà phê",
      TongGiaTriHangHoa: 155000000,
    });
    expect(form).toBeNull();
    expect(record.notice.program).toMatchObject({ from: "2026-11-23", to: "2027-01-31", forms: [], prizes: [] });
    expect(promotionRecord.parse(record)).toEqual(record);
  });

  it.each([
    ["155.000.000", 155_000_000],
    ["155,000,000 đồng", 155_000_000],
    ["155 000 000 VNĐ", 155_000_000],
    ["0", 0],
  ])("may write its total as %s", (TongGiaTriHangHoa, total) => {
    expect(notice({ ...NOTICE_BODY, TongGiaTriHangHoa }).record.notice.program.totalPrizeValue).toBe(total);
  });

  it("reads a district by the older list of provinces", () => {
    const old = { MaTinh: "15", MaHuyen: "132", MaXa: "04249", DiaChiChiTiet: "Tổ 1" };
    expect(notice({ ...NOTICE_BODY, DiaChiDoanhNghiep: old }).record.notice.trader.address).toMatchObject({
      scheme: "QD124_2004",
      provinceCode: "15",
    });
  });
});

describe("the portal's amendment", () => {
  it("is read into the sector's record", () => {
    const filing = amendment(AMENDMENT_BODY);
    expect(promotionRecord.parse(filing.record)).toEqual(filing.record);
    expect(filing).toMatchObject({ dossierCode: "H29.03-261118-0002", procedureCode: "2.000002", isUpdating: false });
    expect(filing.form).toEqual({ name: "mau-06.pdf", content: null, url: "https://example.vn/mau-06.pdf" });
    const { original, changes, trader } = filing.record.amendment;
    expect(original).toEqual({
      dossierId: "H29.03-261102-0008",
      documentNumber: "88/ĐK-KM",
      documentDate: null,
      submittedOn: "2026-11-02",
      programName: "Quay số trúng lớn – Mừng xuân Đinh Mùi",
      from: "2026-12-01",
      to: "2027-01-15",
      areas: ["79"],
      areasText: null,
    });
    expect(changes).toEqual([
      { field: "prizes", from: null, to: "Giải nhì: Máy hút ẩm, 6.200.000 đ x 50" },
      { field: "giftGoods", from: null, to: "Máy hút ẩm thay máy lọc không khí" },
    ]);
    expect(trader?.taxCode).toBe("9900012364");
  });

  it("keeps areas it cannot name", () => {
    const data = { ...AMENDMENT_BODY.data };
    const areas = "TP. Hồ Chí Minh và các tỉnh lân cận";
    const read = amendment({
      ...AMENDMENT_BODY,
      data: { ...data, ThongTinDaNop: { ...data.ThongTinDaNop, DiaBanKhuyenMaiDNP: areas } },
    });
    expect(read.record.amendment.original).toMatchObject({ areas: [], areasText: areas });
  });

  it.each([
    [{ MaHoSoQG: "" }, "/data/MaHoSoQG missing"],
    [{ MaSoThue: null }, "/data/MaSoThue missing"],
    [{ ThongTinDaNop: undefined }, "/data/ThongTinDaNop missing"],
    [{ ThongTinSuaDoi: { KhongRo: "x" } }, "/data/ThongTinSuaDoi too-small"],
    [{ DiaChiDoanhNghiep: { MaTinh: "99" } }, "/data/DiaChiDoanhNghiep/MaTinh province-unknown"],
  ])("is told where %j is wrong", (change, wrong) => {
    expect(whatIsWrong(fromAmendmentBody({ ...AMENDMENT_BODY, data: { ...AMENDMENT_BODY.data, ...change } }))).toEqual([
      wrong,
    ]);
  });

  it("takes True, true and a boolean for an update", () => {
    const updates = ["True", "true", true, "False", "", undefined].map(
      (isUpdating) => amendment({ ...AMENDMENT_BODY, isUpdating }).isUpdating,
    );
    expect(updates).toEqual([true, true, true, false, false, false]);
  });
});
