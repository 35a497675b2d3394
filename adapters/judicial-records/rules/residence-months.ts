import { OPEN_END } from "../enums.ts";

/** Months are counted from the year 0, so that they subtract. A year alone stands for its twelve months. */
export interface MonthRange {
  readonly first: number;
  readonly last: number;
}

/** The months a text `YYYY-MM` or `YYYY` (or a day in them) can mean. */
export function monthsOf(date: string): MonthRange {
  const [year = 0, month] = date.split("-").map(Number);
  return month === undefined
    ? { first: year * 12, last: year * 12 + 11 }
    : { first: year * 12 + month - 1, last: year * 12 + month - 1 };
}

/** As {@link monthsOf}, an open end lasting until the month of `day`. */
export function endMonthsOf(to: string, day: string): MonthRange {
  return monthsOf(to === OPEN_END ? day.slice(0, 7) : to);
}

/** `MM/YYYY`, for people. */
export function monthForPeople(month: number): string {
  return `${String((month % 12) + 1).padStart(2, "0")}/${Math.floor(month / 12)}`;
}
