import { WrittenNumber } from "#core/dossier/written-number.ts";
import { parseWith } from "#core/dossier/zod-issues.ts";
import { refused } from "#schemas/common/refused.ts";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const even = refused({ code: "even", vi: "Phải là số chẵn.", en: "Must be even." });
const shape = z.strictObject({
  name: z.string().max(3),
  kind: z.enum(["a", "b"]).default("a"),
  count: z.int().refine((value) => value % 2 === 0, even),
  lines: z.array(z.strictObject({ id: z.string() })).default([]),
  paper: z
    .discriminatedUnion("type", [
      z.strictObject({ type: z.literal("cccd"), number: z.string() }),
      z.strictObject({ type: z.literal("other"), text: z.string() }),
    ])
    .optional(),
});
const good = { name: "abc", count: 2 };

/** The issues, or none. */
function issues(input: unknown, base?: readonly PropertyKey[]) {
  const parsed = parseWith(shape, input, base);
  return parsed.ok ? [] : parsed.issues;
}

describe("parseWith", () => {
  it("gives what the schema makes of good input", () => {
    expect(parseWith(shape, good)).toEqual({ ok: true, value: { ...good, kind: "a", lines: [] } });
  });

  it("says 'missing' where a required value is absent, and only there", () => {
    expect(issues({ count: 2 })).toEqual([
      {
        pointer: "/name",
        code: "missing",
        message: "Thiếu trường bắt buộc này.",
        messageEn: "This field is required.",
        severity: "error",
      },
    ]);
    expect(issues({ ...good, name: undefined })).toMatchObject([{ pointer: "/name", code: "missing" }]);
    expect(issues({ ...good, name: null })).toMatchObject([{ pointer: "/name", code: "invalid-type" }]);
    expect(issues({ ...good, lines: [{ id: "1" }, {}] })).toMatchObject([{ pointer: "/lines/1/id", code: "missing" }]);
    expect(issues(undefined)).toMatchObject([{ pointer: "", code: "missing" }]);
  });

  it("says 'missing' for an absent choice and for an absent discriminator", () => {
    const choice = z.strictObject({ kind: z.enum(["a", "b"]) });
    const parsed = parseWith(choice, {});
    expect(parsed).toMatchObject({ ok: false, issues: [{ pointer: "/kind", code: "missing" }] });
    expect(issues({ ...good, paper: { number: "1" } })).toMatchObject([{ pointer: "/paper/type", code: "missing" }]);
  });

  it("names each field that does not belong, with its own pointer", () => {
    const found = issues({ ...good, nmae: 1, "a/b": 2, lines: [{ id: "1", at: "x" }] });
    expect(found.map(({ pointer, code }) => `${pointer} ${code}`).toSorted()).toEqual([
      "/a~1b unknown-field",
      "/lines/0/at unknown-field",
      "/nmae unknown-field",
    ]);
    expect(found.find(({ pointer }) => pointer === "/nmae")).toMatchObject({
      message: "Trường «nmae» không có trong định dạng; kiểm tra lại tên trường.",
      messageEn: "There is no field named “nmae” here; check its spelling.",
    });
  });

  it("keeps the words and the code of a constraint of our own", () => {
    expect(issues({ ...good, count: 3 })).toEqual([
      { pointer: "/count", code: "even", message: "Phải là số chẵn.", messageEn: "Must be even.", severity: "error" },
    ]);
  });

  it("does not take a constraint that points to an absent field for a missing field", () => {
    const pair = z
      .strictObject({ from: z.string(), to: z.string().optional() })
      .refine(({ to }) => to !== undefined, { ...even, path: ["to"] });
    expect(parseWith(pair, { from: "x" })).toMatchObject({ ok: false, issues: [{ pointer: "/to", code: "even" }] });
  });

  it("says what a choice between shapes allows, in both languages", () => {
    const [issue] = issues({ ...good, paper: { type: "visa" } });
    expect(issue).toMatchObject({ pointer: "/paper/type", code: "invalid-value" });
    for (const text of [issue?.message, issue?.messageEn]) expect(text).toMatch(/'cccd'.*'other'/);
    expect(issue?.message).toMatch(/^Giá trị không hợp lệ; chỉ nhận một trong: /);
    expect(issue?.messageEn).toMatch(/^Not a valid value; expected one of: /);
  });

  it("calls a number with a fraction a number where something else is meant", () => {
    const [issue] = issues({ name: new WrittenNumber("8.000"), kind: "a", count: 2 });
    expect(issue).toMatchObject({
      message: "Sai kiểu dữ liệu: cần chuỗi ký tự, nhận được số.",
      messageEn: "Invalid input: expected string, received number",
    });
  });

  it("speaks Vietnamese and English about what zod itself finds, and writes codes with hyphens", () => {
    const found = issues({ name: "abcd", kind: "c", count: "2" });
    expect(found.map(({ pointer, code }) => [pointer, code])).toEqual([
      ["/name", "too-big"],
      ["/kind", "invalid-value"],
      ["/count", "invalid-type"],
    ]);
    expect(found[0]?.message).toBe("Chỉ nhận nhiều nhất 3 ký tự.");
    expect(found[2]?.message).toMatch(/^Cần một số nguyên viết liền.*ở đây là 2.*«2»\.$/u);
    expect(found[2]?.messageEn).toMatch(/^Expected a whole number.*here 2.*“2”\.$/u);
    const vietnamese = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/u;
    for (const { message, messageEn } of found) {
      expect(message).toMatch(vietnamese);
      expect(messageEn).toMatch(/expected/i);
      expect(messageEn).not.toMatch(vietnamese);
    }
  });

  it("suggests the value that was meant, in both languages, and nothing far-fetched or for what is no text", () => {
    const said = (value: unknown) => {
      const parsed = parseWith(z.strictObject({ kind: z.enum(["citizen", "business"]) }), { kind: value });
      return parsed.ok ? [] : parsed.issues;
    };
    expect(said("citzen")).toEqual([
      {
        pointer: "/kind",
        code: "invalid-value",
        message: "Chỉ nhận một trong: «citizen», «business». Có phải là «citizen»?",
        messageEn: 'Invalid option: expected one of "citizen"|"business"; did you mean “citizen”?',
        severity: "error",
      },
    ]);
    for (const value of ["zzzzzzzz", 5, ["citizen"]]) {
      expect(said(value)).toMatchObject([
        {
          message: "Chỉ nhận một trong: «citizen», «business».",
          messageEn: 'Invalid option: expected one of "citizen"|"business"',
        },
      ]);
    }
  });

  it("says in its own English what a constraint made from the refused value", () => {
    const known = z.string().refine((value) => value === "a", {
      ...refused({ code: "known", vi: "Không biết.", en: "Not known." }),
      params: { code: "known", messageEn: (value: unknown) => `Not known: ${String(value)}.` },
    });
    const parsed = parseWith(known, "b");
    expect(parsed).toMatchObject({ ok: false, issues: [{ code: "known", messageEn: "Not known: b." }] });
  });

  it("falls back on zod's own words for a constraint that brings none", () => {
    const parsed = parseWith(
      z.string().refine((value) => value === "a", "Chỉ a."),
      "b",
    );
    expect(parsed).toMatchObject({ ok: false, issues: [{ code: "custom", message: "Chỉ a.", messageEn: "Chỉ a." }] });
  });

  it("calls every issue it finds an error", () => {
    const found = issues({ name: "abcd", kind: "c", count: 3, nmae: 1, paper: { type: "visa" } });
    expect(found).toHaveLength(5);
    expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(["error"]));
  });

  it("looks no further for what is missing than the input goes", () => {
    const deep = z.strictObject({ a: z.strictObject({ b: z.string() }) });
    for (const a of ["text", null]) {
      const parsed = parseWith(deep, { a });
      expect(parsed).toMatchObject({ ok: false, issues: [{ pointer: "/a", code: "invalid-type" }] });
    }
  });

  it("pairs the two languages of every issue when there are many", () => {
    const found = issues({ name: "abcd", count: 3, lines: [{ id: 1 }, { id: "1", at: 1 }] });
    expect(found.map(({ pointer, messageEn }) => [pointer, messageEn.slice(0, 12)])).toEqual([
      ["/name", "Too big: exp"],
      ["/count", "Must be even"],
      ["/lines/0/id", "Invalid inpu"],
      ["/lines/1/at", "There is no "],
    ]);
  });

  it("puts the path of the value inside the whole before every pointer", () => {
    const found = issues({ count: 3, lines: [{ at: 1 }] }, ["record", 0]);
    expect(found.map(({ pointer }) => pointer).toSorted()).toEqual([
      "/record/0/count",
      "/record/0/lines/0/at",
      "/record/0/lines/0/id",
      "/record/0/name",
    ]);
  });

  it("never repeats what was sent, which may be personal", () => {
    const found = issues({ name: "bí mật của ông Mẫu", count: "bí mật", paper: { type: "bí mật" } });
    expect(found).toHaveLength(3);
    expect(JSON.stringify(found)).not.toContain("bí mật");
  });
});
