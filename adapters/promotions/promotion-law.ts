import type { FormCode } from "./enums.ts";

/** What the law asks of promotions between two days: thresholds, limits and periods, as data. */
export interface PromotionLaw {
  readonly from: string;
  /** Last day, or null while it has no end. */
  readonly to: string | null;
  readonly source: string;
  /** What was not verified. */
  readonly doubt?: string;
  /** Forms whose programmes have to be notified from {@link noticeThreshold} VND on. */
  readonly noticeForms: readonly FormCode[];
  /** Forms of which sources disagree whether they have to be notified. */
  readonly disputedNoticeForms: readonly FormCode[];
  readonly noticeThreshold: number;
  /** Working days a notice has to come before the programme; working days a registration takes. */
  readonly noticeWorkingDays: number;
  readonly registrationWorkingDays: number;
  /** Forms whose prizes together stay under the limit, and forms with a limit per unit sold. */
  readonly totalLimitForms: readonly FormCode[];
  readonly unitLimitForms: readonly FormCode[];
  /** Limit in percent; the other holds for concentrated programmes. */
  readonly limitPercent: number;
  readonly concentratedPercent: number;
  /** Days of discount per label and year; null: no such limit known. */
  readonly discountDaysPerYear: number | null;
  /** Whether customers may watch a draw online only. */
  readonly onlineWitness: boolean;
  /** Prizes are handed over within these days after the end; the report follows within these days after that. */
  readonly awardDays: number;
  readonly reportDays: number;
  /** Share of unclaimed prizes that goes to the budget, and the periods to decide, to pay and to report the payment. */
  readonly unclaimedPercent: number;
  readonly paymentWorkingDays: number;
  readonly paymentReportDays: number;
}

/** First day of Nghị định 81/2018/NĐ-CP. */
export const PROMOTION_DECREE = "2018-07-15";
/** First day of Nghị định 128/2024/NĐ-CP. */
const AMENDED_2024 = "2024-12-01";
/** First day of Nghị định 239/2026/NĐ-CP. */
const AMENDED_2026 = "2026-06-26";

const DECREE_81: PromotionLaw = {
  from: PROMOTION_DECREE,
  to: "2024-11-30",
  source: "Nghị định 81/2018/NĐ-CP",
  noticeForms: ["F01", "F02a", "F02b", "F03", "F04", "F05", "F07", "F08"],
  disputedNoticeForms: [],
  noticeThreshold: 100_000_000,
  noticeWorkingDays: 3,
  registrationWorkingDays: 5,
  totalLimitForms: ["F02a", "F04", "F05", "F06", "F07"],
  unitLimitForms: ["F02a", "F03", "F04"],
  limitPercent: 50,
  concentratedPercent: 100,
  discountDaysPerYear: 120,
  onlineWitness: false,
  awardDays: 45,
  reportDays: 45,
  unclaimedPercent: 50,
  paymentWorkingDays: 15,
  paymentReportDays: 10,
};

const DECREE_128: PromotionLaw = {
  ...DECREE_81,
  from: AMENDED_2024,
  to: "2026-06-25",
  source: "Nghị định 81/2018/NĐ-CP, sửa đổi bởi 128/2024/NĐ-CP",
  doubt:
    "The decree's text was not read. Two commentaries keep the notice for contests and loyalty programmes only; one source " +
    "still asks it for gifts with a purchase. Whether the 120 days of discount still hold is not known.",
  noticeForms: ["F05", "F07"],
  disputedNoticeForms: ["F02a"],
  discountDaysPerYear: null,
};

const DECREE_239: PromotionLaw = {
  ...DECREE_128,
  from: AMENDED_2026,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, sửa đổi bởi 128/2024/NĐ-CP và 239/2026/NĐ-CP",
  doubt: `${DECREE_128.doubt ?? ""} Of the 2026 decree only a summary was seen: excluded goods, and draws watched online.`,
  onlineWitness: true,
};

/** The law of promotions, one entry per amendment, without gaps. */
export const PROMOTION_LAWS: readonly PromotionLaw[] = [DECREE_81, DECREE_128, DECREE_239];

/** The law a dossier received on that day is judged by; null (not received yet) gives the newest. */
export function lawOn(day: string | null): PromotionLaw {
  if (day === null) return DECREE_239;
  return PROMOTION_LAWS.find(({ to }) => to === null || day <= to) ?? DECREE_239;
}
