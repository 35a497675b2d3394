import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#core/message/message.ts";
import { DEFAULT_ANSWER_RULES } from "../../../src/destinations/answers/answer-rules.ts";
import { answerToOutcome } from "../../../src/destinations/answers/answer-to-outcome.ts";
import { doubtOfYes } from "../../../src/destinations/answers/doubtful-yes.ts";

const [A, B, C] = ["H26.107-260518-0001", "H26.107-260518-0002", "H26.107-260518-0003"] as const;
const codes = [A, B, C];

/** What becomes of dossiers when the portal answers with this. */
function said(body: object, dossierCodes: readonly string[] = [A]) {
  return answerToOutcome(
    {
      status: 200,
      contentType: "application/json",
      retryAfter: null,
      body: new TextEncoder().encode(JSON.stringify(body)),
      complete: true,
    },
    { purpose: "delivery", service: "DongBoHoSoMC", dossierCodes, now: 0, secrets: [], rules: DEFAULT_ANSWER_RULES },
  );
}
const yes = (message: string, dossierCodes?: readonly string[]) => said({ error_code: 0, message }, dossierCodes);

describe("a code of yes beside a sentence that denies it", () => {
  it.each([
    "Không thành công",
    "Đồng bộ hồ sơ thất bại",
    "Đồng bộ hồ sơ thất bại".normalize("NFD"),
    "&#272;&#7891;ng b&#7897; th&#7845;t b&#7841;i",
    "Lỗi hệ thống",
    "Mã thủ tục không hợp lệ",
    "Thành công 0/2 hồ sơ",
    "Thành công 2 hồ sơ, thất bại 1",
    "Yêu cầu đang được xử lý",
    "Failed",
    "Exception: ORA-00001",
    "Timeout expired",
  ])("«%s» calls nobody in sync", (message) => {
    expect(yes(message)).toMatchObject({ kind: "unknown", cause: "no-inside-yes" });
  });

  it.each([
    ["Phiên làm việc đã hết hạn", "session-refused"],
    ["Hệ thống đang bảo trì", "maintenance-words"],
    [`Không tìm thấy hồ sơ ${A}`, "dossier-unknown"],
    [`Hồ sơ ${A} đã tồn tại`, "already-exists"],
  ])("«%s» is what it says", (message, cause) => {
    expect(yes(message).cause).toBe(cause);
  });

  it.each([
    "",
    "Thành công",
    "Đồng bộ hồ sơ thành công",
    "Cập nhật tiến độ thành công",
    "Tiếp nhận hồ sơ thành công, không có lỗi",
    "Đã nhận",
    "OK",
    "Success",
    "3/3 hồ sơ thành công",
    "No errors",
  ])("«%s» stays a yes", (message) => {
    expect(yes(message, codes)).toMatchObject({ kind: "delivered", cause: "accepted" });
  });

  it("and a code of no beside a plain yes is neither", () => {
    for (const code of ["1", "200", "", "OK"])
      expect(said({ error_code: code, message: "Thành công" })).toMatchObject({
        kind: "unknown",
        cause: "unclear-answer",
      });
    expect(said({ error_code: -1, message: "Không thành công" }).kind).toBe("refused");
  });
});

describe("a yes whose answer holds a no somewhere", () => {
  it.each<[string, JsonValue]>([
    ["errors beside it", { errors: [{ code: "X" }] }],
    ["a list of failed codes", { DanhSachLoi: "B" }],
    ["an item under data", { data: [{ MaHoSo: B, error_code: -1 }] }],
    ["a flag", { result: { success: false } }],
    ["a count that is too low", { inserted: 2 }],
    ["a word", { result: [{ status: "NOK" }] }],
    ["an empty place", { items: [1, null, 1] }],
    ["some of the dossiers and not all", { taken: [A, B] }],
  ])("%s", (_name, more) => {
    const body = { error_code: 0, message: "Thành công", ...(more as object) };
    expect(doubtOfYes(body, "Thành công", codes)).not.toBeNull();
  });

  it("in JSON that stands in the sentence, as provincial wrappers answer", () => {
    const message = JSON.stringify({ result: [{ MaHoSo: A }, { MaHoSo: B, error_code: -1 }] });
    expect(doubtOfYes({ error_code: 0, message }, message, codes)).not.toBeNull();
  });

  it.each<[string, JsonValue]>([
    ["nothing more", {}],
    ["no errors", { errors: [], warnings: ["chậm"], failed: 0, loi: "Không có" }],
    ["all of them", { result: codes.map((MaHoSo) => ({ MaHoSo, error_code: "0", status: "OK" })) }],
    ["something else", { requestId: "x", inserted: 3, time: 5 }],
  ])("and not %s", (_name, more) => {
    expect(doubtOfYes({ error_code: 0, ...(more as object) }, "Thành công", codes)).toBeNull();
  });

  it("whatever it holds, reading it ends and never throws", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (json, message) => {
        const doubt = doubtOfYes(json as JsonValue, message, codes);
        expect(doubt === null || typeof doubt === "string").toBe(true);
      }),
    );
  });
});
