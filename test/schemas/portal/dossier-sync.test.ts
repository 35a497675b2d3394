import { dossierSyncEnvelope, portalDossier } from "#schemas/portal/dossier-sync.ts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { accepts, codesOf, refuses } from "../table.ts";
import { body2020, fullBody, minimalBody } from "./bodies.ts";

describe("portalDossier", () => {
  it("has the 23 core scalars, five lists and ten extension fields, to the letter", () => {
    expect(Object.keys(portalDossier.shape).toSorted()).toEqual(Object.keys(fullBody).toSorted());
    expect(Object.keys(portalDossier.shape).length).toBe(38);
  });

  it("takes the full body of 2022 unchanged", () => {
    expect(portalDossier.parse(fullBody)).toEqual(fullBody);
  });

  it("takes a body of 2020", () => {
    expect(portalDossier.parse(body2020())).toEqual(body2020());
  });

  it("takes the smallest body in use and reads missing lists as empty", () => {
    expect(portalDossier.parse(minimalBody)).toEqual({
      ...minimalBody,
      DanhSachLePhi: [],
      DanhSachTepDinhKemKhac: [],
      DanhSachHoSoBoSung: [],
    });
  });

  it("takes what a dossier has before intake", () => {
    expect(
      codesOf(portalDossier, { ...fullBody, NgayTiepNhan: "", TrangThaiHoSo: "1", MaDoiTuong: "", DinhDanhCHS: [] }),
    ).toEqual([]);
  });

  it("does not change text: bytes in are bytes out", () => {
    const decomposed = "Nguyễn  Mẫu ".normalize("NFD");
    expect(portalDossier.parse({ ...fullBody, ChuHoSo: decomposed }).ChuHoSo).toBe(decomposed);
  });

  refuses(portalDossier, [
    [{ ...fullBody, MaHoSo: "" }, "too_small"],
    [{ ...fullBody, MaHoSo: "H".repeat(51) }, "too_big"],
    [{ ...fullBody, TrangThaiHoSo: 2 }, "invalid_type"],
    [{ ...fullBody, TrangThaiHoSo: "11" }, "status-code"],
    [{ ...fullBody, TrangThaiHoSo: "02" }, "status-code"],
    [{ ...fullBody, NgayTiepNhan: "2026-05-18" }, "portal-time"],
    [{ ...fullBody, NgayHenTra: "20260230000000" }, "portal-time"],
    [{ ...fullBody, NgayTra: null }, "invalid_type"],
    [{ ...fullBody, HoSoCoThanhPhanSoHoa: "True" }, "invalid_value"],
    [{ ...fullBody, KenhThucHien: "4" }, "invalid_value"],
    [{ ...fullBody, LoaiDoiTuong: "" }, "digit-code"],
    [{ ...fullBody, GhiChu: "x".repeat(2001) }, "too_big"],
    [{ ...fullBody, SoGiayToChuHoSo: "1".repeat(41) }, "too_big"],
    [{ ...fullBody, maHoSo: "x" }, "unrecognized_keys"],
    [{ ...fullBody, DanhSachLePhi: [{ ...fullBody.DanhSachLePhi[0], Gia: "8.000" }] }, "amount"],
    [{ ...fullBody, TaiLieuNop: [{ ...fullBody.TaiLieuNop[0], IsDeleted: "0" }] }, "invalid_value"],
    [{ ...fullBody, TaiLieuNop: [{ ...fullBody.TaiLieuNop[0], DuocTaiSuDung: "3" }] }, "invalid_value"],
    [
      { ...fullBody, DanhSachHoSoBoSung: [{ ...fullBody.DanhSachHoSoBoSung[0], NgayBoSung: "" }] },
      "portal-time-missing",
    ],
    [{ ...fullBody, DanhSachTepDinhKemKhac: [{ TenGiayTo: "x", SoLuong: 1, LoaiGiayTo: "0" }] }, "invalid_type"],
    [{ ...fullBody, DanhSachGiayToKetQua: [{ ...fullBody.DanhSachGiayToKetQua[0], Ten: "x" }] }, "unrecognized_keys"],
  ]);

  it.each([
    "MaHoSo",
    "MaTTHC",
    "TenTTHC",
    "MaLinhVuc",
    "TenLinhVuc",
    "LoaiDoiTuong",
    "NgayTiepNhan",
    "TrangThaiHoSo",
    "HinhThuc",
    "DonViXuLy",
  ])("needs %s", (field) => {
    const without = Object.fromEntries(Object.entries(minimalBody).filter(([key]) => key !== field));
    expect(portalDossier.safeParse(without).error?.issues.map((issue) => issue.path.join("."))).toEqual([field]);
  });

  it("describes every field in both languages", () => {
    const bare: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      for (const [name, field] of Object.entries("properties" in node && node.properties ? node.properties : {})) {
        const described = field as { description?: string; items?: unknown };
        if (!/^\S.*\. \S/.test(described.description ?? "")) bare.push(`${path}/${name}`);
        visit(described.items, `${path}/${name}`);
      }
    };
    visit(z.toJSONSchema(portalDossier, { io: "input" }), "");
    expect(bare).toEqual([]);
  });
});

describe("dossierSyncEnvelope", () => {
  const envelope = {
    session: "b0f3c9d2",
    madonvi: "000.00.00.H26",
    service: "DongBoHoSoMC",
    isUpdating: "False",
    data: [fullBody],
  };
  accepts(dossierSyncEnvelope, [[envelope, envelope]]);
  refuses(dossierSyncEnvelope, [
    [{ ...envelope, isUpdating: false }, "invalid_value"],
    [{ ...envelope, isUpdating: "false" }, "invalid_value"],
    [{ ...envelope, data: [] }, "too_small"],
    [{ ...envelope, data: Array.from({ length: 501 }, () => fullBody) }, "too_big"],
    [{ ...envelope, data: fullBody }, "invalid_type"],
    [{ ...envelope, service: "CapNhatTienDoHoSoMC" }, "invalid_value"],
    [{ ...envelope, session: "" }, "too_small"],
  ]);
});
