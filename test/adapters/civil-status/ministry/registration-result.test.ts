import { describe, expect, it } from "vitest";
import { fromMinistryResult } from "../../../../adapters/civil-status/ministry/registration-result.ts";
import { birthSample } from "../birth-sample.ts";

const PDF = "JVBERi0xLjQKJU1hdQo=";

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
