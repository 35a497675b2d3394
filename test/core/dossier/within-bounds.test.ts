import { describe, expect, it } from "vitest";
import { z } from "zod";
import { withinBounds } from "#core/dossier/within-bounds.ts";

const schema = z.strictObject({
  name: z.string().max(300),
  code: z.string(),
  file: z.base64(),
  lines: z.array(z.strictObject({ note: z.string().max(300).nullable() })).max(3),
  free: z.array(z.string()),
  paper: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("card"), number: z.string().max(300) }),
    z.strictObject({ kind: z.literal("none") }),
  ]),
  any: z.unknown(),
});
const long = (length: number) => "x".repeat(length);

describe("an input of a size that a schema checks quickly", () => {
  it("is as it was where nothing is far too large", () => {
    const input = {
      name: long(1200),
      code: long(10_000),
      file: long(50_000),
      lines: [{ note: null }],
      free: ["a", "b"],
      paper: { kind: "card", number: "1" },
      any: { deep: [long(50_000)] },
    };
    expect(withinBounds(schema, input)).toEqual({ input, issues: [] });
    for (const other of [null, 7, "text", [], undefined])
      expect(withinBounds(schema, other)).toEqual({ input: other, issues: [] });
  });

  it.each<[string, number, number]>([
    ["name", 1201, 300],
    ["code", 10_001, 10_000],
  ])("has the beginning of a text that is too long: %s", (name, length, most) => {
    const { input, issues } = withinBounds(schema, { [name]: long(length) });
    expect(input).toEqual({ [name]: long(100) });
    expect(issues).toMatchObject([{ pointer: `/${name}`, code: "too-big", severity: "error" }]);
    expect(issues[0]?.messageEn).toBe(`${length} characters long; at most ${most} are allowed.`);
    expect(issues[0]?.message).toContain(`tối đa ${most} ký tự`);
  });

  it("has one entry more of a list than it may have, which the schema then tells", () => {
    const lines = Array.from({ length: 900 }, (_, index) => ({ note: String(index) }));
    const bounded = withinBounds(schema, { lines, free: lines.map(({ note }) => note) });
    expect(bounded).toMatchObject({ input: { lines: lines.slice(0, 4) }, issues: [] });
    expect((bounded.input as { free: unknown[] }).free).toHaveLength(900);
    expect(withinBounds(schema, { paper: lines }).input).toEqual({ paper: lines });
  });

  it("is looked at inside lists, nullable values and the branch that a union names", () => {
    const text = long(1201);
    const input = { lines: [{ note: "a" }, { note: text }], paper: { kind: "card", number: text }, any: text };
    const { issues } = withinBounds(schema, input, ["record"]);
    expect(issues.map(({ pointer }) => pointer)).toEqual(["/record/lines/1/note", "/record/paper/number"]);
    expect(withinBounds(schema, { paper: { kind: "other", number: text } }).issues).toEqual([]);
  });

  it("names some of the members that nobody knows, and counts the others", () => {
    const unknown = Object.fromEntries(Array.from({ length: 503 }, (_, index) => [`k${index}`, index]));
    const { input, issues } = withinBounds(schema, { name: "a", ...unknown, code: "b" });
    expect(Object.keys(input as object)).toHaveLength(502);
    expect(input).toMatchObject({ name: "a", code: "b", k0: 0, k499: 499 });
    expect(issues).toMatchObject([{ pointer: "", code: "unknown-fields", severity: "error" }]);
    expect(issues[0]?.message).toContain("Còn 3 trường");
    const { k0: _0, k1: _1, k2: _2, ...most } = unknown;
    expect(withinBounds(schema, most).issues).toEqual([]);
  });
});
