import { describe, expect, it } from "vitest";
import { fieldsIn, traceLeaves } from "#core/message/trace-leaves.ts";

const trace = (dossier: object, make: (dossier: Record<string, unknown>) => object | null) =>
  traceLeaves(dossier, (changed) => {
    const made = make(changed);
    return made === null ? null : fieldsIn(made);
  });

/** Where the one value of a dossier goes. */
const traceOne = (value: unknown, make: (value: unknown) => object | null) =>
  trace({ one: value }, ({ one }) => make(one)).map(({ fields }) => fields);

describe("where the values of a dossier go", () => {
  it("is found by changing each in turn, and which fields hold just it", () => {
    expect(
      trace({ name: "An", papers: [{ title: "Đơn" }, { title: "Tờ khai" }] }, ({ name, papers }) => ({
        hoTen: name,
        loi: `Ông/bà ${String(name)}`,
        giayTo: (papers as readonly object[]).map((paper) => ({ ...paper })),
      })),
    ).toEqual([
      { path: ["name"], value: "An", fields: ["hoTen", "loi"], shownIn: ["hoTen"], stumbled: false },
      {
        path: ["papers", "0", "title"],
        value: "Đơn",
        fields: ["giayTo.0.title"],
        shownIn: ["giayTo.0.title"],
        stumbled: false,
      },
      {
        path: ["papers", "1", "title"],
        value: "Tờ khai",
        fields: ["giayTo.1.title"],
        shownIn: ["giayTo.1.title"],
        stumbled: false,
      },
    ]);
  });

  it("names no field for what goes nowhere", () => {
    expect(trace({ inner: "x", left: undefined }, () => ({ a: 1 }))).toEqual([
      { path: ["inner"], value: "x", fields: [], shownIn: [], stumbled: false },
    ]);
  });

  it("counts fields that come and go with a value", () => {
    expect(traceOne("Đổi", (value) => (value === "Đổi" ? { former: "x" } : { other: "y" }))).toEqual([
      ["former", "other"],
    ]);
  });

  it("tells what was read by a mapping that does not understand another text", () => {
    const days = (value: unknown) => (/^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? { day: value } : null);
    expect(trace({ day: "2026-11-20" }, ({ day }) => days(day))).toMatchObject([{ fields: ["day"], stumbled: true }]);
    const throwing = (value: unknown) => {
      if (value !== "x") throw new RangeError("not x");
      return { a: value };
    };
    expect(trace({ only: "x" }, ({ only }) => throwing(only))).toMatchObject([{ fields: [], stumbled: true }]);
  });

  it("is nothing where nothing is made of the dossier at all", () => {
    expect(trace({ a: 1 }, () => null)).toEqual([]);
  });

  it("does not take what is no error for nonsense in a value", () => {
    const stopped = Symbol("stopped");
    const make = ({ a }: Record<string, unknown>) => {
      if (a !== "x") throw stopped as unknown as Error;
      return { a };
    };
    expect(() => trace({ a: "x" }, make)).toThrow();
  });

  it("tries the other of two for a yes or no", () => {
    const make = (value: unknown) => ({ f: value === true ? "yes" : "no" });
    expect([traceOne(true, make), traceOne(false, make)]).toEqual([[["f"]], [["f"]]]);
    const truthy = (value: unknown) => ({ f: value ? "yes" : "no" });
    expect(traceOne(true, truthy)).toEqual([["f"]]);
  });

  it("tries numbers close by, and small ones, for a number", () => {
    for (const [number, noticed] of [
      [5, 6],
      [5, 7],
      [5, 1],
      [5, 2],
    ])
      expect([noticed, traceOne(number, (value) => ({ f: value === noticed }))]).toEqual([noticed, [["f"]]]);
    expect(traceOne(5, (value) => (Number.isInteger(value) ? { f: value } : null))).toEqual([["f"]]);
  });
});

describe("the fields of a message", () => {
  it("are its values by their paths, also inside a text of JSON", () => {
    expect(
      fieldsIn({ a: 1, b: { c: [true, null] }, d: '{"e":{"f":"x"}}', g: "{h", i: "k", l: '"m"', n: "[1]" }),
    ).toEqual(
      new Map([
        ["a", "1"],
        ["b.c.0", "true"],
        ["b.c.1", "null"],
        ["d.e.f", "x"],
        ["g", "{h"],
        ["i", "k"],
        ["l", '"m"'],
        ["n", "[1]"],
      ]),
    );
  });
});
