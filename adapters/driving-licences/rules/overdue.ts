import { inForce } from "#schemas/codes/code-list.ts";
import { daysBetween } from "#schemas/common/partial-date.ts";
import { addMonths } from "../calendar.ts";

/** How long a licence may be overdue before its holder is tested again, by day. */
interface OverdueTerms {
  readonly source: string;
  readonly from: string;
  readonly to: string | null;
  /** Overdue by less than this needs no test. */
  readonly grace: { readonly days: number } | { readonly months: number };
  /** The grace is for those with a reason only (illness, disaster). */
  readonly excuseNeeded: boolean;
  /** Overdue by this many months or more needs theory and practice; less, theory alone. */
  readonly fullTestMonths: number;
}

export const overdueTerms: readonly OverdueTerms[] = [
  {
    source: "Thông tư 12/2017/TT-BGTVT (theo hiểu biết chung: dưới 03 tháng không sát hạch lại)",
    from: "2017-06-01",
    to: "2025-02-28",
    grace: { months: 3 },
    excuseNeeded: false,
    fullTestMonths: 12,
  },
  {
    source: "Thông tư 12/2025/TT-BCA",
    from: "2025-03-01",
    to: "2026-06-30",
    grace: { months: 1 },
    excuseNeeded: true,
    fullTestMonths: 12,
  },
  {
    source: "Thông tư 108/2026/TT-BCA",
    from: "2026-07-01",
    to: null,
    grace: { days: 30 },
    excuseNeeded: false,
    fullTestMonths: 12,
  },
];

/** Which way an overdue licence has to go. */
export interface OverdueRoute {
  readonly overdueDays: number;
  readonly needsTheory: boolean;
  readonly needsFullTest: boolean;
  /** No test, but only with a reason for being late. */
  readonly excuseNeeded: boolean;
}

/**
 * The way for a licence that ended on `expiresOn` when asked about on `day` (both full dates); null while it is not
 * overdue. The last day of validity is still valid.
 */
export function overdueRoute(expiresOn: string, day: string): OverdueRoute | null {
  const overdueDays = daysBetween(expiresOn, day);
  const terms = overdueTerms.find((each) => inForce(each, day));
  if (overdueDays <= 0 || terms === undefined) return null;
  const { grace } = terms;
  const inGrace = "days" in grace ? overdueDays < grace.days : day < addMonths(expiresOn, grace.months);
  const full = day >= addMonths(expiresOn, terms.fullTestMonths);
  return {
    overdueDays,
    needsTheory: !inGrace,
    needsFullTest: full,
    excuseNeeded: inGrace && terms.excuseNeeded,
  };
}
