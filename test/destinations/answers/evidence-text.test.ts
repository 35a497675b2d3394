import { describe, expect, it } from "vitest";
import { excerptOf, quoteOf } from "../../../src/destinations/answers/evidence-text.ts";

describe("what is kept of an answer", () => {
  it.each([
    ["a JSON answer as it was written", '{ "error_code": 0 }', '{ "error_code": 0 }'],
    ["a session without its token", '{"session":"abc","x":1}', '{"session":"***","x":1}'],
    ["a password with a quotation mark in it", '{"password": "a\\"b"}', '{"password": "***"}'],
    ["a header without its token", "Authorization: Bearer ey.J-0= x", "Authorization: Bearer *** x"],
    ["an answer without what it repeats", '{"inputSend":{"a":1},"x":1}', '{"x":1}'],
    ["an answer cut off in what it repeats", '{"x":1,"inputSend":{"a":', '{"x":1 …'],
    ["a number of a person by its end", "CCCD 001099012345.", "CCCD *********345."],
    ["a text without control characters", "a\u0000b\tc", "a b\tc"],
    ["a text in NFC", "Lỗi".normalize("NFD"), "Lỗi"],
  ])("is %s", (_name, text, kept) => {
    expect(excerptOf(text, [])).toBe(kept);
  });

  it("holds no secret of the call, as it is or as JSON writes it", () => {
    expect(excerptOf("token abcd, abcd", ["abcd"])).toBe("token ***, ***");
    expect(excerptOf('{"x":"q\\"uote"}', ['q"uote'])).toBe('{"x":"***"}');
  });

  it("is not garbled by a secret that is too short to be one", () => {
    expect(excerptOf("abc def", ["", "abc"])).toBe("abc def");
  });

  it("is not cut where it just fits, and never within a character", () => {
    const fits = "a".repeat(500);
    expect(excerptOf(fits, [])).toBe(fits);
    expect(excerptOf(`${fits}a`, [])).toBe(`${"a".repeat(499)}…`);
    expect(excerptOf(`${"a".repeat(498)}😀a`, [])).toBe(`${"a".repeat(498)}…`);
  });
});

describe("a sentence that is quoted", () => {
  it("stands in one line without blanks around it", () => {
    expect(quoteOf(" \n Mã  thủ tục\r\n không\thợp lệ ", [])).toBe("Mã thủ tục không hợp lệ");
  });

  it("is cut to 300 characters", () => {
    expect(quoteOf("a".repeat(300), [])).toHaveLength(300);
    expect(quoteOf("a".repeat(301), [])).toBe(`${"a".repeat(299)}…`);
  });

  it("is not looked for beyond the first 20 000 characters", () => {
    expect(quoteOf(`${" ".repeat(19_999)}ab`, [])).toBe("a");
  });
});
