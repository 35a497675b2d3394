import { legalDueAt, type TimeLimit } from "#core/deadline.ts";
import { describe, expect, it } from "vitest";

const SAME_DAY: TimeLimit = { kind: "same-day", cutOff: "15:00" };

describe("legalDueAt", () => {
  // 2026-05-18 is a Monday; 2026-05-01 is a holiday on a Friday.
  it.each<[string, string, TimeLimit, string]>([
    ["the morning of a working day", "2026-05-18T08:30:15+07:00", SAME_DAY, "2026-05-18T17:00:00+07:00"],
    ["the very minute of the cut-off", "2026-05-18T15:00:59+07:00", SAME_DAY, "2026-05-18T17:00:00+07:00"],
    ["a minute after the cut-off", "2026-05-18T15:01:00+07:00", SAME_DAY, "2026-05-19T17:00:00+07:00"],
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
    ["plain days", "2026-05-04T09:00:00+07:00", { kind: "days", count: 10 }, "2026-05-14T17:00:00+07:00"],
    [
      "plain days that end on a Saturday",
      "2026-05-06T09:00:00+07:00",
      { kind: "days", count: 10 },
      "2026-05-18T17:00:00+07:00",
    ],
  ])("%s", (_case, receivedAt, limit, due) => {
    expect(legalDueAt(receivedAt, limit)).toBe(due);
  });
});
