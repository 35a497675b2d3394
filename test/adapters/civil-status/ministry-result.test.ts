import { describe, expect, it } from "vitest";
import { fromMinistryResult } from "../../../adapters/civil-status/from-ministry-result.ts";
import { portalToInterlinked, readPortalStatus } from "../../../adapters/civil-status/status-bridges.ts";
import { toInterlinkedStatus, type InterlinkedNews } from "../../../adapters/civil-status/to-interlinked-status.ts";
import { birthSample } from "./birth-sample.ts";
import { civilSample } from "./civil-sample.ts";

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

/** `ketQuaXuLy` of a birth as one-stop clients receive it. */
const BIRTH = {
  soDinhDanh: "066326999043",
  ngayDangKy: "19.11.2026",
  ndkksMaTinh: "66",
  ndkksMaHuyen: "",
  ndkksMaXa: "90002",
  nksHoTen: "H’DUYÊN MLÔ",
  nksGioiTinh: "2",
  nksNgaySinh: "10.11.2026",
  nksQueQuan: { maTinh: "66", maHuyen: "", maXa: "90002", dcChiTiet: "" },
  meHoTen: "H’ƀlan Mlô",
  meNgaySinh: "2001",
  chaHoTen: "",
  chaNgaySinh: "",
  nycHoTen: "H’Bioh Mlô",
  giayKhaiSinh: PDF,
  soDangKy: 157,
  quyenSo: "01/2026",
  trangSo: "157",
};

describe("a result of the ministry", () => {
  const office = "UBND xã Mẫu Hai, tỉnh Đắk Lắk";

  it.each([
    ["an object", BIRTH],
    ["the text of one", JSON.stringify(BIRTH)],
    ["with slashes in its dates", { ...BIRTH, ngayDangKy: "19/11/2026" }],
  ])("of a birth becomes the register entry of the record: %s", (_case, answer) => {
    const read = fromMinistryResult("LTKS", answer, office);
    if (!read.ok) throw new Error(JSON.stringify(read.issues));
    const { result } = birthSample("birth-single-mother-registered").record;
    // Who signed, the code of the paper and its file are not in the answer.
    expect(read.value).toEqual({
      entry: { ...result, signer: null, signerTitle: null, resultDocCode: null, fileId: null },
      file: PDF,
    });
  });

  it("of a death and of a marriage keep what their registers say", () => {
    const entry = { soDangKy: "12", ngayDangKy: "20.11.2026", noiDangKy: "UBND xã Mẫu Ba" };
    const death = {
      ...entry,
      nktHoTen: "LÒ VĂN ỦN",
      nktNgayChet: ".11.2026",
      giayBaoTuLoai: "Biên bản",
      giayKhaiTu: PDF,
    };
    expect(fromMinistryResult("LTKT", death, office)).toMatchObject({
      ok: true,
      value: {
        entry: { deceasedName: "LÒ VĂN ỦN", deathDate: "2026-11", registrationPlace: "UBND xã Mẫu Ba" },
        file: PDF,
      },
    });
    const marriage = { ...entry, chongHoTen: "Trần Văn Mẫu", voHoTen: "Lê Thị Mẫu" };
    expect(fromMinistryResult("LTKH", marriage, office)).toMatchObject({
      ok: true,
      value: { entry: { husbandName: "Trần Văn Mẫu", wifeName: "Lê Thị Mẫu" }, file: null },
    });
  });

  it.each([
    [{ ...BIRTH, soDangKy: "" }, "/number invalid-type"],
    [{ ...BIRTH, ngayDangKy: "2026" }, "/registrationDate full-date"],
    [{ ...BIRTH, soDinhDanh: "66326999043" }, "/personalId cccd-format"],
    ["không phải JSON", " invalid-type"],
    [null, " invalid-type"],
  ])("that cannot be an entry is refused: %#", (answer, reason) => {
    const read = fromMinistryResult("LTKS", answer, office);
    const found = read.ok ? [] : read.issues.map(({ pointer, code }) => `${pointer} ${code}`);
    expect(found).toEqual([reason]);
    expect(JSON.stringify(read)).not.toContain("H’DUYÊN");
  });
});

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
