import { addDays, addWorkingDays, isWorkingDay } from "#schemas/common/working-days.ts";
import { dayOf } from "#schemas/common/timestamp.ts";

/**
 * How long a procedure may take. The kind of day is part of the limit: the law counts working days for most things and
 * plain days for some.
 *
 * `same-day`: done on the day of receipt; what comes after `cutOff` (`HH:mm`) may be given back the next working day.
 */
export type TimeLimit =
  | { readonly kind: "same-day"; readonly cutOff: string }
  | { readonly kind: "working-days"; readonly count: number }
  | { readonly kind: "days"; readonly count: number };

/** End of the office day; a due date without a time of its own means this. */
const OFFICE_ENDS = "17:00:00";

/**
 * The latest due time the law allows for a dossier received at `receivedAt` (canonical timestamps). A period in days ends
 * on the next working day when its last day is none (Bộ luật Dân sự 91/2015/QH13, Điều 148).
 */
export function legalDueAt(receivedAt: string, limit: TimeLimit): string {
  const day = dayOf(receivedAt);
  const nextWorking = (from: string): string => (isWorkingDay(from) ? from : addWorkingDays(from, 1));
  switch (limit.kind) {
    case "same-day": {
      const inTime = receivedAt.slice(11, 16) <= limit.cutOff;
      return at(isWorkingDay(day) && inTime ? day : addWorkingDays(day, 1));
    }
    case "working-days":
      return at(addWorkingDays(day, limit.count));
    case "days":
      return at(nextWorking(addDays(day, limit.count)));
    default:
      return limit satisfies never;
  }
}

function at(day: string): string {
  return `${day}T${OFFICE_ENDS}+07:00`;
}
