import { describe, expect, it } from "vitest";
import { declaration, changedSample, civilSample } from "../civil-sample.ts";
import { ministryMessages } from "../../../../adapters/civil-status/ministry/messages.ts";

/** Keys of the ministry's declarations, in the order they were observed. */
const PAPER = "LoaiGiayToTuyThan GiayToKhac SoGiayToTuyThan NgayCapGiayToTuyThan NoiCapGiayToTuyThan";
const keys = (prefix: string, list: string) => list.split(" ").map((key) => prefix + key);
const spouse = (prefix: string, abroad: string) =>
  keys(
    prefix,
    `HoTen NgaySinh DanToc DanTocKhac QuocTich${abroad} LoaiCuTru NoiCuTru ${PAPER} SoDDCN SoLanKH LoaiTinhTrangHonNhan TinhTrangHonNhan YeuCauXNTTHN NoiXNTTHN`,
  );
const DEATH = [
  ...keys("", "maGBT ngayCapGBT loaiDangKy noiDangKy soLuongBanSao"),
  ...keys("nkt", "HoTen GioiTinh NgaySinh DanToc DanTocKhac QuocTich QuocTichKhac LoaiCuTru NoiCuTru"),
  ...keys("nkt", `${PAPER} NgayChet GioPhutChet NoiChet NguyenNhanChet XacThucThongTin`),
  ...keys("gbt", "Loai So Ngay CoQuanCap"),
  ...keys("nyc", `HoTen QuanHe ${PAPER} SoDienThoai Email XacThucThongTin NoiCuTru`),
];
const MARRIAGE = [
  ...keys("", "loaiDangKy noiDangKy ngayXacLapQuanHeHonNhan ghiChu soBanSao soLuongBanSao"),
  ...spouse("chong", " CuTruNuocNgoai"),
  ...spouse("vo", ""),
];

describe("a death for the ministry", () => {
  it.each(["death-year-only-birth", "death-electronic-notice"])("carries the whole inventory: %s", (name) => {
    expect(Object.keys(declaration(civilSample("KT", name)))).toEqual(DEATH);
  });

  it("gives an electronic notice under both pairs of keys, another only under one", () => {
    const sent = (number: string | null) =>
      declaration(
        changedSample("KT", "death-electronic-notice", ({ deathNotice }) => ({
          deathNotice: { ...deathNotice, number },
        })),
      );
    expect(sent("00102.GBT.99006.26")).toMatchObject({ maGBT: "00102.GBT.99006.26", ngayCapGBT: "17.10.2026" });
    expect(sent("12/GBT")).toMatchObject({ maGBT: "", ngayCapGBT: "", gbtSo: "12/GBT", gbtNgay: "17.10.2026" });
  });

  it("keeps a year a year and a time as it is", () => {
    const sent = declaration(civilSample("KT", "death-year-only-birth"));
    expect(sent).toMatchObject({ nktNgaySinh: "1938", nktNgayCapGiayToTuyThan: "1999", nktGioPhutChet: "03:40" });
  });
});

describe("a marriage for the ministry", () => {
  it.each(["marriage-with-foreigner", "marriage-domestic", "marriage-before-2025"])(
    "carries the whole inventory: %s",
    (name) => {
      expect(Object.keys(declaration(civilSample("KH", name)))).toEqual(MARRIAGE);
    },
  );

  it("tells the marital status by number and words, own words first", () => {
    const sent = (maritalStatusText: string | null) =>
      declaration(changedSample("KH", "marriage-domestic", ({ wife }) => ({ wife: { ...wife, maritalStatusText } })));
    expect(sent(null)).toMatchObject({
      voLoaiTinhTrangHonNhan: "4",
      voTinhTrangHonNhan: "Vợ/chồng đã chết, chưa kết hôn lại",
    });
    expect(sent("Chồng mất năm 2024")).toMatchObject({ voTinhTrangHonNhan: "Chồng mất năm 2024" });
  });

  it("keeps the district of an old address", () => {
    expect(declaration(civilSample("KH", "marriage-before-2025"))).toMatchObject({
      voNoiCuTru: { maTinh: "36", maHuyen: "998", maXa: "90041" },
      voYeuCauXNTTHN: "0",
    });
  });
});

describe("the envelope", () => {
  it.each([
    ["KT", "death-year-only-birth", "LTKT"],
    ["KH", "marriage-domestic", "LTKH"],
  ] as const)("names the module of %s", (module, name, native) => {
    const [message] = ministryMessages(civilSample(module, name));
    expect(message).toMatchObject({ service: "dangKyHoTich", payload: { module: native } });
  });

  it("is not sent for forms the ministry was never seen to take", () => {
    for (const [module, name] of [
      ["CMC", "recognition-father-of-child"],
      ["XNTTHN", "marital-status-after-divorce"],
      ["TDCC", "correction-of-name"],
      ["TL", "extract-of-birth"],
    ] as const) {
      expect(ministryMessages(civilSample(module, name))).toEqual([]);
    }
  });

  it("is not sent before a desk has taken the dossier", () => {
    for (const name of ["marriage-domestic", "marriage-with-foreigner"]) {
      const { dossier, record } = civilSample("KH", name);
      expect(ministryMessages({ dossier: { ...dossier, status: 1 }, record })).toEqual([]);
      expect(ministryMessages({ dossier: { ...dossier, receivedAt: null }, record })).toEqual([]);
    }
  });
});
