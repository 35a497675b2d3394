import {
  addDays,
  addWorkingDays,
  calendarCovers,
  isWorkingDay,
  isWorkingDaysBefore,
} from "#schemas/common/working-days.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const someDay = fc.integer({ min: 0, max: 4 * 365 }).map((days) => addDays("2024-01-01", days));

describe("isWorkingDay", () => {
  it.each([
    ["2026-11-20", true, "a Friday"],
    ["2026-11-21", false, "a Saturday"],
    ["2026-11-22", false, "a Sunday"],
    ["2026-09-02", false, "National Day"],
    ["2026-08-31", false, "exchanged"],
    ["2026-08-22", true, "a Saturday made up"],
    ["2026-04-27", false, "off for a Sunday"],
    ["2030-01-01", false, "New Year beyond the table"],
    ["2030-04-29", true, "a Monday beyond the table"],
    ["1969-12-31", true, "a Wednesday before the epoch"],
  ])("%s: %s, %s", (day, works) => {
    expect(isWorkingDay(day)).toBe(works);
  });

  it("reads a doubtful holiday as the caller asks", () => {
    expect([isWorkingDay("2026-11-24"), isWorkingDay("2026-11-24", "working")]).toEqual([false, true]);
    expect(isWorkingDay("2026-09-02", "working")).toBe(false);
  });

  it("refuses what is no day", () => {
    expect(() => isWorkingDay("2026-02-30")).toThrow(RangeError);
  });
});

describe("addWorkingDays", () => {
  it.each([
    ["2026-11-16", 3, "2026-11-19"],
    ["2026-11-20", 1, "2026-11-23"],
    ["2026-11-22", 1, "2026-11-23"],
    ["2026-11-23", -3, "2026-11-18"],
    ["2026-11-22", 0, "2026-11-22"],
    ["2026-02-13", 1, "2026-02-23"],
    ["2026-08-21", 1, "2026-08-22"],
    ["2026-08-28", 1, "2026-09-03"],
  ])("%s and %i days is %s", (day, count, reached) => {
    expect(addWorkingDays(day, count)).toBe(reached);
  });

  it("lands on a working day and comes back the same way", () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const reached = addWorkingDays(day, count);
        expect(isWorkingDay(reached)).toBe(true);
        const back = addWorkingDays(reached, -count);
        expect(back <= day).toBe(true);
        if (isWorkingDay(day)) expect(back).toBe(day);
      }),
      { numRuns: 100 },
    );
  });

  it("goes on where it stopped", () => {
    fc.assert(
      fc.property(someDay, fc.nat(20), fc.nat(20), (day, first, second) => {
        expect(addWorkingDays(addWorkingDays(day, first), second)).toBe(addWorkingDays(day, first + second));
      }),
      { numRuns: 100 },
    );
  });

  it("is bounded", () => {
    for (const count of [1001, -1001, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addWorkingDays("2026-11-16", count)).toThrow(RangeError);
    }
  });
});

describe("isWorkingDaysBefore", () => {
  it.each([
    ["2026-11-18", "2026-11-23", "yes"],
    ["2026-11-19", "2026-11-23", "no"],
    ["2026-11-22", "2026-11-23", "no"],
    ["2026-11-20", "2026-11-26", "yes"],
    ["2026-11-23", "2026-11-26", "undetermined"],
    ["2026-11-24", "2026-11-26", "no"],
    ["2029-11-20", "2029-11-23", "undetermined"],
    ["2029-11-21", "2029-11-23", "no"],
  ])("%s, three days before %s: %s", (day, deadline, answer) => {
    expect(isWorkingDaysBefore(day, 3, deadline)).toBe(answer);
  });
});

it("knows which years it covers", () => {
  expect([
    calendarCovers("2024-01-01", "2027-12-31"),
    calendarCovers("2023-12-31", "2024-01-02"),
    calendarCovers("2027-12-31", "2028-01-01"),
  ]).toEqual([true, false, false]);
});
