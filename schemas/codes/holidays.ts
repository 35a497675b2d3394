import type { CodeList } from "./code-list.ts";

/** A weekday on which public offices are closed, or a Saturday on which they work to make up for one. */
export interface CalendarDay {
  readonly day: string;
  readonly kind: "off" | "make-up";
  readonly name: string;
  readonly nameEn: string;
  /** False: announced later, or resting on a plan that was not seen enacted. */
  readonly certain: boolean;
}

type Row = readonly [days: string, name: string, nameEn: string, mark?: "make-up" | "doubtful"];

/** Weekdays only: a holiday on a Saturday or Sunday counts through the day off given for it. Days of one row share a name. */
const ROWS: readonly Row[] = [
  ["2024-01-01 2025-01-01 2026-01-01 2027-01-01", "Tết Dương lịch", "New Year's Day"],
  ["2026-01-02", "Nghỉ hoán đổi dịp Tết Dương lịch", "Day exchanged at New Year"],
  ["2026-01-10", "Làm bù cho ngày 02/01/2026", "Made up for 2 January 2026", "make-up"],
  ["2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14", "Tết Giáp Thìn", "Lunar New Year 2024"],
  ["2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31", "Tết Ất Tỵ", "Lunar New Year 2025"],
  ["2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20", "Tết Bính Ngọ", "Lunar New Year 2026"],
  ["2027-02-05 2027-02-08 2027-02-09 2027-02-10 2027-02-11", "Tết Đinh Mùi", "Lunar New Year 2027", "doubtful"],
  ["2024-04-18 2025-04-07 2027-04-16", "Giỗ Tổ Hùng Vương", "Hùng Kings' Day"],
  ["2026-04-27", "Nghỉ bù Giỗ Tổ Hùng Vương", "Day off for Hùng Kings' Day on a Sunday"],
  ["2024-04-29", "Nghỉ hoán đổi dịp 30/4", "Day exchanged before Reunification Day"],
  ["2024-05-04", "Làm bù cho ngày 29/04/2024", "Made up for 29 April 2024", "make-up"],
  ["2024-04-30 2025-04-30 2026-04-30 2027-04-30", "Ngày Chiến thắng 30/4", "Reunification Day"],
  ["2024-05-01 2025-05-01 2026-05-01", "Quốc tế Lao động", "Labour Day"],
  ["2027-05-03", "Nghỉ bù Quốc tế Lao động", "Day off for Labour Day on a Saturday"],
  ["2025-05-02", "Nghỉ hoán đổi dịp 30/4, 1/5", "Day exchanged after Labour Day"],
  ["2025-04-26", "Làm bù cho ngày 02/05/2025", "Made up for 2 May 2025", "make-up"],
  ["2024-09-02 2024-09-03 2025-09-01 2025-09-02 2026-09-01 2026-09-02 2027-09-02", "Quốc khánh", "National Day"],
  ["2027-09-03", "Quốc khánh, ngày thứ hai", "National Day, second day", "doubtful"],
  ["2026-08-31", "Nghỉ hoán đổi dịp Quốc khánh", "Day exchanged before National Day"],
  ["2026-08-22", "Làm bù cho ngày 31/08/2026", "Made up for 31 August 2026", "make-up"],
  ["2026-11-24 2027-11-24", "Ngày Văn hóa Việt Nam", "Vietnamese Culture Day", "doubtful"],
];

/**
 * Days on which public offices close or work out of turn, 2024 to 2027. Offices that also work on Saturdays, and the
 * longer breaks some employers give, are not in here.
 */
export const holidays: CodeList<CalendarDay> = {
  list: "holidays",
  title: "Ngày nghỉ lễ, Tết và ngày làm bù của cơ quan nhà nước",
  titleEn: "Public holidays and make-up days of public offices",
  source: "Bộ luật Lao động 45/2019/QH14, Điều 111 và Điều 112; thông báo nghỉ lễ, Tết hằng năm",
  from: "2024-01-01",
  to: "2027-12-31",
  doubt:
    "Entered from general knowledge of the yearly announcements, not copied from them. Of 2027 the lunar new year and the " +
    "second National Day were not announced yet. 24 November was chosen as a day off by resolution 80-NQ/TW (2026); " +
    "the change of the Labour Code was not seen.",
  items: ROWS.flatMap(([days, name, nameEn, mark]) =>
    days.split(" ").map((day) => ({
      day,
      kind: mark === "make-up" ? ("make-up" as const) : ("off" as const),
      name,
      nameEn,
      certain: mark !== "doubtful",
    })),
  ).toSorted((a, b) => a.day.localeCompare(b.day)),
};
