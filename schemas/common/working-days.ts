import { holidays } from "../codes/holidays.ts";
import { inForce } from "../codes/code-list.ts";
import { daysBetween } from "./partial-date.ts";

/**
 * Working-day arithmetic (ngày làm việc) over the table of holidays. Days are full dates `YYYY-MM-DD`; the day a period
 * starts from is never counted (Bộ luật Dân sự 91/2015/QH13, article 147).
 *
 * A doubtful holiday counts as a day off unless the caller asks for the other reading; where both readings disagree a
 * rule should doubt and not refuse.
 */
export type DoubtfulHolidays = "off" | "working";

/** Farther than any legal period; a larger count is a mistake of the caller. */
const MOST_WORKING_DAYS = 1000;
/** Holidays with a fixed date, for days the table does not cover. */
const EVERY_YEAR: ReadonlySet<string> = new Set(["01-01", "04-30", "05-01", "09-02"]);

const listed = new Map(holidays.items.map((item) => [item.day, item]));

/** Whether the table of holidays covers both days, and so everything between them. */
export function calendarCovers(first: string, last: string): boolean {
  return inForce(holidays, first) && inForce(holidays, last);
}

/** The day `count` calendar days later (earlier when negative). @throws RangeError when `day` is no full date. */
export function addDays(day: string, count: number): string {
  const fromEpoch = daysBetween("1970-01-01", day);
  return new Date((fromEpoch + count) * 86_400_000).toISOString().slice(0, 10);
}

/** Whether public offices work on that day. @throws RangeError when `day` is no full date. */
export function isWorkingDay(day: string, doubtful: DoubtfulHolidays = "off"): boolean {
  const item = listed.get(day);
  if (item?.kind === "make-up") return true;
  // 1970-01-01 was a Thursday.
  const weekday = (((daysBetween("1970-01-01", day) + 4) % 7) + 7) % 7;
  if (weekday === 0 || weekday === 6) return false;
  if (item !== undefined) return !item.certain && doubtful === "working";
  return inForce(holidays, day) || !EVERY_YEAR.has(day.slice(5));
}

/**
 * The `count`th working day after `day`; before it when `count` is negative; `day` itself for 0.
 * @throws RangeError when `day` is no full date or `count` is no whole number up to 1000.
 */
export function addWorkingDays(day: string, count: number, doubtful: DoubtfulHolidays = "off"): string {
  if (!Number.isInteger(count) || Math.abs(count) > MOST_WORKING_DAYS) throw new RangeError("not a count of days");
  const step = count < 0 ? -1 : 1;
  let reached = addDays(day, 0);
  for (let left = Math.abs(count); left > 0;) {
    reached = addDays(reached, step);
    if (isWorkingDay(reached, doubtful)) left -= 1;
  }
  return reached;
}

/**
 * Whether `day` lies at least `count` working days before `deadline`, in both readings of the doubtful holidays:
 * `undetermined` when they disagree or the table does not cover the days between.
 */
export function isWorkingDaysBefore(day: string, count: number, deadline: string): "yes" | "no" | "undetermined" {
  const lenient = addWorkingDays(deadline, -count, "working");
  const strict = addWorkingDays(deadline, -count, "off");
  const covered = calendarCovers(strict, deadline);
  // More holidays only move the last day further back, and a table that is missing can only miss holidays.
  if (day > lenient) return "no";
  return day <= strict && covered ? "yes" : "undetermined";
}
