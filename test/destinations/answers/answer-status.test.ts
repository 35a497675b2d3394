import { describe, expect, it } from "vitest";
import {
  answerToOutcome,
  type AnswerContext,
  type HttpAnswer,
} from "../../../src/destinations/answers/answer-to-outcome.ts";
import { DEFAULT_ANSWER_RULES } from "../../../src/destinations/answers/answer-rules.ts";

const now = Date.parse("2026-05-18T08:30:00Z");

function classify(status: number, said: unknown, more: Partial<HttpAnswer> = {}, also: Partial<AnswerContext> = {}) {
  const body = new TextEncoder().encode(typeof said === "string" ? said : JSON.stringify(said));
  return answerToOutcome(
    { status, contentType: "application/json", retryAfter: null, body, complete: true, ...more },
    { purpose: "delivery", now, secrets: [], rules: DEFAULT_ANSWER_RULES, ...also },
  );
}

describe("where one status ends and the next begins", () => {
  it.each([
    [299, "unexpected-json"],
    [300, "redirected"],
    [399, "redirected"],
    [400, "http-4xx"],
    [403, "http-403"],
    [404, "http-404"],
    [499, "http-4xx"],
    [500, "http-5xx"],
  ])("%i without a word of the portal is %s", (status, cause) => {
    const stated = cause.endsWith("xx") ? `http-${status}` : cause;
    expect(classify(status, {}).cause).toBe(stated);
  });

  it.each([
    [399, "redirected"],
    [400, "contradictory-answer"],
    [200, "accepted"],
  ])("a yes with %i is %s", (status, cause) => {
    expect(classify(status, { error_code: 0 }).cause).toBe(cause);
  });
});

describe("status", () => {
  it.each([
    [401, "session-refused", "gateway", "session-refused"],
    [419, "session-refused", "gateway", "session-refused"],
    [440, "session-refused", "gateway", "session-refused"],
    [403, "unavailable", "gateway", "http-403"],
    [404, "unavailable", "gateway", "http-404"],
    [405, "unavailable", "gateway", "http-405"],
    [408, "unavailable", "network", "http-408"],
    [413, "unavailable", "gateway", "http-413"],
    [415, "unavailable", "gateway", "http-415"],
    [418, "unavailable", "gateway", "http-418"],
    [429, "unavailable", "portal", "rate-limited"],
    [500, "unknown", "portal", "http-500"],
    [502, "unknown", "portal", "http-502"],
    [503, "unavailable", "portal", "http-503"],
    [504, "unknown", "portal", "http-504"],
    [302, "unavailable", "gateway", "redirected"],
    [307, "unavailable", "gateway", "redirected"],
  ])("%d without portal JSON: %s, %s, %s", (status, kind, party, cause) => {
    expect(classify(status, "<html>lỗi</html>", { contentType: "text/html" })).toMatchObject({
      kind,
      party,
      cause,
      httpStatus: status,
    });
  });

  it("a 500 with an error code is still unknown: it may come from after the storing", () => {
    expect(classify(500, { error_code: -1, message: "Lỗi" })).toMatchObject({ kind: "unknown", cause: "http-500" });
  });

  it("a 500 is unknown for every item, whatever its body says of single ones", () => {
    const dossierCodes = ["H26.107-260518-0001", "H26.107-260518-0002"];
    const result = dossierCodes.map((MaHoSo, index) => ({ MaHoSo, error_code: -index }));
    const outcome = classify(500, { error_code: 0, result }, {}, { dossierCodes });
    expect(outcome.cause).toBe("http-500");
    expect(outcome).not.toHaveProperty("items");
  });

  it("tells which settings to check", () => {
    expect(classify(404, "no").message).toMatch(/PORTAL_URL.*PORTAL_CONTEXT.*PORTAL_DSTCODE/);
    expect(classify(413, "no").message).toContain("PORTAL_BATCH_SIZE");
  });
});

describe("Retry-After", () => {
  it.each([
    ["120", 120_000],
    [" 0 ", 0],
    ["Mon, 18 May 2026 08:31:30 GMT", 90_000],
    ["Mon, 18 May 2026 08:00:00 GMT", 0],
    ["9999999", 3_600_000],
    ["soon", undefined],
    ["-5", undefined],
    ["1.5", undefined],
    [null, undefined],
  ])("%j is %s ms", (retryAfter, expected) => {
    expect(classify(429, "", { retryAfter }).retryAfterMs).toBe(expected);
    expect(classify(503, "", { retryAfter }).retryAfterMs).toBe(expected);
  });

  it("as a date is told by the sender's own clock", () => {
    const more = { retryAfter: "Mon, 18 May 2026 08:31:30 GMT", date: "Mon, 18 May 2026 08:31:00 GMT" };
    expect(classify(429, "", more).retryAfterMs).toBe(30_000);
  });
});

