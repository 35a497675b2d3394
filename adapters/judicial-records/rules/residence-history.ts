import type { RuleViolation } from "#core/dossier/rule.ts";
import type { Declaration, ResidenceRow } from "../declaration.ts";
import { HISTORY_AGE } from "./birth.ts";
import { judgedDay, JUDICIAL_RECORDS_LAW, UNDETERMINED, type JudicialRule } from "../judicial-rule.ts";
import { endMonthsOf, monthForPeople, monthsOf } from "./residence-months.ts";

const LAW = { from: JUDICIAL_RECORDS_LAW, to: null } as const;
const FORM = "Mẫu tờ khai 03/2024/LLTP, 04/2024/LLTP (Thông tư 06/2024/TT-BTP), mục quá trình cư trú";
const ROWS = "/record/declaration/residenceHistory";

/** A month here or there is how people remember. */
const TOLERANCE = 1;

const startsAt14: JudicialRule = {
  id: "LLTP-R07",
  severity: "warning",
  ...LAW,
  source: FORM,
  message: "Quá trình cư trú phải được khai liên tục từ khi đủ 14 tuổi.",
  messageEn: "Residences are declared without a break from the age of 14.",
  check: ({ dossier, record: { declaration } }) => {
    const first = declaration?.residenceHistory[0];
    const day = judgedDay(dossier);
    if (declaration === null || first === undefined || declaration.residenceGapReason !== null) return [];
    const born = monthsOf(declaration.applicant.birthDate);
    const turned = { first: born.first + HISTORY_AGE * 12, last: born.last + HISTORY_AGE * 12 };
    // Somebody younger declares from birth, and how completely is for the officer to say (LLTP-R04 points there).
    if (day !== null && turned.first > monthsOf(day).last) return [];
    const start = monthsOf(first.from);
    if (start.last <= turned.first + TOLERANCE) return [];
    const certain = start.first > turned.last + TOLERANCE;
    return [{ pointer: `${ROWS}/0/from`, ...(certain ? {} : UNDETERMINED) }];
  },
};

const rowsInOrder: JudicialRule = {
  id: "LLTP-R08",
  severity: "error",
  ...LAW,
  source: FORM,
  message: "Các giai đoạn cư trú phải xếp theo thời gian.",
  messageEn: "Residences stand in the order of time.",
  check: ({ dossier, record: { declaration } }) => {
    const day = judgedDay(dossier);
    if (declaration === null || day === null) return [];
    const rows = declaration.residenceHistory;
    return rows.flatMap((row, index) => [
      ...withinItself(row, index, day),
      ...afterThePrevious(row, rows[index - 1], index),
      ...permanentTwice(rows, index, day),
    ]);
  },
};

function withinItself({ from, to }: ResidenceRow, index: number, day: string): RuleViolation[] {
  const start = monthsOf(from);
  const end = endMonthsOf(to, day);
  const now = monthsOf(day).last;
  if (end.first > now || start.first > now) {
    return [
      {
        pointer: `${ROWS}/${index}/${start.first > now ? "from" : "to"}`,
        message: "Giai đoạn cư trú không được sau tháng tiếp nhận hồ sơ.",
        messageEn: "A residence cannot lie after the month of receipt.",
      },
    ];
  }
  if (start.first > end.last) {
    return [
      {
        pointer: `${ROWS}/${index}/to`,
        message: "Tháng kết thúc không được trước tháng bắt đầu.",
        messageEn: "A residence cannot end before it begins.",
      },
    ];
  }
  // The same year twice says "some time in that year", which contradicts nothing.
  return start.last > end.first && from !== to ? [{ pointer: `${ROWS}/${index}/to`, ...UNDETERMINED }] : [];
}

function afterThePrevious(row: ResidenceRow, previous: ResidenceRow | undefined, index: number): RuleViolation[] {
  const outOfOrder = previous !== undefined && monthsOf(previous.from).first > monthsOf(row.from).last;
  return outOfOrder ? [{ pointer: `${ROWS}/${index}/from` }] : [];
}

/** Nobody has two permanent residences, except in the month of moving. */
function permanentTwice(rows: Declaration["residenceHistory"], index: number, day: string): RuleViolation[] {
  const row = rows[index];
  if (row?.kind !== "THUONG_TRU") return [];
  const start = monthsOf(row.from);
  const end = endMonthsOf(row.to, day);
  const overlaps = rows.slice(0, index).some((earlier) => {
    if (earlier.kind !== "THUONG_TRU") return false;
    const from = Math.max(start.last, monthsOf(earlier.from).last);
    const to = Math.min(end.first, endMonthsOf(earlier.to, day).first);
    return to - from + 1 > TOLERANCE;
  });
  return overlaps
    ? [
        {
          pointer: `${ROWS}/${index}/from`,
          message: "Hai nơi thường trú không được trùng thời gian quá một tháng.",
          messageEn: "Two permanent residences cannot overlap by more than a month.",
        },
      ]
    : [];
}

const withoutGaps: JudicialRule = {
  id: "LLTP-R09",
  severity: "warning",
  ...LAW,
  source: FORM,
  message: "Quá trình cư trú bị trống; đề nghị bổ sung.",
  messageEn: "The residences have a gap; it should be filled.",
  check: ({ dossier, record: { declaration } }) => {
    const day = judgedDay(dossier);
    if (declaration === null || day === null) return [];
    let covered: number | null = null;
    return declaration.residenceHistory.flatMap((row, index): RuleViolation[] => {
      const start = monthsOf(row.from).first;
      const before = covered;
      covered = Math.max(before ?? 0, endMonthsOf(row.to, day).last);
      if (before === null || start - before - 1 <= TOLERANCE) return [];
      const [from, to] = [monthForPeople(before + 1), monthForPeople(start - 1)];
      return [
        {
          pointer: `${ROWS}/${index}/from`,
          message: `Quá trình cư trú bị trống từ ${from} đến ${to}.`,
          messageEn: `The residences have a gap from ${from} to ${to}.`,
        },
      ];
    });
  },
};

export const historyRules: readonly JudicialRule[] = [startsAt14, rowsInOrder, withoutGaps];
