import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#core/message/message.ts";
import { DEFAULT_ANSWER_RULES } from "../../../src/destinations/answers/answer-rules.ts";
import { answerToOutcome } from "../../../src/destinations/answers/answer-to-outcome.ts";
import { doubtOfYes, isPlainYes } from "../../../src/destinations/answers/doubtful-yes.ts";

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

describe("a sentence beside a yes", () => {
  it.each([
    `Đã đồng bộ ${A} và ${B}`,
    "Thành công 2 / 3 hồ sơ",
    "Th&#x1EA5;t b&#x1EA1;i",
    "Mã &#9999999; không hợp lệ",
    "Yêu cầu đang được xử lý",
  ])("«%s» doubts it", (message) => {
    expect(doubtOfYes({ error_code: 0 }, message, codes)).toBe(message);
  });

  it.each([`Đã đồng bộ ${A}, ${B}, ${C}`, "Đã đồng bộ", "Thành công 3/3", "Ngày 12/05/2026", "Mã &#9999999;"])(
    "«%s» does not",
    (message) => {
      expect(doubtOfYes({ error_code: 0 }, message, codes)).toBeNull();
    },
  );

  it.each([
    ["Success", true],
    ["Successful.", true],
    ["Sent successfully", true],
    ["It succeeded!", true],
    ["Kết quả: OK", true],
    ["OK.", true],
    ["Đã nhận thành công", true],
    ["Unsuccessful", false],
    ["Successor", false],
    ["Sổ: BOOK", false],
    ["OKE", false],
    ["Đã nhận", false],
    ["Không thành công", false],
    ["OK, 1 error", false],
  ])("«%s» says yes plainly: %s", (message, isYes) => {
    expect(isPlainYes(message)).toBe(isYes);
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

  it("of one dossier is not doubted for a low count or an empty place", () => {
    expect(doubtOfYes({ updated: 0, items: [null] }, "Thành công", [A])).toBeNull();
  });

  it("in JSON that stands in the sentence, as provincial wrappers answer", () => {
    const message = JSON.stringify({ result: [{ MaHoSo: A }, { MaHoSo: B, error_code: -1 }] });
    expect(doubtOfYes({ error_code: 0, message }, message, codes)).not.toBeNull();
    const failed = JSON.stringify({ result: { maLoi: "E1" } });
    expect(doubtOfYes({ error_code: 0, message: failed }, failed, codes)).toBe("maLoi: E1");
    const refused = JSON.stringify({ error_code: -1, message: "Thất bại" });
    expect(doubtOfYes({ error_code: 0, message: refused }, refused, codes)).toBe("error_code: -1");
    const clean = JSON.stringify({ error_code: 0, errors: [], result: codes });
    expect(doubtOfYes({ error_code: 0, message: clean }, clean, codes)).toBeNull();
  });

  it.each<[string, JsonValue]>([
    ["nothing more", {}],
    ["no errors", { errors: [], warnings: ["chậm"], failed: 0, loi: "Không có" }],
    ["all of them", { result: codes.map((MaHoSo) => ({ MaHoSo, error_code: "0", status: "OK" })) }],
    ["something else", { requestId: "x", inserted: 3, time: 5 }],
    ["fields for errors that are empty", { errors: {}, failed: false, loi: "", error: "  ", list_err: null }],
    ["counts that are none", { inserted: null, updated: "2" }],
    ["codes of a yes", { data: [{ error_code: "00" }, { maLoi: "" }, { errCode: 0 }, { errorCode: "000" }] }],
    ["codes that are no codes", { data: { maLoi: true, errorCode: { at: 1 } } }],
    ["a code of its own beside the portal's", { maLoi: "DONG_Y" }],
    ["an empty place in a list of other things", { notes: [1, null] }],
  ])("and not %s", (_name, more) => {
    expect(doubtOfYes({ error_code: 0, ...(more as object) }, "Thành công", codes)).toBeNull();
  });

  it.each<[string, unknown, string]>([
    ["a list of errors", { errors: [{ code: "X" }] }, 'errors: [{"code":"X"}]'],
    ["a sentence about an error", { loi: "Sai mã" }, "loi: Sai mã"],
    ["errors without more", { errors: true }, "errors: true"],
    ["a count of failures", { failed: 2 }, "failed: 2"],
    ["a flag in a text", { success: "false" }, "success: false"],
    ["a word between blanks", { status: " NOK " }, "status:  NOK "],
    ["a code inside an object", { data: { error_code: "E1" } }, "error_code: E1"],
    ["a code inside a list", { data: [{ error_code: -1 }] }, "error_code: -1"],
    ["a code that ends with zeros", { data: { maLoi: "10" } }, "maLoi: 10"],
    ["a code that begins with zeros", { data: { maLoi: "01" } }, "maLoi: 01"],
    ["an empty place", { items: [1, null, 1] }, "[1,null,1]"],
    ["the code of one left out", { [A]: 1, [B]: 1 }, C],
    ["the codes of two left out", { taken: [A] }, `${B}, ${C}`],
  ])("is quoted to the officer: %s", (_name, more, doubt) => {
    expect(doubtOfYes({ error_code: 0, ...(more as object) }, "Thành công", codes)).toBe(doubt);
  });

  it("is quoted no longer than is read", () => {
    const long = "x".repeat(400);
    expect(doubtOfYes({ errors: [long] }, "", codes)).toHaveLength("errors: ".length + 300);
    expect(doubtOfYes({ items: [long, null, long] }, "", codes)).toHaveLength(300);
  });

  it("names one left out once, however many items are about it", () => {
    expect(doubtOfYes({ taken: [A] }, "", [A, B, B])).toBe(B);
  });

  it("is looked for in its first 20 000 parts", () => {
    const long = (after: number) => [{ loi: "Sai" }, ...Array.from({ length: after }, () => 1)];
    expect(doubtOfYes(long(19_997), "", [A])).toBe("loi: Sai");
    expect(doubtOfYes(long(19_998), "", [A])).toBeNull();
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
