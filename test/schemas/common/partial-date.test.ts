import {
  ageRange,
  comparePartialDates,
  daysBetween,
  firstDay,
  fullDate,
  lastDay,
  partialDate,
  toDottedDate,
  yearsBetween,
} from "#schemas/common/partial-date.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accepts, refuses } from "../table.ts";

const anyFull = fc
  .integer({ min: Date.UTC(1800, 0, 1) / 86_400_000, max: Date.UTC(2199, 11, 31) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const anyPartial = fc.tuple(anyFull, fc.constantFrom(4, 7, 10)).map(([day, length]) => day.slice(0, length));
const near = fc.tuple(
  fc.integer({ min: 1998, max: 2000 }),
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 28 }),
  fc.constantFrom(4, 7, 10),
);
const nearPartial = near.map(([year, month, day, length]) =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`.slice(0, length),
);
const partial = fc.oneof(anyPartial, nearPartial);

describe("partialDate", () => {
  accepts(partialDate, [
    ["1938", "1938"],
    [" 1971-11 ", "1971-11"],
    ["2024-02-29", "2024-02-29"],
    ["1800", "1800"],
  ]);
  refuses(partialDate, [
    ["2023-02-29", "partial-date"],
    ["1900-02-29", "partial-date"],
    ["2024-04-31", "partial-date"],
    ["2024-13", "partial-date"],
    ["2024-00", "partial-date"],
    ["2024-1-5", "partial-date"],
    ["0198-01-01", "partial-date"],
    ["09/03/1998", "partial-date"],
    ["", "partial-date"],
  ]);
});

describe("fullDate", () => {
  accepts(fullDate, [["1998-03-09", "1998-03-09"]]);
  refuses(fullDate, [
    ["1998-03", "full-date"],
    ["1998", "full-date"],
    ["1998-02-30", "full-date"],
  ]);
});

describe("comparePartialDates", () => {
  it.each([
    ["1938", "2026-11-18", "before"],
    ["1998", "1998-05", "undetermined"],
    ["1998", "1998", "undetermined"],
    ["1998-05", "1998-05", "undetermined"],
    ["1998-05-01", "1998-05-01", "same"],
    ["1998-05-31", "1998-06", "before"],
    ["1998-06", "1998-05-31", "after"],
    ["1999", "1998-12-31", "after"],
  ] as const)("%s to %s: %s", (a, b, order) => {
    expect(comparePartialDates(a, b)).toBe(order);
  });

  it("turns round when its arguments do", () => {
    const turned = { before: "after", after: "before", same: "same", undetermined: "undetermined" } as const;
    fc.assert(
      fc.property(partial, partial, (a, b) => {
        expect(comparePartialDates(b, a)).toBe(turned[comparePartialDates(a, b)]);
      }),
    );
  });

  it("orders full dates as text does", () => {
    fc.assert(
      fc.property(anyFull, anyFull, (a, b) => {
        expect(comparePartialDates(a, b)).toBe(a < b ? "before" : a > b ? "after" : "same");
      }),
    );
  });

  it("is undetermined between a date and its own year or month", () => {
    fc.assert(
      fc.property(anyFull, fc.constantFrom(4, 7), (day, length) => {
        expect(comparePartialDates(day.slice(0, length), day)).toBe("undetermined");
      }),
    );
  });

  it("does not accept anything else", () => {
    expect(() => comparePartialDates("1998-02-30", "1998")).toThrow(RangeError);
  });
});

describe("intervals and ages", () => {
  it("knows the first and last day", () => {
    expect([firstDay("2024"), lastDay("2024"), firstDay("2024-02"), lastDay("2024-02"), lastDay("2023-02-07")]).toEqual(
      ["2024-01-01", "2024-12-31", "2024-02-01", "2024-02-29", "2023-02-07"],
    );
  });

  it.each([
    ["2000-02-29", "2018-02-28", 17],
    ["2000-02-29", "2018-03-01", 18],
    ["2008-11-22", "2026-11-22", 18],
    ["2008-11-23", "2026-11-22", 17],
  ])("from %s to %s are %i years", (from, to, years) => {
    expect(yearsBetween(from, to)).toBe(years);
  });

  it.each([
    ["1998", "2026-11-22", { min: 27, max: 28 }],
    ["2008-11", "2026-11-22", { min: 17, max: 18 }],
    ["2008-11-22", "2026-11-22", { min: 18, max: 18 }],
    ["2026", "2026-05-01", { min: 0, max: 0 }],
    ["2027", "2026-05-01", { min: -2, max: -1 }],
  ])("born %s, on %s: %o", (birth, on, range) => {
    expect(ageRange(birth, on)).toEqual(range);
  });

  it("counts days both ways and over leap days", () => {
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
    fc.assert(
      fc.property(anyFull, anyFull, (a, b) => {
        expect(daysBetween(a, b) + daysBetween(b, a)).toBe(0);
      }),
    );
  });

  it("holds every true age within the range of a partial birth date", () => {
    fc.assert(
      fc.property(anyFull, anyFull, fc.constantFrom(4, 7, 10), (birth, on, length) => {
        fc.pre(birth <= on);
        const { min, max } = ageRange(birth.slice(0, length), on);
        const age = yearsBetween(birth, on);
        expect(min).toBeLessThanOrEqual(age);
        expect(max).toBeGreaterThanOrEqual(age);
      }),
    );
  });
});

describe("toDottedDate", () => {
  it.each([
    ["1998-03-09", "09.03.1998"],
    ["1971-11", ".11.1971"],
    ["1938", "1938"],
  ])("%s is written %s", (date, dotted) => {
    expect(toDottedDate(date)).toBe(dotted);
  });
});
