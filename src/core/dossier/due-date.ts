import { dayOf } from "#schemas/common/timestamp.ts";
import { legalDue, limitInWords, type LegalDue, type TimeLimit } from "./time-limit.ts";
import type { Dossier } from "./pushed-dossier.ts";
import { termsOn, type Procedure, type ProcedureTime } from "../sector/procedure.ts";

/** Statuses before and beside the work on a dossier: newly filed, refused at the desk, withdrawn. */
export const NOT_TAKEN: readonly number[] = [1, 3, 7];

/** The time limit one dossier has. */
export interface AppliedLimit {
  readonly time: ProcedureTime;
  /** What a due date is worked out with. */
  readonly usual: TimeLimit;
  /** What a due date is judged by: the longest the case may have. */
  readonly longest: TimeLimit;
  /** Whether the case was told from the record; else the longer limit may or may not be this dossier's. */
  readonly decided: boolean;
}

/**
 * The time limit of the procedure on the day of receipt.
 *
 * @param ofCase the limit this very case has, where the sector can tell from the record; null where it cannot
 * @returns null when the dossier is not received yet, or no limit counted from the receipt is known
 */
export function appliedLimit(
  dossier: Dossier,
  procedure: Procedure | undefined,
  ofCase: (time: ProcedureTime) => TimeLimit | null,
): AppliedLimit | null {
  if (procedure === undefined || dossier.receivedAt === null) return null;
  const time = termsOn(procedure, dayOf(dossier.receivedAt)).timeLimit;
  if (time === null || time.limit === null) return null;
  const told = ofCase(time);
  if (told !== null) return { time, usual: told, longest: told, decided: true };
  return { time, usual: time.limit, longest: time.extended?.limit ?? time.limit, decided: time.extended === undefined };
}

/** A due date the gateway worked out because the sender gave none. */
export interface ComputedDue extends LegalDue {
  readonly applied: AppliedLimit;
}

/**
 * The due date of a dossier whose sender gave none; null where there is one, the dossier is not taken, no limit is known,
 * or a request for supplements stopped the clock: how long it stood still is not known.
 */
export function computeDue(dossier: Dossier, applied: AppliedLimit | null): ComputedDue | null {
  if (dossier.dueAt !== null || dossier.receivedAt === null || applied === null) return null;
  if (NOT_TAKEN.includes(dossier.status) || dossier.supplements.length > 0) return null;
  return { ...legalDue(dossier.receivedAt, applied.usual), applied };
}

/** What is said of a computed due date: the date, the limit, and what is not certain about it. */
export function computedInWords({ at, applied }: ComputedDue): {
  readonly message: string;
  readonly messageEn: string;
} {
  const { time, usual, decided } = applied;
  const limit = limitInWords(usual);
  const longer = decided || time.extended === undefined ? null : time.extended;
  const more = longer === null ? null : { ...limitInWords(longer.limit), when: longer.when, whenEn: longer.whenEn };
  const doubt =
    time.doubt === undefined ? ["", ""] : [" Thời hạn này chưa kiểm chứng.", " This limit is not verified."];
  return {
    message:
      `Phần mềm gửi không có ngày hẹn trả; gateway tính ${slashed(dayOf(at))} theo thời hạn ${limit.vi}` +
      `${more === null ? "." : ` (${more.when}: ${more.vi}).`}${doubt[0] ?? ""}`,
    messageEn:
      `The sender gave no due date; the gateway worked out ${dayOf(at)} from the limit of ${limit.en}` +
      `${more === null ? "." : ` (${more.whenEn}: ${more.en}).`}${doubt[1] ?? ""}`,
  };
}

/** `dd/MM/yyyy` of a day. */
export function slashed(day: string): string {
  return day.split("-").toReversed().join("/");
}
