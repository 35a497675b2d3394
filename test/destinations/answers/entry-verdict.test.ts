import { describe, expect, it } from "vitest";
import { readEntry, type ListKind } from "../../../src/destinations/answers/entry-verdict.ts";

const DOSSIER = "H26.107-260518-0123";
const read = (entry: unknown, list: ListKind = "either") => readEntry(entry, list, (text) => text === DOSSIER);
const no = (code: string, message: string) => ({ says: "no", read: { error_code: code, message } });
const unclear = (code: string, message: string) => ({ says: "unclear", read: { error_code: code, message } });
const [YES, NOTHING] = [{ says: "yes" }, { says: "nothing" }];

describe("an entry that is a number, a text or a truth value", () => {
  it.each([
    [true, YES],
    [false, no("", "")],
    [0, YES],
    ["0", YES],
    [" 0 ", YES],
    [-1, no("-1", "")],
    ["-12", no("-12", "")],
    [1, unclear("1", "")],
    ["12", unclear("12", "")],
    [999, unclear("999", "")],
    [1000, NOTHING],
    ["260518", NOTHING],
    ["Thành công", YES],
    [" OK ", YES],
    ["Thất bại", no("", "Thất bại")],
    ["Không hợp lệ".normalize("NFD"), no("", "Không hợp lệ")],
    ["Cần 12 ngày", NOTHING],
    ["Mã A12", NOTHING],
    ["12 dòng sai", unclear("", "12 dòng sai")],
    ["Lỗi 12", no("", "Lỗi 12")],
    ["000", unclear("000", "")],
    ["NG", no("", "NG")],
    ["Đã ghi nhận thành công", YES],
    ["CHƯA XONG", unclear("", "CHƯA XONG")],
    ["Cập nhật không thành công", no("", "Cập nhật không thành công")],
    ["", NOTHING],
    ["  ", NOTHING],
    [null, NOTHING],
    [undefined, NOTHING],
    [[], NOTHING],
  ])("%j", (entry, verdict) => {
    expect(read(entry)).toEqual(verdict);
  });
});

