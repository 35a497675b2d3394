import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  classesToAskFor,
  conversionLists,
  correspondingClasses,
  restrictionOn,
} from "../../../../adapters/driving-licences/classes/conversions.ts";
import {
  CLASS_CODES,
  classLists,
  findClass,
  schemeGivenOn,
  schemeOn,
} from "../../../../adapters/driving-licences/classes/licence-classes.ts";

const codesOf = (scheme: "2008" | "2024") =>
  classLists.find((list) => list.scheme === scheme)?.items.map((item) => item.code) ?? [];

/** Luật 36/2024/QH15, article 89, as the circulars print it. */
const ARTICLE_89: readonly (readonly [string, string])[] = [
  ["A1_OLD", "A"],
  ["A2", "A"],
  ["A3", "B1"],
  ["A4", ""],
  ["B1_AUTO", "B"],
  ["B1", "B C1"],
  ["B2", "B C1"],
  ["C", "C"],
  ["D", "D2"],
  ["E", "D"],
  ["FB2", "BE C1E"],
  ["FC", "CE"],
  ["FD", "D2E"],
  ["FE", "DE"],
];

describe("the classes", () => {
  it("are fifteen since 2025, fourteen before", () => {
    expect(codesOf("2024")).toHaveLength(15);
    expect(codesOf("2008")).toHaveLength(14);
    expect([schemeOn("2024-12-31"), schemeOn("2025-01-01")]).toEqual(["2008", "2024"]);
    expect(["2014", "2024-12", "2025"].map(schemeGivenOn)).toEqual(["2008", "2008", "2024"]);
  });

  it("include only classes of their own list", () => {
    for (const { scheme, items } of classLists) {
      const unknown = items.flatMap((item) => item.includes.filter((code) => findClass(scheme, code) === undefined));
      expect(unknown).toEqual([]);
    }
  });

  it("read a bare A1 of before 2025 as the old one", () => {
    expect(findClass("2008", "A1")?.code).toBe("A1_OLD");
    expect(findClass("2024", "A1")?.code).toBe("A1");
    expect(findClass("2024", "A1_OLD")).toBeUndefined();
  });

  it.each([
    ["A", null, 18],
    ["B1", null, 18],
    ["B", 10, 18],
    ["C1", 10, 18],
    ["C", 5, 21],
    ["BE", 5, 21],
    ["C1E", 5, 24],
    ["D2", 5, 24],
    ["D", 5, 27],
    ["DE", 5, 27],
  ])("give %s for %s years from the age of %s", (code, validYears, minAge) => {
    expect(findClass("2024", code)).toMatchObject({ validYears, minAge });
  });
});

describe("exchanging a class", () => {
  it.each(ARTICLE_89)("of before 2025: %s for %s", (held, given) => {
    const wanted = given === "" ? [] : given.split(" ");
    for (const day of ["2025-01-01", "2026-11-16"]) {
      expect(correspondingClasses({ code: held, scheme: "2008" }, day)).toEqual(wanted);
    }
    expect(correspondingClasses({ code: held, scheme: "2008" }, "2024-12-31")).toEqual([held]);
  });

  it("knows every class of before 2025", () => {
    expect(conversionLists[0]?.items.map((item) => item.from).toSorted()).toEqual(codesOf("2008").toSorted());
  });

  it("gives classes of that day's list only, each once, and never one that needs more than the held class gave", () => {
    const held = fc
      .constantFrom("2008" as const, "2024" as const)
      .chain((scheme) => fc.constantFrom(...codesOf(scheme)).map((code) => ({ code, scheme })));
    fc.assert(
      fc.property(held, fc.constantFrom("2010-05-05", "2024-12-31", "2025-01-01", "2026-11-22"), (own, day) => {
        const asked = classesToAskFor(own, day);
        expect(new Set(asked).size).toBe(asked.length);
        for (const code of asked) expect(codesOf(schemeOn(day))).toContain(code);
        if (own.scheme === schemeOn(day)) expect(asked).toContain(own.code);
      }),
    );
  });

  it("allows a lower class that the new one includes", () => {
    expect(classesToAskFor({ code: "E", scheme: "2008" }, "2026-01-01")).toEqual(["D", "B", "C1", "C", "D1", "D2"]);
    expect(classesToAskFor({ code: "B", scheme: "2024" }, "2026-01-01")).toEqual(["B"]);
  });

  it("restricts the old A1 and the automatic B1, and nothing else", () => {
    const restricted = CLASS_CODES.flatMap((code) =>
      correspondingClasses({ code, scheme: "2008" }, "2026-01-01").flatMap((to) => {
        const restriction = restrictionOn({ code, scheme: "2008" }, to, "2026-01-01");
        return restriction === undefined ? [] : [`${code} ${to} ${restriction.says.test(restriction.text)}`];
      }),
    );
    expect(restricted).toEqual(["A1 A true", "A1_OLD A true", "B1_AUTO B true"]);
    expect(restrictionOn({ code: "A1_OLD", scheme: "2008" }, "A1_OLD", "2024-12-31")).toBeUndefined();
  });
});
