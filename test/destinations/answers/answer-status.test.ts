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
  });

  it("of a look-up that says the dossier exists is a yes only with a code that is one", () => {
    const message = "Hồ sơ đã tồn tại";
    const lookup = { purpose: "lookup" } as const;
    expect(classify(200, { error_code: 0, message }, {}, lookup).cause).toBe("accepted");
    expect(classify(200, { error_code: -1, message }, {}, lookup).cause).toBe("already-exists");
    expect(classify(200, { error_code: 0, message }).cause).toBe("already-exists");
  });
});
