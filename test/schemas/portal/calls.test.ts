import { isSuccess, portalAnswer } from "#schemas/portal/answer.ts";
import { dossierLookupAnswer, dossierLookupRequest } from "#schemas/portal/dossier-lookup.ts";
import { loginAnswer, loginRequest, sessionOf } from "#schemas/portal/login.ts";
import { progressEntry, progressUpdateEnvelope } from "#schemas/portal/progress-update.ts";
import { describe, expect, it } from "vitest";
import { accepts, refuses } from "../table.ts";

describe("progress update", () => {
  const entry = {
    MaHoSo: "H26.107-260518-0123",
    NguoiXuLy: "Trần Thị Mẫu",
    ChucDanh: "Công chức một cửa",
    ThoiDiemXuLy: "20260518083015",
    PhongBanXuLy: "Một cửa",
    NoiDungXuLy: "Tiếp nhận hồ sơ",
    TrangThai: "2",
    NgayBatDau: "",
    NgayKetThucTheoQuyDinh: "20260518100000",
  };
  const envelope = { session: "s", madonvi: "000.00.00.H26", service: "CapNhatTienDoHoSoMC", data: [entry] };

  accepts(progressUpdateEnvelope, [[envelope, envelope]]);
  refuses(progressUpdateEnvelope, [
    [{ ...envelope, isUpdating: "False" }, "unrecognized_keys"],
    [{ ...envelope, data: [] }, "too_small"],
  ]);
  refuses(progressEntry, [
    [{ ...entry, NguoiXuLy: "x".repeat(51) }, "too_big"],
    [{ ...entry, NoiDungXuLy: "" }, "too_small"],
    [{ ...entry, ThoiDiemXuLy: "" }, "portal-time-missing"],
    [{ ...entry, TrangThai: "0" }, "status-code"],
    [{ ...entry, Id: "1" }, "unrecognized_keys"],
  ]);

  it("reads missing optional fields as empty", () => {
    const { ChucDanh: _title, PhongBanXuLy: _room, NgayBatDau: _from, NgayKetThucTheoQuyDinh: _to, ...needed } = entry;
    expect(progressEntry.parse(needed)).toEqual({
      ...needed,
      ChucDanh: "",
      PhongBanXuLy: "",
      NgayBatDau: "",
      NgayKetThucTheoQuyDinh: "",
    });
  });
});

describe("portalAnswer", () => {
  accepts(portalAnswer, [
    [{ error_code: 0 }, { error_code: "0", message: "" }],
    [
      { error_code: " -3 ", message: "Hồ sơ đã tồn tại" },
      { error_code: "-3", message: "Hồ sơ đã tồn tại" },
    ],
    [
      { error_code: "00", message: null, result: [], extra: 1 },
      { error_code: "00", message: "", result: [], extra: 1 },
    ],
    [
      { error_code: 0, session: null },
      { error_code: "0", message: "", session: null },
    ],
  ]);
  refuses(portalAnswer, [
    [{ message: "x" }, "invalid_union"],
    [{ error_code: null }, "invalid_union"],
    [{ error_code: "0", message: 5 }, "invalid_type"],
    ["Đồng bộ thành công", "invalid_type"],
    [[], "invalid_type"],
  ]);

  it.each([
    [{ error_code: 0, message: "Thành công" }, true],
    [{ error_code: "0" }, true],
    [{ error_code: "00", message: "Hồ sơ đã tồn tại" }, true],
    [{ error_code: "000" }, false],
    [{ error_code: "" }, false],
    [{ error_code: "3", message: "Lỗi" }, false],
    [{ error_code: "-1", message: "thành công" }, false],
  ])("%j is a success by its code: %s", (answer, success) => {
    expect(isSuccess(portalAnswer.parse(answer))).toBe(success);
  });
});

describe("login", () => {
  refuses(loginRequest, [
    [{ username: "u" }, "invalid_type"],
    [{ username: "u", password: "p", otp: "1" }, "unrecognized_keys"],
  ]);
  it.each([
    [{ error_code: 0, message: "Thành công", session: "b0f3" }, "b0f3"],
    [{ error_code: "0", session: "" }, null],
    [{ error_code: "0" }, null],
    [{ error_code: "-1", session: "b0f3" }, null],
  ])("%j gives session %s", (answer, session) => {
    expect(sessionOf(loginAnswer.parse(answer))).toBe(session);
  });
});

describe("dossier look-up", () => {
  const request = { session: "s", madonvi: "000.00.00.H26", service: "TraCuuHoSo", mahoso: "H26.107-260518-0123" };
  accepts(dossierLookupRequest, [[request, request]]);
  refuses(dossierLookupRequest, [[{ ...request, MaHoSo: "x" }, "unrecognized_keys"]]);
  accepts(dossierLookupAnswer, [
    [
      { error_code: 0, result: [{ MaHoSo: "x", khac: 1 }] },
      { error_code: "0", message: "", result: [{ MaHoSo: "x", khac: 1 }] },
    ],
    [
      { error_code: 0, result: null },
      { error_code: "0", message: "", result: [] },
    ],
    [
      { error_code: "-1", message: "Lỗi" },
      { error_code: "-1", message: "Lỗi", result: [] },
    ],
  ]);
  it.each([
    ["an object instead of a list", { MAHOSO: "x" }, [{ MAHOSO: "x" }]],
    ["the list inside an object", { total: 1, data: [{ MaHoSo: "x" }] }, [{ MaHoSo: "x" }]],
    ["an empty list inside an object", { data: null }, []],
    ["an empty object", {}, []],
    ["a list of nothing", [null], []],
    ["an empty text", "", []],
  ])("reads %s", (_name, result, records) => {
    expect(dossierLookupAnswer.parse({ error_code: 0, result }).result).toEqual(records);
  });
  refuses(dossierLookupAnswer, [
    [{ error_code: 0, result: "không" }, "invalid_union"],
    [{ error_code: 0, result: { total: 0 } }, "invalid_union"],
  ]);
});
