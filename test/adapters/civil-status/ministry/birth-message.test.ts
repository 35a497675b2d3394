import { foldForCompare } from "#schemas/common/text.ts";
import { describe, expect, it } from "vitest";
import type { BirthRecord } from "../../../../adapters/civil-status/birth/record.ts";
import { IDENTITY_TYPES, type IdentityType } from "#schemas/codes/identity-types.ts";
import { ministryMessages } from "../../../../adapters/civil-status/ministry/messages.ts";
import { birthSample, type Birth } from "../birth-sample.ts";

/** The ministry's declaration for a birth with an unknown father, as observed in one-stop clients. */
const OBSERVED = {
  maGCS: "00031.GCS.99001.26",
  ngayCapGCS: "12.11.2026",
  loaiDangKy: "1",
  noiDangKy: "90002",
  soLuongBanSao: "3",
  nksHoTen: "H’DUYÊN MLÔ",
  nksGioiTinh: "2",
  nksNgaySinh: "10.11.2026",
  nksNgaySinhBangChu: "Ngày mười, tháng mười một, năm hai nghìn không trăm hai mươi sáu",
  nksNoiSinhNuocNgoai: "",
  nksNoiSinh: { maTinh: "66", maHuyen: "", maXa: "90002", dcChiTiet: "Trung tâm y tế Mẫu, xã Mẫu Hai, tỉnh Đắk Lắk" },
  nksQueQuan: { maTinh: "66", maHuyen: "", maXa: "90002", dcChiTiet: "" },
  nksDanToc: "12",
  nksDanTocKhac: "",
  nksQuocTich: "VN",
  nksLoaiKhaiSinh: "3",
  meHoTen: "H’ƀlan Mlô",
  meNgaySinh: "2001",
  meDanToc: "12",
  meQuocTich: "VN",
  meLoaiCuTru: "1",
  meNoiCuTru: { maTinh: "66", maHuyen: "", maXa: "90002", dcChiTiet: "Buôn Mẫu" },
  meLoaiGiayToTuyThan: "4",
  meSoGiayToTuyThan: "066301999041",
  meSoDDCN: "066301999041",
  chaHoTen: "",
  chaNgaySinh: "",
  chaDanToc: "",
  chaQuocTich: "",
  chaLoaiCuTru: "0",
  chaNoiCuTru: { maTinh: "", maHuyen: "", maXa: "", dcChiTiet: "Không có thông tin" },
  chaLoaiGiayToTuyThan: "0",
  chaSoGiayToTuyThan: "",
  nycHoTen: "H’Bioh Mlô",
  nycQuanHe: "Bà ngoại",
  nycLoaiGiayToTuyThan: "4",
  nycSoDDCN: "066174999042",
  nycSoGiayToTuyThan: "066174999042",
  nycNgayCapGiayToTuyThan: "01.09.2021",
  nycNoiCapGiayToTuyThan: "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
  nycSoDienThoai: "0900000041",
  nycLoaiCuTru: "1",
  nycNoiCuTru: { maTinh: "66", maHuyen: "", maXa: "90002", dcChiTiet: "Buôn Mẫu" },
};

/** Names keep the gateway's one apostrophe; which of the two it is, is no matter of this mapping. */
function oneApostrophe(declaration: object): unknown {
  return JSON.parse(JSON.stringify(declaration).replaceAll("’", "'"));
}

function message({ dossier, record }: Birth) {
  const [only, ...others] = ministryMessages({ dossier, record });
  expect(others).toEqual([]);
  if (only === undefined) throw new Error("no message");
  return only;
}

function declaration(birth: Birth): Record<string, unknown> {
  const { data } = message(birth).payload;
  if (typeof data !== "string") throw new Error("data is no JSON text");
  return JSON.parse(data) as Record<string, unknown>;
}

function changed(name: string, change: (record: BirthRecord) => Partial<BirthRecord>): Birth {
  const { dossier, record } = birthSample(name);
  return { dossier, record: { ...record, ...change(record) } };
}

describe("the envelope for the ministry", () => {
  it("is what one-stop clients send, with the papers that were chosen", () => {
    const { service, kind, payload } = message(birthSample("birth-single-mother"));
    expect({ kind, service }).toEqual({ kind: "sector", service: "dangKyHoTich" });
    expect({ ...payload, data: "" }).toEqual({
      maDonVi: "90002",
      module: "LTKS",
      maHoSoLT: "LT-MAU-0001",
      maHoSoMCDT: "H15.27-261119-0002",
      ngayTiepNhan: "19/11/2026 08:30:00",
      data: "",
      fileDinhKem: [
        {
          id: 1,
          loaiGiayTo: 1,
          tenGiayTo: "Giấy chứng sinh",
          tenTepDinhKem: "gcs.pdf",
          huyGiayTo: 0,
          duLieuTepDinhKem: "JVBERi0xLjQKJU1hdQo=",
        },
      ],
    });
  });

  it("carries the observed declaration, key by key and in its order", () => {
    const sent = declaration(birthSample("birth-single-mother"));
    expect(oneApostrophe(sent)).toEqual(oneApostrophe(OBSERVED));
    expect(Object.keys(sent)).toEqual(Object.keys(OBSERVED));
  });

  it("repeats the dossier's own code where no interlinking software gave one", () => {
    const { payload } = message(birthSample("birth-both-parents"));
    expect(payload["maHoSoLT"]).toBe("H26.107-260518-0123");
  });

  it("never invents the content of a file", () => {
    const { payload } = message(birthSample("birth-both-parents"));
    expect(payload["fileDinhKem"]).toMatchObject([{ duLieuTepDinhKem: "" }]);
  });

  it("leaves out removed files", () => {
    const { dossier, record } = birthSample("birth-single-mother");
    const attachments = dossier.attachments.map((paper) => ({ ...paper, deleted: true }));
    expect(message({ dossier: { ...dossier, attachments }, record }).payload["fileDinhKem"]).toEqual([]);
  });

  it("is not sent before a desk has received the dossier, nor when it was refused there", () => {
    const { dossier, record } = birthSample("birth-single-mother");
    for (const status of [1, 3] as const)
      expect(ministryMessages({ dossier: { ...dossier, status }, record })).toEqual([]);
    expect(ministryMessages({ dossier: { ...dossier, receivedAt: null }, record })).toEqual([]);
    for (const status of [2, 4, 5, 9, 10] as const)
      expect(ministryMessages({ dossier: { ...dossier, status }, record })).toHaveLength(1);
  });

  it("does not change as the dossier moves on", () => {
    const { dossier, record } = birthSample("birth-single-mother");
    const later = { ...dossier, status: 10 as const, completedAt: "2026-11-19T16:00:00+07:00" };
    expect(ministryMessages({ dossier: later, record })).toEqual(ministryMessages({ dossier, record }));
  });
});

