import { addDays, addWorkingDays, calendarCovers, isWorkingDay } from "#schemas/common/working-days.ts";
import { dayOf } from "#schemas/common/timestamp.ts";

/**
 * How long a procedure may take. The kind of day is part of the limit: the law counts working days for most things and
 * plain days for some.
 *
 * `same-day`: done on the day of receipt; what comes after `cutOff` (`HH:mm`) may be given back the next working day.
 * A count of working days may end in a half (3.5); the half counts as the whole day it falls on.
 */
export type TimeLimit =
  | { readonly kind: "same-day"; readonly cutOff: string }
  | { readonly kind: "working-days"; readonly count: number }
  | { readonly kind: "days"; readonly count: number };

/** End of the office day; a due date without a time of its own means this. */
const OFFICE_ENDS = "17:00:00";

/** When a dossier is due at the latest. */
export interface LegalDue {
  /** Canonical timestamp, the end of an office day. */
  readonly at: string;
  /** Whether the calendar of holidays covers the days between; else holidays may have been missed. */
  readonly covered: boolean;
}

/**
 * The latest due time the law allows for a dossier received at `receivedAt` (canonical timestamps). A period in days ends
 * on the next working day when its last day is none (Bộ luật Dân sự 91/2015/QH13, Điều 148).
 */
export function legalDue(receivedAt: string, limit: TimeLimit): LegalDue {
  const received = dayOf(receivedAt);
  const day = lastDay(receivedAt, limit);
  return { at: `${day}T${OFFICE_ENDS}+07:00`, covered: calendarCovers(received, day) };
}

function lastDay(receivedAt: string, limit: TimeLimit): string {
  const day = dayOf(receivedAt);
  const nextWorking = (from: string): string => (isWorkingDay(from) ? from : addWorkingDays(from, 1));
  switch (limit.kind) {
    case "same-day": {
      const inTime = receivedAt.slice(11, 19) <= `${limit.cutOff}:00`;
      return isWorkingDay(day) && inTime ? day : addWorkingDays(day, 1);
    }
    case "working-days":
      return addWorkingDays(day, Math.ceil(limit.count));
    case "days":
      return nextWorking(addDays(day, limit.count));
    default:
      return limit satisfies never;
  }
}

/** A limit in words, Vietnamese and English. */
export function limitInWords(limit: TimeLimit): { readonly vi: string; readonly en: string } {
  switch (limit.kind) {
    case "same-day":
      return {
        vi: `trong ngày, nhận sau ${limit.cutOff} thì trả ngày làm việc tiếp theo`,
        en: `the same day, the next working day when received after ${limit.cutOff}`,
      };
    case "working-days":
      return { vi: `${decimal(limit.count)} ngày làm việc`, en: `${limit.count} working days` };
    case "days":
      return { vi: `${limit.count} ngày`, en: `${limit.count} days` };
    default:
      return limit satisfies never;
  }
}

const decimal = (count: number): string => String(count).replace(".", ",");
