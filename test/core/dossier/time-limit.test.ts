import { legalDue, limitInWords, type TimeLimit } from "#core/dossier/time-limit.ts";
import { describe, expect, it } from "vitest";

const SAME_DAY: TimeLimit = { kind: "same-day", cutOff: "15:00" };

describe("legalDue", () => {
  // 2026-05-18 is a Monday; 2026-05-01 is a holiday on a Friday.
  it.each<[string, string, TimeLimit, string]>([
    ["the morning of a working day", "2026-05-18T08:30:15+07:00", SAME_DAY, "2026-05-18T17:00:00+07:00"],
    ["the very second of the cut-off", "2026-05-18T15:00:00+07:00", SAME_DAY, "2026-05-18T17:00:00+07:00"],
    ["a second after the cut-off", "2026-05-18T15:00:01+07:00", SAME_DAY, "2026-05-19T17:00:00+07:00"],
    ["a Saturday made up for a holiday", "2026-08-22T09:00:00+07:00", SAME_DAY, "2026-08-22T17:00:00+07:00"],
    ["the eve of Tết after the cut-off", "2026-02-13T15:30:00+07:00", SAME_DAY, "2026-02-23T17:00:00+07:00"],
    ["late on a Friday", "2026-05-22T16:00:00+07:00", SAME_DAY, "2026-05-25T17:00:00+07:00"],
    ["a Saturday, online", "2026-05-23T09:00:00+07:00", SAME_DAY, "2026-05-25T17:00:00+07:00"],
    [
      "working days over a week-end",
      "2026-05-21T09:00:00+07:00",
      { kind: "working-days", count: 3 },
      "2026-05-26T17:00:00+07:00",
    ],
    [
      "working days over holidays",
      "2026-04-29T09:00:00+07:00",
      { kind: "working-days", count: 1 },
      "2026-05-04T17:00:00+07:00",
    ],
    [
      "half a working day, which counts as the day it falls on",
      "2026-05-18T09:00:00+07:00",
      { kind: "working-days", count: 3.5 },
      "2026-05-22T17:00:00+07:00",
    ],
    ["plain days", "2026-05-04T09:00:00+07:00", { kind: "days", count: 10 }, "2026-05-14T17:00:00+07:00"],
    [
      "plain days that end on a Saturday",
      "2026-05-06T09:00:00+07:00",
      { kind: "days", count: 10 },
      "2026-05-18T17:00:00+07:00",
    ],
  ])("%s", (_case, receivedAt, limit, due) => {
    expect(legalDue(receivedAt, limit)).toEqual({ at: due, covered: true });
  });

  it.each([
    ["2023-12-29T09:00:00+07:00", false],
    ["2024-01-02T09:00:00+07:00", true],
    ["2027-12-27T09:00:00+07:00", true],
    ["2027-12-30T09:00:00+07:00", false],
  ])("knows whether the calendar covers a dossier of %s: %s", (receivedAt, covered) => {
    expect(legalDue(receivedAt, { kind: "working-days", count: 3 }).covered).toBe(covered);
  });
});

describe("limitInWords", () => {
  it.each<[TimeLimit, string, string]>([
    [
      SAME_DAY,
      "trong ngày, nhận sau 15:00 thì trả ngày làm việc tiếp theo",
      "the same day, the next working day when received after 15:00",
    ],
    [{ kind: "working-days", count: 3.5 }, "3,5 ngày làm việc", "3.5 working days"],
    [{ kind: "days", count: 15 }, "15 ngày", "15 days"],
  ])("says %j", (limit, vi, en) => {
    expect(limitInWords(limit)).toEqual({ vi, en });
  });
});
