import { describe, expect, it } from "vitest";
import { toInterlinkedStatus, type InterlinkedNews } from "../../../../adapters/civil-status/interlinked/status.ts";
import { portalToInterlinked, readPortalStatus } from "../../../../adapters/civil-status/status-bridges.ts";
import { birthSample } from "../birth-sample.ts";
import { civilSample } from "../civil-sample.ts";

const PDF = "JVBERi0xLjQKJU1hdQo=";

/** What is told when the portal has this status. */
function news(portalStatus: number, change: Partial<InterlinkedNews> = {}): InterlinkedNews {
  const read = readPortalStatus(portalStatus);
  const known = read === null ? null : portalToInterlinked(read);
  if (known === null) throw new Error("no such status");
  return {
    status: known,
    at: "2026-11-19T16:00:00+07:00",
    actor: "Trần Mẫu",
    title: null,
    department: null,
    action: "Hoàn thành đăng ký",
    note: null,
    supplementBefore: null,
    newDueAt: null,
    file: PDF,
    ...change,
  };
}

describe("a status for the interlinking software", () => {
  const birth = birthSample("birth-single-mother-registered");

  it("has the entry with flat addresses when the birth is registered, and fills what the receiver refuses", () => {
    const told = toInterlinkedStatus(birth.dossier, birth.record, news(9));
    expect(told).toMatchObject({
      trangThai: 4,
      maHoSo: "H15.27-261119-0012",
      soHoSoLT: "LT-MAU-0012",
      hanBoSungHoSo: "",
    });
    expect(JSON.parse(told?.["ketQuaXuLy"] as string)).toMatchObject({
      soDinhDanh: "066326999043",
      soDangKy: "157",
      quyenSo: "01/2026",
      ngayDangKy: "19.11.2026",
      nksNoiSinh: "Trung tâm y tế Mẫu, xã Mẫu Hai, tỉnh Đắk Lắk",
      nksNoiSinhMaTinh: "66",
      meLoaiCuTru: 1,
      meNoiCuTru: "Buôn Mẫu, Xã Mẫu Hai, Tỉnh Đắk Lắk",
      chaHoTen: "",
      chaLoaiCuTru: 1,
      chaNoiCuTru: "Không có thông tin",
      giayKhaiSinh: PDF,
      maGiayToKetQua: "KQ.G15.000031",
    });
    // Our own record keeps what was declared.
    expect(birth.record.father).toBeNull();
  });

  it("has the entry of a death, too", () => {
    const { dossier, record } = civilSample("KT", "death-electronic-notice");
    const told = toInterlinkedStatus(dossier, { ...record, interlinkedDossierCode: "LT-MAU-0031" }, news(9));
    const entry = JSON.parse(told?.["ketQuaXuLy"] as string) as Record<string, unknown>;
    expect(entry).toMatchObject({ nktHoTen: record.deceased.fullName, giayKhaiTu: PDF });
    expect(Object.values(entry).includes(undefined)).toBe(false);
  });

  it("gives the day the ministry named for a supplement, else seven working days", () => {
    const until = (supplementBefore: string | null) =>
      toInterlinkedStatus(birth.dossier, birth.record, news(5, { supplementBefore }))?.["hanBoSungHoSo"];
    expect([until(null), until("2026-11-25T17:00:00+07:00")]).toEqual(["30/11/2026 17:00:00", "25/11/2026 17:00:00"]);
  });

  it("ends the next working day when the dossier came after 15:00", () => {
    const end = (receivedAt: string) =>
      toInterlinkedStatus({ ...birth.dossier, receivedAt }, birth.record, news(1))?.["ngayKetThucTheoQuyDinh"];
    expect([end("2026-11-19T15:00:00+07:00"), end("2026-11-20T15:00:01+07:00")]).toEqual([
      "19/11/2026 17:00:00",
      "23/11/2026 17:00:00",
    ]);
  });

  it("is none for a dossier that is not received or not interlinked", () => {
    expect(toInterlinkedStatus({ ...birth.dossier, receivedAt: null }, birth.record, news(1))).toBeNull();
    expect(toInterlinkedStatus(birth.dossier, { ...birth.record, interlinkedDossierCode: null }, news(1))).toBeNull();
  });
});
