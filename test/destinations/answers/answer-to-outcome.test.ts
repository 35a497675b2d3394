import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  answerToOutcome,
  type HttpAnswer,
  type AnswerContext,
} from "../../../src/destinations/answers/answer-to-outcome.ts";
import { answerRules, DEFAULT_ANSWER_RULES } from "../../../src/destinations/answers/answer-rules.ts";

const now = Date.parse("2026-05-18T08:30:00Z");
const context: AnswerContext = { purpose: "delivery", now, secrets: [], rules: DEFAULT_ANSWER_RULES };

function answer(status: number, body: unknown, more: Partial<HttpAnswer> = {}): HttpAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    status,
    contentType: "application/json",
    retryAfter: null,
    body: new TextEncoder().encode(text),
    complete: true,
    ...more,
  };
}
function classify(status: number, body: unknown, more: Partial<HttpAnswer> = {}, also: Partial<AnswerContext> = {}) {
  return answerToOutcome(answer(status, body, more), { ...context, ...also });
}

describe("the portal's own JSON", () => {
  it.each([0, "0", "00"])("error_code %j is a yes", (error_code) => {
    expect(classify(200, { error_code, message: "Đồng bộ hồ sơ thành công" })).toMatchObject({
      kind: "delivered",
      cause: "accepted",
      errorCode: String(error_code),
    });
    expect(classify(200, { error_code })).not.toHaveProperty("party");
  });

  it.each(["3", "-3", -3, 0])("error_code %j with “đã tồn tại” is already-exists", (error_code) => {
    const outcome = classify(200, { error_code, message: "Hồ sơ H26.107-260518-0123 ĐÃ TỒN TẠI".normalize("NFD") });
    expect(outcome).toMatchObject({ kind: "already-exists", cause: "already-exists" });
  });

  it.each([
    "Phiên làm việc đã hết hạn",
    "Session expired",
    "Vui lòng đăng nhập lại",
    "Token không hợp lệ",
    "phiên không tồn tại".normalize("NFD"),
  ])("“%s” is about the session", (message) => {
    expect(classify(200, { error_code: "-1", message })).toMatchObject({ kind: "session-refused", party: "gateway" });
  });

  it("knows a session code when one is configured, and that a version (phiên bản) is no session", () => {
    const body = { error_code: 401, message: "Lỗi" };
    expect(classify(200, body)).toMatchObject({ kind: "refused" });
    const rules = answerRules({ sessionCodes: ["401"] });
    expect(classify(200, body, {}, { rules })).toMatchObject({ kind: "session-refused" });
    expect(classify(200, { error_code: -1, message: "Phiên bản biểu mẫu không đúng" })).toMatchObject({
      kind: "refused",
    });
  });

  it.each(["Hệ thống đang bảo trì", "Hệ thống quá tải", "Dịch vụ tạm ngừng"])(
    "“%s” is not the data's fault, and is told from a state that lasts until it says",
    (message) => {
      const body = { error_code: -1, message };
      const words = { kind: "unavailable", party: "portal", said: message };
      expect(classify(200, body)).toMatchObject({ ...words, cause: "maintenance-words" });
      expect(classify(200, body, {}, { purpose: "lookup" })).toMatchObject({ ...words, cause: "maintenance" });
      expect(classify(200, body, { retryAfter: "30" })).toMatchObject({
        ...words,
        cause: "maintenance",
        retryAfterMs: 30_000,
      });
    },
  );

  it.each([
    "Ngày phiên tòa không hợp lệ",
    "Thiếu tên người phiên dịch",
    "Tên đăng nhập của cán bộ không hợp lệ",
    "Doanh nghiệp tạm ngừng kinh doanh",
    "Xe chở quá tải",
    "Số biên nhận đã tồn tại",
    "Số biên nhận: BN-01 đã tồn tại",
    "Dịch vụ không tồn tại",
    "Mã thủ tục không tồn tại",
    "Không tìm thấy thành phần hồ sơ",
  ])("“%s” is read for what it says: a no to the data", (message) => {
    const outcome = classify(200, { error_code: -1, message });
    expect(outcome).toMatchObject({ kind: "refused", party: "vendor-data", cause: "error-code", said: message });
    expect(outcome).not.toHaveProperty("doubtsSession");
  });

  it.each([
    "Không tìm thấy hồ sơ",
    "Không tìm thấy hồ sơ H26.107-260518-0123 trên hệ thống",
    "Hồ sơ H26.107-260518-0123 KHÔNG TỒN TẠI".normalize("NFD"),
    "Hồ sơ chưa được đồng bộ",
  ])("“%s” is a dossier the portal does not know", (message) => {
    const outcome = classify(200, { error_code: -1, message });
    expect(outcome).toMatchObject({ kind: "dossier-unknown", party: "portal", cause: "dossier-unknown" });
  });

  it("a no about rights, or one that says nothing, may be about the session; at the login it is about the account", () => {
    const denied = { error_code: -1, message: "Không có quyền truy cập" };
    expect(classify(200, denied)).toMatchObject({ kind: "refused", cause: "access-denied", doubtsSession: true });
    expect(classify(200, denied, {}, { purpose: "login" })).toMatchObject({ cause: "login-refused" });
    expect(classify(200, denied, {}, { purpose: "login" })).not.toHaveProperty("doubtsSession");
    for (const message of ["", "Có lỗi xảy ra", null])
      expect(classify(200, { error_code: -1, message })).toMatchObject({ cause: "error-code", doubtsSession: true });
    for (const message of ["", "  ", "Có lỗi xảy ra", null]) {
      expect(classify(200, { error_code: -1, message })).toMatchObject({ cause: "error-code", doubtsSession: true });
      const asked = classify(200, { error_code: -1, message }, {}, { purpose: "lookup" });
      expect(asked).toMatchObject({ cause: "lookup-refused", doubtsSession: true });
    }
    const plain = classify(200, { error_code: -1, message: "Sai dữ liệu" }, {}, { purpose: "lookup" });
    expect(plain).toMatchObject({ kind: "unavailable", cause: "lookup-refused" });
    expect(plain).not.toHaveProperty("doubtsSession");
  });

  it("a sentence in the place of the result is the portal's sentence", () => {
    expect(classify(200, { error_code: -1, result: "Không tìm thấy hồ sơ" })).toMatchObject({
      kind: "dossier-unknown",
      said: "Không tìm thấy hồ sơ",
    });
  });

  it("words that a province has seen decide beside the usual, and an exception undoes a usual one", () => {
    const rules = answerRules({
      sessionPhrases: ["mất kết nối phiên"],
      alreadyExistsPhrases: ["hồ sơ {mã} trùng khóa"],
      maintenancePhrases: ["đang nghỉ lễ"],
      unknownDossierPhrases: ["không có trong kho"],
      receivedPhrases: ["đã nằm trong sổ"],
      notUpdatablePhrases: ["khóa sổ"],
      accessPhrases: ["chưa được cấp phép"],
      unclearPhrases: ["mã 500 chung"],
      exceptPhrases: ["phiên làm việc của tòa"],
    });
    const causeOf = (message: string, service?: string) =>
      classify(200, { error_code: -1, message }, {}, { rules, service }).cause;
    expect(causeOf("Mất kết nối phiên")).toBe("session-refused");
    expect(causeOf("Hồ sơ số H1 trùng khóa")).toBe("already-exists");
    expect(causeOf("Cổng đang nghỉ lễ")).toBe("maintenance-words");
    expect(causeOf("Không có trong kho")).toBe("dossier-unknown");
    expect(causeOf("Đã nằm trong sổ", "dangKyHoTich")).toBe("already-received");
    expect(causeOf("Đã nằm trong sổ, đã khóa sổ", "dangKyHoTich")).toBe("received-not-updatable");
    expect(causeOf("Đơn vị chưa được cấp phép")).toBe("access-denied");
    expect(classify(200, { error_code: -1, message: "Mã 500 chung" }, {}, { rules })).toHaveProperty("doubtsSession");
    expect(answerRules()).toMatchObject({ sessionCodes: [], entryPerDossier: false });
    expect(causeOf("Phiên làm việc đã hết hạn")).toBe("session-refused");
    expect(causeOf("Ngày phiên làm việc của tòa không hợp lệ")).toBe("error-code");
  });

  it("“đã được tiếp nhận” is a yes of a ministry's system (HT-R20), not of the portal's own services", () => {
    const body = { error_code: "1", message: "Hồ sơ đã được tiếp nhận" };
    const kept = { error_code: "-1", message: "Hồ sơ H1 đã được tiếp nhận, không thể cập nhật thông tin" };
    const ministry = { service: "dangKyHoTich" };
    expect(classify(200, body, {}, ministry)).toMatchObject({ kind: "delivered", cause: "already-received" });
    expect(classify(200, kept, {}, ministry)).toMatchObject({ kind: "refused", cause: "received-not-updatable" });
    expect(classify(200, body, {}, { service: "DongBoHoSoMC" })).toMatchObject({
      kind: "refused",
      cause: "error-code",
    });
    expect(classify(200, body)).toMatchObject({ kind: "refused", cause: "error-code" });
  });

  it("a sector's own words hold for its own services, and for no others", () => {
    const form = z
      .object({ ketQua: z.string(), lyDo: z.string() })
      .transform(({ ketQua, lyDo }) => ({ error_code: ketQua === "DONG_Y" ? "0" : ketQua, message: lyDo }));
    const patterns = [
      {
        services: ["guiHoSo"],
        forms: [form],
        received: /trong sổ/iu,
        notUpdatable: /khóa sổ/iu,
        unavailable: /ngoài giờ/iu,
      },
      { services: ["guiTrangThai"], received: null },
    ];
    const said = (service: string, body: object) =>
      classify(200, body, {}, { service, rules: { ...DEFAULT_ANSWER_RULES, patterns } });
    const own = (ketQua: string, lyDo: string) => said("guiHoSo", { ketQua, lyDo });

    expect(own("DONG_Y", "")).toMatchObject({ kind: "delivered", cause: "accepted" });
    expect(own("TRUNG", "Đã có TRONG SỔ")).toMatchObject({ kind: "delivered", cause: "already-received" });
    expect(own("TRUNG", "Trong sổ, đã khóa sổ")).toMatchObject({ kind: "refused", cause: "received-not-updatable" });
    expect(own("HOAN", "Ngoài giờ")).toMatchObject({ kind: "unavailable", cause: "maintenance" });
    expect(own("TU_CHOI", "Sai thẩm quyền")).toMatchObject({
      kind: "refused",
      party: "vendor-data",
      errorCode: "TU_CHOI",
      message: expect.stringContaining("Sai thẩm quyền") as string,
    });
    expect(said("guiKhac", { ketQua: "DONG_Y", lyDo: "" })).toMatchObject({
      kind: "unknown",
      cause: "unexpected-json",
    });
    expect(said("guiHoSo", { status: "1" })).toMatchObject({ kind: "delivered" });
    const received = { error_code: "1", message: "Hồ sơ đã được tiếp nhận" };
    expect(said("guiKhac", received)).toMatchObject({ kind: "delivered", cause: "already-received" });
    expect(said("guiTrangThai", received)).toMatchObject({ kind: "refused", cause: "error-code" });
    const broken = { error_code: "-1", message: "Value cannot be null." };
    expect(said("guiTrangThai", broken)).toMatchObject({ kind: "refused", cause: "error-code" });
    const exists = { error_code: "-1", message: "Hồ sơ đã tồn tại" };
    expect(said("guiTrangThai", exists)).toMatchObject({ kind: "already-exists", cause: "already-exists" });
  });

  it("any other code is a no to the data, quoted, with what to do", () => {
    const outcome = classify(200, { error_code: "-1", message: "Mã thủ tục không hợp lệ" });
    expect(outcome).toMatchObject({ kind: "refused", party: "vendor-data", cause: "error-code", errorCode: "-1" });
    expect(outcome.message).toBe(
      "Cổng từ chối dữ liệu (mã lỗi -1): “Mã thủ tục không hợp lệ”. " +
        "Hãy sửa dữ liệu ở phần mềm một cửa theo thông báo này rồi gửi lại hồ sơ.",
    );
    expect(outcome.messageEn).toContain("Correct the data");
  });

  it("counts under other client statuses too, but a yes there is doubtful", () => {
    expect(classify(400, { error_code: "-1", message: "Thiếu MaHoSo" })).toMatchObject({ kind: "refused" });
    expect(classify(404, { error_code: "0" })).toMatchObject({ kind: "unknown", cause: "contradictory-answer" });
  });
});

