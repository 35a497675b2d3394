import type { RuleViolation } from "#core/dossier/rule.ts";
import { addDays, addWorkingDays } from "#schemas/common/working-days.ts";
import { percentOf } from "../prize-arithmetic.ts";
import { PROMOTION_DECREE, type PromotionLaw } from "../promotion-law.ts";
import { allOf, ofCampaign, ofReport, type PromotionRule } from "./promotion-rule.ts";
import type { ResultReport } from "../forms/result-report.ts";

const LOTTERY = /(?<!\p{L})(?:xổ số|vé số|lô tô)(?!\p{L})/iu;
const WITNESS = /chứng kiến/iu;
const ONLINE = /trực tuyến|livestream|phát sóng/iu;
const IN_PERSON = /trực tiếp|tại chỗ|có mặt/iu;

const publicDraw: PromotionRule = {
  id: "KM-R10",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Luật Thương mại 36/2005/QH11, Điều 100; Nghị định 81/2018/NĐ-CP, Điều 13",
  message: "Không được dùng kết quả xổ số để xác định trúng thưởng, không đặt tên hoặc bằng chứng giống xổ số.",
  messageEn: "Lottery results may not decide a promotion, and nothing in it may look like a lottery.",
  check: ofCampaign(({ pointer, content, law }) => {
    const { program, rules } = content;
    const method = rules?.drawMethod ?? "";
    return [
      ...(LOTTERY.test(program.name) ? [{ pointer: `${pointer}/program/name` }] : []),
      ...(LOTTERY.test(method) ? [{ pointer: `${pointer}/rules/drawMethod` }] : []),
      ...(program.forms.includes("F06") && rules !== null && !LOTTERY.test(method)
        ? witnesses(`${pointer}/rules/drawMethod`, method, law)
        : []),
    ];
  }),
};

function witnesses(pointer: string, method: string, law: PromotionLaw): RuleViolation[] {
  if (!WITNESS.test(method)) {
    return [
      {
        pointer,
        severity: "warning",
        message: "Việc mở thưởng phải công khai, có khách hàng chứng kiến và lập biên bản; thể lệ chưa nêu.",
        messageEn: "The draw has to be public, before customers and with minutes; the terms do not say so.",
      },
    ];
  }
  if (law.onlineWitness || !ONLINE.test(method) || IN_PERSON.test(method)) return [];
  return [
    {
      pointer,
      severity: "warning",
      message: "Trước 26/06/2026 khách hàng phải chứng kiến trực tiếp việc mở thưởng.",
      messageEn: "Before 2026-06-26 customers had to witness the draw in person.",
    },
  ];
}

const awards: PromotionRule = {
  id: "KM-R11",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Luật Thương mại 36/2005/QH11, Điều 96; Nghị định 81/2018/NĐ-CP, Điều 13 và Điều 21",
  message: "Thời hạn trao thưởng vượt quá 45 ngày kể từ ngày kết thúc khuyến mại.",
  messageEn: "Prizes have to be handed over within 45 days after the end of the programme.",
  check: allOf(
    ofCampaign(({ pointer, content, law }) => {
      const { program, rules } = content;
      if (rules === null) return [];
      const at = `${pointer}/rules`;
      return [
        ...(rules.awardDeadline > addDays(program.to, law.awardDays) ? [{ pointer: `${at}/awardDeadline` }] : []),
        ...(rules.drawDate < program.from || rules.drawDate > rules.awardDeadline
          ? [
              {
                pointer: `${at}/drawDate`,
                message: "Ngày xác định trúng thưởng phải từ ngày bắt đầu chương trình đến hạn trao thưởng.",
                messageEn: "The draw lies between the first day of the programme and the last day to hand over.",
              },
            ]
          : []),
      ];
    }),
    ofReport((report, law) => [...unclaimed(report, law), ...reportedInTime(report, law)]),
  ),
};

/** Half of what nobody claimed goes to the budget, for lucky draws only. */
function unclaimed(report: ResultReport, law: PromotionLaw): RuleViolation[] {
  if (!report.forms.includes("F06") || report.unclaimedValue === 0) return [];
  const due = percentOf(report.unclaimedValue, law.unclaimedPercent);
  const { collection, payment } = report;
  return [
    ...(collection !== null && collection.amount !== due
      ? [
          {
            pointer: "/record/report/collection/amount",
            message: "Số tiền nộp ngân sách phải bằng 50% giá trị giải thưởng không có người trúng.",
            messageEn: "What goes to the budget is 50 % of the unclaimed prizes.",
          },
        ]
      : []),
    ...(collection !== null && payment !== null && payment.amount < collection.amount
      ? [
          {
            pointer: "/record/report/payment/amount",
            message: "Số tiền đã nộp ít hơn số phải nộp theo quyết định.",
            messageEn: "Less was paid than the decision asks.",
          },
        ]
      : []),
  ];
}

function reportedInTime(report: ResultReport, law: PromotionLaw): RuleViolation[] {
  const { documentDate, awardDeadline, collection, payment } = report;
  const late = (pointer: string, message: string, messageEn: string): RuleViolation => ({
    pointer: `/record/report/${pointer}`,
    severity: "warning",
    message,
    messageEn,
  });
  return [
    ...(documentDate !== null && documentDate > addDays(awardDeadline, law.reportDays)
      ? [
          late(
            "documentDate",
            `Báo cáo kết quả nộp sau ${law.reportDays} ngày kể từ hạn trao thưởng.`,
            `The report comes more than ${law.reportDays} days after the last day to hand over.`,
          ),
        ]
      : []),
    ...(collection !== null &&
    payment !== null &&
    payment.paidOn > addWorkingDays(collection.decisionDate, law.paymentWorkingDays)
      ? [
          late(
            "payment/paidOn",
            `Nộp ngân sách sau ${law.paymentWorkingDays} ngày làm việc kể từ ngày quyết định.`,
            `Paid more than ${law.paymentWorkingDays} working days after the decision.`,
          ),
        ]
      : []),
    ...(payment?.reportedOn != null && payment.reportedOn > addDays(payment.paidOn, law.paymentReportDays)
      ? [
          late(
            "payment/reportedOn",
            `Báo cáo việc nộp ngân sách sau ${law.paymentReportDays} ngày kể từ ngày nộp.`,
            `The payment was reported more than ${law.paymentReportDays} days after it.`,
          ),
        ]
      : []),
  ];
}

const drawAnnounced: PromotionRule = {
  id: "KM-R12",
  severity: "warning",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 12",
  message: "Cuộc thi có giải từ 100 triệu đồng phải báo Sở Công Thương về thời gian, địa điểm trước khi tổ chức.",
  messageEn: "A contest with prizes from 100 million VND on has to be announced to the department before it is held.",
  check: ofCampaign(({ pointer, content, law }) => {
    const { program, rules } = content;
    if (!program.forms.includes("F05") || program.totalPrizeValue < law.noticeThreshold) return [];
    if (rules === null) return [{ pointer: `${pointer}/rules` }];
    return rules.notifiedAt === null || rules.notifiedAt >= rules.drawDate
      ? [{ pointer: `${pointer}/rules/notifiedAt` }]
      : [];
  }),
};

export const drawRules: readonly PromotionRule[] = [publicDraw, awards, drawAnnounced];
