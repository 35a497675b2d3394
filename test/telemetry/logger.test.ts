import { Fault } from "#core/fault.ts";
import { describe, expect, it } from "vitest";
import { fileURLToPath } from "node:url";
import { daysBetween } from "#schemas/common/partial-date.ts";
import { TokenTrouble } from "../../src/signing/keys/pkcs11/token-trouble.ts";
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

  it("keeps its causes, and the place of what is not our own", () => {
    const reset = Object.assign(new Error("connection reset"), { code: "ECONNRESET", syscall: "read" });
    const fault = new Fault("database-unavailable", { vi: "Mất kết nối.", en: "No connection." }, { cause: reset });
    expect(logged({ error: fault })["error"]).toEqual({
      name: "Fault",
      code: "database-unavailable",
      message: "No connection.",
      cause: { name: "Error", code: "ECONNRESET", about: { syscall: "read" } },
    });
  });

  it("is told by class and place in our files, without what it says", () => {
    let thrown: unknown;
    try {
      daysBetween("Nguyễn Văn Mẫu", "001099012345");
    } catch (error) {
      thrown = error;
    }
    const record = logged({ error: thrown })["error"] as { readonly at: readonly string[] };
    expect(record).toEqual({ name: "RangeError", at: expect.anything() as unknown });
    expect(record.at.join(" ")).toMatch(
      /^schemas\/common\/partial-date\.ts:\d+( schemas\/common\/partial-date\.ts:\d+)*$/,
    );
  });

  it("tells no place that its message makes up, and no name or code that is a text", () => {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const error = Object.assign(new Error(`x\n    at f (${root}src/Nguyen.Van.Mau/001099012345.ts:1:1)`), {
      name: "Nguyễn Văn Mẫu",
      code: "001099012345",
      constraint: "dossiers_check",
      column: "Nguyễn Văn Mẫu",
      detail: "Failing row contains (001099012345).",
    });
    expect(logged({ error })["error"]).toEqual({ name: "Error", about: { constraint: "dossiers_check" } });
  });

  it("shows nothing else that hangs on it", () => {
    const error = Object.assign(new TypeError("bad"), { query: "select", parameters: ["001099012345"] });
    expect(logged({ error })["error"]).toEqual({ name: "TypeError" });
  });

  it("says what it says where the words are ours", () => {
    expect(logged({ error: new TokenTrouble({ kind: "silent", detail: "C_Sign" }) })["error"]).toEqual({
      name: "TokenTrouble",
      message: "silent: C_Sign",
    });
  });

  it("ends where causes go round in a circle", () => {
    const error = new Error("x");
    error.cause = error;
    expect(JSON.stringify(logged({ error })["error"]).split('"name"')).toHaveLength(7);
  });

  it.each([
    ["just text", "string"],
    [5, "number"],
    [null, "null"],
  ])("may be %j", (thrown, name) => {
    expect(logged({ where: "x", error: thrown })["error"]).toEqual({ name });
  });
});