describe("a page instead of an answer", () => {
  const page = (title: string, body: string) =>
    `<!DOCTYPE html><html><head><title>${title}</title></head>${body}</html>`;
  const form = '<form><label>Mật khẩu</label><input name="p" type="password"><button>Đăng nhập</button></form>';
  it.each([
    ["a form with a password", page("Cổng Dịch vụ công", form)],
    ["a title", page("Đăng nhập | Hệ thống liên thông", "<script>onError()</script>")],
    ["one that leads to it", '<html><meta http-equiv="refresh" content="0; url=/sso/login"></html>'],
  ])("the login page (%s) was shown before anything was processed", (_name, html) => {
    expect(classify(200, html)).toMatchObject({ kind: "session-refused", party: "gateway", cause: "login-page" });
    expect(classify(200, html, {}, { purpose: "login" })).toMatchObject({ cause: "html-instead-of-json" });
  });

  it.each([
    ["an error page", page("Lỗi hệ thống", form)],
    ["one that speaks of an error", page("Đăng nhập", "<p>Error: NullPointerException</p>")],
    ["a page with a link to the login", page("Cổng Dịch vụ công", "<a>Đăng nhập</a>")],
    ["a page of a firewall", page("Web Filter", "<p>Blocked</p>")],
  ])("%s may come from after the processing, so the lines on it are not sent twice", (_name, html) => {
    const outcome = classify(200, html);
    expect(outcome).toMatchObject({ kind: "unknown", cause: "html-instead-of-json" });
    expect(outcome).not.toHaveProperty("doubtsSession");
    expect(classify(200, html, {}, { purpose: "lookup" })).toMatchObject({ doubtsSession: true });
  });
});