describe("the declaration", () => {
  it("names both parents with everything known of them", () => {
    expect(declaration(birthSample("birth-both-parents"))).toMatchObject({
      meXacThucThongTin: "1",
      chaHoTen: "Nguyễn Văn An",
      chaNgaySinh: "15.03.1999",
      chaLoaiCuTru: "2",
      chaSoDDCN: "001099012345",
      nycQuanHe: "Cha đẻ",
      nycEmail: "an@example.vn",
    });
  });

  it("keeps partial dates partial", () => {
    expect(declaration(birthSample("birth-late-registration"))).toMatchObject({
      meNgaySinh: "1995",
      chaNgaySinh: ".07.1993",
    });
  });

  it("writes a foreign parent without ethnic group and an address abroad as text only", () => {
    const sent = declaration(birthSample("birth-foreign-father"));
    expect(sent).toMatchObject({
      chaQuocTich: "KR",
      chaDanToc: "",
      chaLoaiGiayToTuyThan: "2",
      chaNoiCuTru: { maTinh: "", maHuyen: "", maXa: "", dcChiTiet: "1 Mau-ro, Jongno-gu, Seoul" },
    });
    expect(sent).not.toHaveProperty("chaSoDDCN");
  });

  it("writes out that the parents of an abandoned child are unknown", () => {
    const nowhere = { maTinh: "", maHuyen: "", maXa: "", dcChiTiet: "Không có thông tin" };
    expect(declaration(birthSample("birth-abandoned-child"))).toMatchObject({
      maGCS: "",
      meHoTen: "",
      meLoaiCuTru: "0",
      meNoiCuTru: nowhere,
      chaNoiCuTru: nowhere,
      nycQuanHe: "Đại diện cơ quan, tổ chức",
    });
  });

  it("writes a birth abroad as text and the foreign registration with its four keys", () => {
    const sent = declaration(
      changed("birth-both-parents", (record) => ({
        registrationType: 3,
        child: { ...record.child, birthPlace: { countryCode: "KR", detail: "Seoul" } },
        foreignRegistration: { number: "2026-17", date: "2026-05", office: "Jongno-gu", country: "KR" },
      })),
    );
    expect(sent).toMatchObject({
      nksNoiSinhNuocNgoai: "Seoul",
      nksNoiSinh: { maTinh: "", maHuyen: "", maXa: "", dcChiTiet: "" },
      soDangKyNuocNgoai: "2026-17",
      ngayDangKyNuocNgoai: ".05.2026",
      cqNuocNgoaiDaDangKy: "Jongno-gu",
      qgNuocNgoaiDaDangKy: "KR",
    });
  });

  it.each<[IdentityType, string, string | undefined]>([
    ["CMND", "1", undefined],
    ["HO_CHIEU", "2", undefined],
    ["THE_THUONG_TRU", "3", undefined],
    ["CCCD", "4", undefined],
    ["CM_QDND", "5", undefined],
    ["CM_SQQD", "6", undefined],
    ["CM_CAND", "7", undefined],
    ["CAN_CUOC", "8", "Thẻ căn cước"],
    ["GIAY_CN_CAN_CUOC", "8", "Giấy chứng nhận căn cước"],
    ["KHAC", "8", "Giấy thông hành"],
  ])("numbers the identity paper %s as %s", (type, code, other) => {
    const sent = declaration(
      changed("birth-single-mother", (record) => ({
        declarant: {
          ...record.declarant,
          identity: { ...record.declarant.identity, type, otherKind: type === "KHAC" ? "Giấy thông hành" : null },
        },
      })),
    );
    expect(sent["nycLoaiGiayToTuyThan"]).toBe(code);
    expect(sent["nycGiayToKhac"]).toBe(other);
  });

  it("knows a number for every kind of identity paper", () => {
    expect(IDENTITY_TYPES).toHaveLength(10);
  });

  it.each([
    [0, "0"],
    [1, "1"],
    [2, "2"],
    [3, "0"],
  ])("numbers residence kind %i as %s", (residenceKind, code) => {
    const sent = declaration(
      changed("birth-single-mother", (record) => ({ declarant: { ...record.declarant, residenceKind } })),
    );
    expect(sent["nycLoaiCuTru"]).toBe(code);
  });

  it("keeps the spelling of names", () => {
    expect(foldForCompare(String(declaration(birthSample("birth-single-mother"))["meHoTen"]))).toBe("h'ƀlan mlô");
  });
});
