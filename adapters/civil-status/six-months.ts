import { firstDay, lastDay } from "#schemas/common/partial-date.ts";

/**
 * The day six months later, `YYYY-MM-DD`: the last on which a certificate of marital status or of health holds. The last
 * day of a month stays within its month (31 August becomes 28 February).
 *
 * @param date full date.
 */
export function sixMonthsAfter(date: string): string {
  const months = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + 6;
  const month = `${String(Math.trunc(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
  const sameDay = `${month}${date.slice(7)}`;
  const last = lastDay(month);
  return sameDay > last ? last : sameDay < firstDay(month) ? firstDay(month) : sameDay;
}
