import { inForce } from "#schemas/codes/code-list.ts";

/** Months a driver's health certificate stays good for, by day of receipt. */
interface HealthTerms {
  readonly source: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Older than this needs a look. */
  readonly months: number;
  /** Older than this is certainly too old. */
  readonly longestMonths: number;
}

/** Six months was the practice before 2026-07-01, twelve is also named for that time: in between is only doubted. */
const terms: readonly HealthTerms[] = [
  { source: "Thông tư liên tịch 24/2015/TTLT-BYT-BGTVT", from: null, to: "2026-06-30", months: 6, longestMonths: 12 },
  { source: "Thông tư 25/2026/TT-BYT", from: "2026-07-01", to: null, months: 12, longestMonths: 12 },
];
const LONGEST = { months: 12, longestMonths: 12 } as const;

/** The terms for a certificate handed in on `day`. */
export function healthTermsOn(day: string): { readonly months: number; readonly longestMonths: number } {
  return terms.find((each) => inForce(each, day)) ?? LONGEST;
}

/** Classes that need no health certificate, by scheme. */
export const NO_HEALTH_CERTIFICATE = { "2008": ["A1_OLD", "A2", "A3"], "2024": ["A1", "A", "B1"] } as const;
