import { Fault } from "#core/fault.ts";
import { describe, expect, it } from "vitest";
import { createLogger } from "../../src/telemetry/logger.ts";

/** A logger and what it wrote. */
function listen(level = "trace") {
  const lines: string[] = [];
  return { logger: createLogger(level, { write: (line) => lines.push(line) }), lines };
}

/** The one line that logging this makes, parsed. */
function logged(value: Record<string, unknown>): Record<string, unknown> {
  const { logger, lines } = listen();
  logger.info(value, "xin chào");
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? "") as Record<string, unknown>;
}

const SECRET_KEYS = [
  "password",
  "token",
  "session",
  "authorization",
  "key",
  "apiKey",
  "record",
  "content",
  "payload",
  "body",
];

describe("a log line", () => {
  it("is one JSON object with level, time in Ha Noi and message, and nothing about the machine", () => {
    const line = logged({ dossierCode: "H26.107-260518-0123" });
    expect(line).toEqual({
      level: "info",
      time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+07:00$/) as string,
      dossierCode: "H26.107-260518-0123",
      msg: "xin chào",
    });
  });

  it("has the instant it was written, whatever zone it is shown in", () => {
    const before = Date.now();
    const { time } = logged({});
    expect(Date.parse(String(time))).toBeGreaterThanOrEqual(before);
    expect(Date.parse(String(time))).toBeLessThanOrEqual(Date.now());
  });

  it("is not written below the level", () => {
    const { logger, lines } = listen("warn");
    logger.info("nothing");
    logger.warn("something");
    expect(lines).toHaveLength(1);
  });
});

describe("redaction", () => {
  it.each(SECRET_KEYS)("hides %s at every level it reaches, whatever it holds", (key) => {
    for (const secret of ["bí mật", 987_654_321, ["bí mật"], { deeper: "bí mật" }]) {
      const line = logged({
        [key]: secret,
        kept: "thấy",
        one: { [key]: secret, kept: "thấy", two: { [key]: secret, kept: "thấy" } },
        list: [{ [key]: secret, kept: "thấy" }],
      });
      expect(line).toMatchObject({
        [key]: "[ẩn]",
        kept: "thấy",
        one: { [key]: "[ẩn]", kept: "thấy", two: { [key]: "[ẩn]", kept: "thấy" } },
        list: [{ [key]: "[ẩn]", kept: "thấy" }],
      });
      expect(JSON.stringify(line)).not.toMatch(/bí mật|987654321/);
    }
  });

  it("leaves what was logged as it is", () => {
    const value = { password: "bí mật", one: { token: "bí mật" } };
    logged(value);
    expect(value).toEqual({ password: "bí mật", one: { token: "bí mật" } });
  });
});

describe("an error in a log line", () => {
  it("is told by name, code and message, without a stack when it is our own", () => {
    const fault = new Fault("lease-lost", { vi: "Mất quyền giữ.", en: "The lease was lost." });
    expect(logged({ error: fault })["error"]).toEqual({
      name: "Fault",
      code: "lease-lost",
      message: "The lease was lost.",
    });
  });

  it("keeps its causes, and the stack of what is not our own", () => {
    const reset = Object.assign(new Error("connection reset"), { code: "ECONNRESET" });
    const fault = new Fault("database-unavailable", { vi: "Mất kết nối.", en: "No connection." }, { cause: reset });
    expect(logged({ error: fault })["error"]).toEqual({
      name: "Fault",
      code: "database-unavailable",
      message: "No connection.",
      cause: {
        name: "Error",
        code: "ECONNRESET",
        message: "connection reset",
        stack: expect.stringContaining("logger.test.ts") as string,
      },
    });
  });

  it("shows nothing else that hangs on it", () => {
    const error = Object.assign(new TypeError("bad"), { query: "select", parameters: ["001099012345"] });
    expect(Object.keys(logged({ error })["error"] as object).toSorted()).toEqual(["message", "name", "stack"]);
  });

  it.each(["just text", 5, null, undefined])("may be %j", (thrown) => {
    expect(logged({ where: "x", error: thrown })["error"]).toEqual(
      thrown === undefined ? undefined : { message: String(thrown) },
    );
  });
});