describe("a 200 that says nothing", () => {
  it("is a page where its header says so, and bad JSON where nothing does", () => {
    const page = { contentType: "text/html; charset=utf-8" };
    expect(classify(200, "Máy chủ bận", page).cause).toBe("html-instead-of-json");
    for (const contentType of [null, "application/xhtmlx"])
      expect(classify(200, "Máy chủ bận", { contentType }).cause).toBe("bad-json");
  });

  it.each([
    ["html-instead-of-json", "  <!DOCTYPE html><p>Hệ thống</p>"],
    ["bad-json", '{"error_code":"0","mess'],
    ["empty-answer", ""],
    ["empty-answer", " \n"],
    ["unexpected-json", "{}"],
    ["unexpected-json", "[]"],
    ["unexpected-json", "null"],
  ])("%s: %j", (cause, body) => {
    expect(classify(200, body)).toMatchObject({ kind: "unknown", party: "portal", cause });
  });

  it("too long to be read, except where the status settles it", () => {
    const cut = { complete: false };
    const outcome = classify(200, '{"error_code":"0"}', cut);
    expect(outcome).toMatchObject({ kind: "unknown", cause: "answer-too-large" });
    expect(outcome).not.toHaveProperty("answerSha256");
    expect(classify(503, "x", cut)).toMatchObject({ kind: "unavailable", cause: "http-503" });
  });
});

describe("an answer that may mean no more than that the session ended", () => {
  const page = "<html><body>Trang chủ</body></html>";
  const html = { contentType: "text/html" };

  it("is a front end's, to anything but the login", () => {
    for (const status of [302, 403]) {
      for (const purpose of ["delivery", "lookup"] as const)
        expect(classify(status, page, html, { purpose })).toHaveProperty("doubtsSession", true);
      expect(classify(status, page, html, { purpose: "login" })).not.toHaveProperty("doubtsSession");
    }
  });

  it("is any page that answers a question, and none that answers a delivery", () => {
    expect(classify(200, page, html, { purpose: "lookup" })).toHaveProperty("doubtsSession", true);
    expect(classify(200, page, html)).not.toHaveProperty("doubtsSession");
  });

  it("is neither a yes, nor a server's own failure, nor what is no JSON", () => {
    for (const [status, body] of [
      [200, { error_code: 0 }],
      [500, page],
      [404, page],
      [200, "?"],
      [200, ""],
    ] as const)
      expect(classify(status, body, {}, { purpose: "lookup" })).not.toHaveProperty("doubtsSession");
  });
});

describe("a login", () => {
  it.each([
    [{ error_code: -1, message: "Hồ sơ đã tồn tại" }, "login-refused"],
    [{ error_code: -1, message: "Hồ sơ không tồn tại" }, "login-refused"],
    [{ error_code: -1, message: "Phiên làm việc đã hết hạn" }, "login-refused"],
    [{ error_code: -1, message: "Sai dữ liệu" }, "login-refused"],
    [{ error_code: -1, message: "Hệ thống đang bảo trì" }, "maintenance"],
    [{ error_code: 0 }, "accepted"],
  ])("that is answered %j is %s", (body, cause) => {
    expect(classify(200, body, {}, { purpose: "login" }).cause).toBe(cause);
  });
});

describe("what an outcome holds", () => {
  it("is only what there is to hold", () => {
    const bare = classify(404, "");
    for (const field of ["errorCode", "retryAfterMs", "excerpt", "said", "complaints"])
      expect(Object.keys(bare), field).not.toContain(field);
    expect(bare.httpStatus).toBe(404);
    const refused = classify(200, { error_code: -1, message: "Sai dữ liệu" });
    expect(Object.keys(refused)).not.toContain("complaints");
    expect(refused).toMatchObject({ errorCode: "-1", said: "Sai dữ liệu" });
    for (const body of [
      { error_code: -1, message: "" },
      { error_code: 0, message: "Thành công" },
    ])
      expect(classify(200, body)).not.toHaveProperty("said");
  });

  it("of a look-up that says the dossier exists is a yes only with a code that is one", () => {
    const message = "Hồ sơ đã tồn tại";
    const lookup = { purpose: "lookup" } as const;
    expect(classify(200, { error_code: 0, message }, {}, lookup).cause).toBe("accepted");
    expect(classify(200, { error_code: -1, message }, {}, lookup).cause).toBe("already-exists");
    expect(classify(200, { error_code: 0, message }).cause).toBe("already-exists");
  });
});