describe("an entry with members", () => {
  it.each<[Record<string, unknown>, object]>([
    [{}, NOTHING],
    [{ MaHoSo: DOSSIER }, NOTHING],
    // Codes.
    [{ Error_Code: "0" }, YES],
    [{ errorCode: 200 }, YES],
    [{ errorCode: "200" }, YES],
    [{ errorCode: " 00 " }, YES],
    [{ maLoi: "SUCCESS" }, YES],
    [{ errorCode: "-1", message: "Sai" }, no("-1", "Sai")],
    [{ errorCode: "", resultCode: "E5" }, no("E5", "")],
    [{ code: DOSSIER }, NOTHING],
    [{ code: "K-2026" }, NOTHING],
    [{ code: "1234567" }, NOTHING],
    [{ code: "12345x" }, NOTHING],
    [{ code: "x12345" }, NOTHING],
    [{ code: "123456" }, no("123456", "")],
    [{ code: -5 }, no("-5", "")],
    [{ code: "ok" }, YES],
    [{ code: "failed" }, no("failed", "")],
    // Flags.
    [{ success: true }, YES],
    [{ isSuccess: "TRUE" }, YES],
    [{ thanhCong: 1 }, YES],
    [{ ok: "1" }, YES],
    [{ success: false }, no("", "")],
    [{ success: "false" }, no("", "")],
    [{ success: 0 }, no("", "")],
    [{ success: "0" }, no("", "")],
    [{ success: 2 }, NOTHING],
    [{ isError: false }, YES],
    [{ hasError: "false" }, YES],
    [{ isError: true }, no("", "")],
    [{ failed: "true" }, no("", "")],
    [{ failed: 1 }, NOTHING],
    [{ failed: 0 }, NOTHING],
    // Status words.
    [{ status: true }, YES],
    [{ status: false }, no("", "")],
    [{ status: 200 }, YES],
    [{ status: "200" }, YES],
    [{ status: 400 }, no("", "")],
    [{ status: 599 }, no("", "")],
    [{ status: 600 }, NOTHING],
    [{ status: 399 }, NOTHING],
    [{ status: "404" }, no("", "")],
    [{ status: "5000" }, NOTHING],
    [{ status: "1404" }, NOTHING],
    [{ status: "302" }, NOTHING],
    [{ status: "Done" }, YES],
    [{ status: "Từ chối", ketQua: "NG" }, no("", "")],
    [{ status: "Đã thành công" }, YES],
    [{ status: [404] }, NOTHING],
    [{ status: [-1] }, NOTHING],
    [{ status: 5 }, NOTHING],
    [{ status: 0 }, unclear("", "")],
    [{ status: "0" }, unclear("", "")],
    [{ status: -1, message: "?" }, unclear("", "?")],
    [{ result: { errorCode: "7", message: "Trong" } }, no("7", "Trong")],
    [{ data: { errorCode: "7" } }, NOTHING],
    [{ errorCode: "0", result: { errorCode: "7" } }, YES],
    // Texts of errors.
    [{ error: "Sai mã" }, no("", "Sai mã")],
    [{ error: "none" }, NOTHING],
    [{ error: "null" }, NOTHING],
    [{ error: "Thành công" }, YES],
    [{ errors: ["Sai mã", "", " Thiếu tên "] }, no("", "Sai mã; Thiếu tên")],
    [{ errors: [] }, NOTHING],
    [{ errors: {} }, NOTHING],
    [{ errors: { ten: "Thiếu" } }, no("", "Thiếu")],
    [{ errors: { ten: "Mời xem" } }, no("", "Mời xem")],
    // Sentences, and what contradicts itself.
    [{ message: "Thành công" }, YES],
    [{ message: "Không hợp lệ" }, no("", "Không hợp lệ")],
    [{ message: "Chưa rõ" }, unclear("", "Chưa rõ")],
    [{ message: "Xin chào" }, NOTHING],
    [{ errorCode: "0", message: "Đã tồn tại" }, no("0", "Đã tồn tại")],
    [{ errorCode: "0", message: "CHƯA XONG" }, no("0", "CHƯA XONG")],
    [{ errorCode: "0", message: "THÀNH CÔNG, không có lỗi" }, YES],
    [{ errorCode: "0", message: "Xin chào" }, YES],
    [{ errorCode: "0", success: false, message: "x" }, unclear("0", "x")],
    [{ errorCode: "5", success: true }, unclear("5", "")],
  ])("%j", (entry, verdict) => {
    expect(read(entry)).toEqual(verdict);
  });

  it("gives at most twenty parts of a list, and nothing from below its third level", () => {
    const parts = Array.from({ length: 25 }, (_, index) => `p${index}`);
    expect(read({ errors: parts })).toEqual(no("", parts.slice(0, 20).join("; ")));
    expect(read({ errors: Object.fromEntries(parts.entries()) })).toEqual(no("", parts.slice(0, 20).join("; ")));
    expect(read({ errors: [[["sâu"]]] })).toEqual(no("", "sâu"));
    expect(read({ errors: [[[["sâu"]]]] })).toEqual(no("", "sâu"));
    expect(read({ errors: [[[[["quá sâu"]]]]] })).toEqual(no("", ""));
  });
});

describe("the list an entry stands in", () => {
  it.each<[unknown, ListKind, object]>([
    [DOSSIER, "successes", YES],
    [{ MaHoSo: DOSSIER }, "successes", YES],
    [{ errorCode: "5" }, "successes", no("5", "")],
    [1, "successes", unclear("1", "")],
    ["Sai mã", "errors", no("", "Sai mã")],
    [["Sai mã", ["Sai tên"]], "errors", no("", "Sai mã")],
    [{ errorCode: "5", message: "x" }, "errors", no("5", "x")],
    [{ errorCode: "0", success: false }, "errors", no("0", "")],
    [{ MaHoSo: DOSSIER, ghiChu: "x" }, "errors", no("", "")],
    [{ message: "Xin chào" }, "errors", no("", "Xin chào")],
    [{ errorCode: "0", message: "Xong" }, "errors", unclear("", "Xong")],
    ["ok", "errors", unclear("", "ok")],
  ])("%j in %s", (entry, list, verdict) => {
    expect(read(entry, list)).toEqual(verdict);
  });
});
