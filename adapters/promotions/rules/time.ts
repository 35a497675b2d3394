import type { RuleViolation } from "#core/dossier/rule.ts";
import { daysBetween } from "#schemas/common/partial-date.ts";
import { isWorkingDaysBefore } from "#schemas/common/working-days.ts";
import { REGISTRATION_FORM } from "../enums.ts";
import { PROMOTION_DECREE } from "../promotion-law.ts";
import { handedInOn, ofCampaign, type Campaign, type PromotionRule } from "./promotion-rule.ts";

const inTime: PromotionRule = {
  id: "KM-R04",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 17 khoản 1 và Điều 19 khoản 1",
  message: "Hồ sơ thông báo phải gửi trước ít nhất 03 ngày làm việc.",
  messageEn: "A notice has to come at least 3 working days before the programme.",
  check: ofCampaign((campaign) => (campaign.kind === "notice" ? noticeInTime(campaign) : registeredInTime(campaign))),
};

function noticeInTime({ pointer, content, law, dossier }: Campaign): RuleViolation[] {
  const day = handedInOn(dossier, content.submissionMethod);
  if (day === null) return [];
  const early = isWorkingDaysBefore(day, law.noticeWorkingDays, content.program.from);
  if (early === "yes") return [];
  const at = `${pointer}/program/from`;
  if (early === "no") return [{ pointer: at }];
  return [
    {
      pointer: at,
      severity: "warning",
      message:
        "Lịch nghỉ lễ của những ngày này chưa chắc chắn nên chưa xác định được có đủ 03 ngày làm việc hay không.",
      messageEn: "The holidays of these days are not certain, so the 3 working days cannot be told.",
    },
  ];
}

function registeredInTime({ pointer, content, law, dossier, record }: Campaign): RuleViolation[] {
  const { from } = content.program;
  const decided = record.formNumber === REGISTRATION_FORM ? record.result : null;
  if (decided?.outcome === "XAC_NHAN") {
    if (decided.date < from) return [];
    return [
      {
        pointer: "/record/result/date",
        message: "Chương trình chỉ được bắt đầu sau khi có văn bản xác nhận đăng ký.",
        messageEn: "The programme may only begin after the registration was confirmed.",
      },
    ];
  }
  const day = handedInOn(dossier, content.submissionMethod);
  if (decided !== null || day === null) return [];
  const at = `${pointer}/program/from`;
  if (day >= from) {
    return [
      {
        pointer: at,
        message: "Ngày bắt đầu phải sau ngày nộp hồ sơ: chương trình phải được xác nhận trước khi thực hiện.",
        messageEn: "The first day has to be after the filing: the programme must be confirmed before it begins.",
      },
    ];
  }
  if (isWorkingDaysBefore(day, law.registrationWorkingDays, from) !== "no") return [];
  return [
    {
      pointer: at,
      severity: "warning",
      message: "Còn ít hơn 05 ngày làm việc đến ngày bắt đầu; có thể chưa kịp xác nhận.",
      messageEn: "Fewer than 5 working days are left until the first day; the confirmation may come too late.",
    },
  ];
}

const period: PromotionRule = {
  id: "KM-R05",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 10 khoản 3 (giới hạn 120 ngày giảm giá, trước 01/12/2024)",
  message: "Ngày kết thúc không được trước ngày bắt đầu.",
  messageEn: "The last day cannot be before the first.",
  check: ofCampaign(({ pointer, content, law }) => {
    const { from, to, forms, concentrated } = content.program;
    const at = `${pointer}/program/to`;
    if (to < from) return [{ pointer: at }];
    const limit = law.discountDaysPerYear;
    if (limit === null || !forms.includes("F03") || concentrated === true) return [];
    if (mostDaysInOneYear(from, to) <= limit) return [];
    return [
      {
        pointer: at,
        severity: "warning",
        message: `Tổng thời gian giảm giá cho một nhãn hiệu không được quá ${limit} ngày trong một năm.`,
        messageEn: `Discounts on one label may not last longer than ${limit} days in a year.`,
      },
    ];
  }),
};

/** Days of the period, both ends counted, that fall into the calendar year with most of them. */
function mostDaysInOneYear(from: string, to: string): number {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  if (last - first > 1) return 366;
  if (first === last) return daysBetween(from, to) + 1;
  return Math.max(daysBetween(from, `${first}-12-31`), daysBetween(`${last}-01-01`, to)) + 1;
}

export const timeRules: readonly PromotionRule[] = [inTime, period];