describe("a yes beside an error that is about nobody", () => {
  const body = { error_code: 0, message: "Thành công", errors: ["x"] };

  it("is doubtful of what was written, and no matter to a question", () => {
    expect(classify(200, body)).toMatchObject({ kind: "unknown", cause: "no-inside-yes" });
    expect(classify(200, body, {}, { purpose: "lookup" })).toMatchObject({ kind: "delivered" });
  });

  it("is not taken for the verdict of an item where none is known", () => {
    const result = { error_code: -1, message: "Sai" };
    expect(classify(200, { error_code: 0, result })).toMatchObject({ kind: "unknown", cause: "no-inside-yes" });
  });
});

describe("evidence", () => {
  it("holds no more than fifty complaints about fields", () => {
    const errorDescription = Array.from({ length: 51 }, (_, index) => `meTen${index} sai.`).join("\n");
    const body = { status: 0, errorCode: 5, errorDescription };
    expect(classify(200, body).complaints).toHaveLength(50);
  });

  it("is the hash of the whole answer and its head", () => {
    const body = `{"error_code":"-1","message":"${"ă".repeat(2000)}"}`;
    const outcome = classify(200, body);
    expect(outcome.answerSha256).toBe(createHash("sha256").update(body).digest("hex"));
    expect(outcome.excerpt).toHaveLength(500);
    expect(outcome.message.length).toBeLessThan(500);
  });

  it("holds no session, whether known or recognised, and no personal number", () => {
    const body = {
      error_code: "-1",
      message: "Phien aaaa-bbbb, CCCD 001099012345, SĐT 0912345678, hồ sơ H26.107-260518-0123",
      session: "zzzz-yyyy",
      accessToken: 'q"uote',
    };
    const outcome = classify(200, body, {}, { secrets: ["aaaa-bbbb"] });
    const shown = JSON.stringify(outcome);
    expect(shown).not.toMatch(/aaaa-bbbb|zzzz-yyyy|uote|001099012345|0912345678/);
    expect(outcome.excerpt).toContain("H26.107-260518-0123");
    expect(outcome.excerpt).toContain("CCCD *********345");
  });

  it("does not cut a character in half, and holds nothing that PostgreSQL cannot store", () => {
    const outcome = classify(200, `\u0000${"a".repeat(497)}😀😀😀`);
    expect(outcome.excerpt?.isWellFormed()).toBe(true);
    expect(outcome.excerpt).not.toContain("\u0000");
    expect(outcome.excerpt?.length).toBeLessThanOrEqual(500);
  });
});

