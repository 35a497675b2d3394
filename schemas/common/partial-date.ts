import { z } from "zod";
import { refused } from "./refused.ts";

/**
 * A date whose day, or day and month, may be unknown: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`. A year stays a year (DATE-01);
 * comparisons treat the value as the interval of days it stands for (DATE-03).
 */
const PARTIAL = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Earlier years are typing errors in every form known here. */
const FIRST_YEAR = 1800;
const DAY_MS = 86_400_000;

interface Parts {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
}

function partsOf(value: string): Parts | null {
  const match = PARTIAL.exec(value);
  if (match === null) return null;
  const year = Number(match[1]);
  const month = match[2] === undefined ? null : Number(match[2]);
  const day = match[3] === undefined ? null : Number(match[3]);
  if (year < FIRST_YEAR) return null;
  if (month !== null && (month < 1 || month > 12)) return null;
  if (month !== null && day !== null && (day < 1 || day > daysInMonth(year, month))) return null;
  return { year, month, day };
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether the text is a partial date of the real calendar, from the year 1800 on. */
export function isPartialDate(value: string): boolean {
  return partsOf(value) !== null;
}

/** Whether the text is a full date of the real calendar. */
export function isFullDate(value: string): boolean {
  return value.length === 10 && isPartialDate(value);
}

export const partialDate = z
  .string()
  .overwrite((value) => value.trim())
  .refine(
    isPartialDate,
    refused({
      code: "partial-date",
      vi: "Ngày phải có dạng YYYY-MM-DD, YYYY-MM hoặc YYYY và có thật trên lịch.",
      en: "A date is YYYY-MM-DD, YYYY-MM or YYYY and exists in the calendar.",
    }),
  )
  .meta({
    description: "Ngày, có thể thiếu ngày hoặc tháng. Date YYYY, YYYY-MM or YYYY-MM-DD; nothing is ever filled in.",
    pattern: "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
  });

export const fullDate = z
  .string()
  .overwrite((value) => value.trim())
  .refine(
    isFullDate,
    refused({
      code: "full-date",
      vi: "Ngày phải đủ năm, tháng, ngày (YYYY-MM-DD) và có thật trên lịch.",
      en: "A full date YYYY-MM-DD that exists in the calendar is needed.",
    }),
  )
  .meta({ description: "Ngày đầy đủ. Full date YYYY-MM-DD.", format: "date" });

/** First day the partial date can mean, `YYYY-MM-DD`. @throws RangeError when it is none. */
export function firstDay(value: string): string {
  const { year, month, day } = demand(value);
  return iso(year, month ?? 1, day ?? 1);
}

/** Last day the partial date can mean, `YYYY-MM-DD`. @throws RangeError when it is none. */
export function lastDay(value: string): string {
  const { year, month, day } = demand(value);
  return iso(year, month ?? 12, day ?? daysInMonth(year, month ?? 12));
}

/** `same` only for two equal full dates; `undetermined` where the intervals touch, e.g. `1998` and `1998-05`. */
export type DateOrder = "before" | "same" | "after" | "undetermined";

/** How `a` lies to `b`. @throws RangeError when either is no partial date. */
export function comparePartialDates(a: string, b: string): DateOrder {
  if (lastDay(a) < firstDay(b)) return "before";
  if (firstDay(a) > lastDay(b)) return "after";
  return a === b && isFullDate(a) ? "same" : "undetermined";
}

/** Days from `from` to `to`, both full dates; negative when `to` is earlier. @throws RangeError */
export function daysBetween(from: string, to: string): number {
  return (epochDay(to) - epochDay(from)) / DAY_MS;
}

/** Full years from `from` to `to`, both full dates. One born on 29 February turns a year older on 1 March. @throws RangeError */
export function yearsBetween(from: string, to: string): number {
  const start = demandFull(from);
  const end = demandFull(to);
  const early = to.slice(5) < from.slice(5) ? 1 : 0;
  return end.year - start.year - early;
}

/** Youngest and oldest age in full years somebody with this birth date can have. Never below 0 once born. @throws RangeError */
export function ageRange(birth: string, on: string): { readonly min: number; readonly max: number } {
  const max = yearsBetween(firstDay(birth), lastDay(on));
  const min = yearsBetween(lastDay(birth), firstDay(on));
  return { min: max >= 0 ? Math.max(min, 0) : min, max };
}

/** `dd.MM.yyyy`, `.MM.yyyy` or `yyyy`: how the civil-status software writes partial dates. @throws RangeError */
export function toDottedDate(value: string): string {
  const { year, month, day } = demand(value);
  if (month === null) return pad(year, 4);
  return `${day === null ? "" : pad(day, 2)}.${pad(month, 2)}.${pad(year, 4)}`;
}

function demand(value: string): Parts {
  const parts = partsOf(value);
  if (parts === null) throw new RangeError("not a partial date");
  return parts;
}

function demandFull(value: string): Parts {
  if (!isFullDate(value)) throw new RangeError("not a full date");
  return demand(value);
}

function epochDay(value: string): number {
  const { year, month, day } = demandFull(value);
  return Date.UTC(year, (month ?? 1) - 1, day ?? 1);
}

function iso(year: number, month: number, day: number): string {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