describe("a question changes nothing", () => {
  it.each([500, 200])("so a useless answer with %d to a look-up is unavailable, not unknown", (status) => {
    const outcome = classify(status, "<html>", {}, { purpose: "lookup" });
    expect(outcome).toMatchObject({ kind: "unavailable", party: "portal" });
    expect(outcome.message).toMatch(/^Khi tra cứu hồ sơ: /);
  });
});

it("never throws, and always says something, whatever comes", () => {
  const codes = fc.oneof(fc.constantFrom(0, "0", -1, "3", null, true), fc.jsonValue());
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 700 }),
    fc.oneof(fc.string({ unit: "binary", maxLength: 700 }), fc.json()).map((text) => new TextEncoder().encode(text)),
    fc
      .record(
        { error_code: codes, message: fc.oneof(fc.string(), fc.jsonValue()), result: fc.jsonValue() },
        { requiredKeys: [] },
      )
      .map((value) => new TextEncoder().encode(JSON.stringify(value))),
  );
  const header = fc.option(
    fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    ),
  );
  const any = fc.record({
    status: fc.integer({ min: 0, max: 999 }),
    contentType: header,
    retryAfter: header,
    body,
    complete: fc.boolean(),
  });
  const purpose = fc.constantFrom("delivery" as const, "login" as const, "lookup" as const);
  fc.assert(
    fc.property(any, purpose, fc.array(fc.string(), { maxLength: 2 }), (given, why, secrets) => {
      const outcome = answerToOutcome(given, { ...context, purpose: why, secrets });
      expect(outcome.message.length).toBeGreaterThan(10);
      expect(outcome.message).not.toMatch(/\{(?:status|code|said)\}/);
      expect(outcome.excerpt?.length ?? 0).toBeLessThanOrEqual(500);
      if (outcome.kind !== "delivered") expect(outcome.party).toBeDefined();
      if (outcome.retryAfterMs !== undefined) expect(outcome.retryAfterMs).toBeGreaterThanOrEqual(0);
      if (outcome.kind === "delivered") expect(given.status).toBeLessThan(300);
    }),
    { numRuns: 500 },
  );
});
