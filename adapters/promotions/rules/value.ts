import type { RuleViolation } from "#core/dossier/rule.ts";
import { dotted, isAtMostPercent, isShareOf, lineProduct, shareOf, sumOfLines } from "../prize-arithmetic.ts";
import type { Prize } from "../forms/program.ts";
import { PROMOTION_DECREE } from "../promotion-law.ts";
import { allOf, ofCampaign, ofReport, type Campaign, type PromotionRule } from "./promotion-rule.ts";

const sums: PromotionRule = {
  id: "KM-R06",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Mẫu số 01, 02, 03 và 07",
  message: "Tổng giá trị không bằng tổng thành tiền các giải.",
  messageEn: "The total is not the sum of the prize lines.",
  check: allOf(
    ofCampaign(({ pointer, content }) => {
      const { prizes, totalPrizeValue, promotedGoodsTotalValue, prizeShare } = content.program;
      const at = `${pointer}/program`;
      return [
        ...linesExact(`${at}/prizes`, prizes),
        ...(prizes.length === 0 || sumOfLines(prizes) === BigInt(totalPrizeValue)
          ? []
          : [totalDiffers(`${at}/totalPrizeValue`, prizes)]),
        ...(prizeShare === null ||
        promotedGoodsTotalValue === null ||
        isShareOf(prizeShare, totalPrizeValue, promotedGoodsTotalValue)
          ? []
          : [
              {
                pointer: `${at}/prizeShare`,
                severity: "warning" as const,
                message: `Tỷ lệ giá trị giải thưởng không khớp với hai tổng giá trị: ghi phân số, ở đây là ${shareOf(totalPrizeValue, promotedGoodsTotalValue)}.`,
                messageEn: `The share of the prizes does not agree with the two totals: write a fraction, here ${shareOf(totalPrizeValue, promotedGoodsTotalValue)}.`,
              },
            ]),
      ];
    }),
    ofReport((report) => {
      const at = "/record/report";
      const whole = report.awardedValue + report.unclaimedValue === report.totalPrizeValue;
      return [
        ...linesExact(`${at}/awarded`, report.awarded),
        ...(sumOfLines(report.awarded) === BigInt(report.awardedValue)
          ? []
          : [totalDiffers(`${at}/awardedValue`, report.awarded)]),
        ...(whole
          ? []
          : [
              {
                pointer: `${at}/unclaimedValue`,
                message: "Giá trị đã trao cộng giá trị không trao phải bằng tổng giá trị đã công bố.",
                messageEn: "What was handed over and what was not must make up the total announced.",
              },
            ]),
      ];
    }),
  ),
};

function linesExact(pointer: string, prizes: readonly Prize[]): RuleViolation[] {
  return prizes.flatMap((line, index) =>
    lineProduct(line) === BigInt(line.lineValue)
      ? []
      : [
          {
            pointer: `${pointer}/${index}/lineValue`,
            message: `Thành tiền của giải ${line.tier} không bằng đơn giá nhân số lượng (${dotted(lineProduct(line))} đồng).`,
            messageEn: `The line “${line.tier}” is not unit value times quantity (${dotted(lineProduct(line))} VND).`,
          },
        ],
  );
}

function totalDiffers(pointer: string, prizes: readonly Prize[]): RuleViolation {
  const sum = dotted(sumOfLines(prizes));
  return {
    pointer,
    message: `Tổng giá trị không bằng tổng thành tiền các giải (${sum} đồng).`,
    messageEn: `The total is not the sum of the prize lines (${sum} VND).`,
  };
}

const percentAllowed = ({ content, law }: Campaign): number =>
  content.program.concentrated === true ? law.concentratedPercent : law.limitPercent;

const totalLimit: PromotionRule = {
  id: "KM-R07",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 6 khoản 2, 4 và 5",
  message: "Tổng giá trị hàng hóa dùng để khuyến mại vượt 50% tổng giá trị hàng hóa được khuyến mại.",
  messageEn: "The goods given exceed 50 % of the value of the goods promoted.",
  check: ofCampaign((campaign) => {
    const { content, law, pointer } = campaign;
    const { forms, totalPrizeValue, promotedGoodsTotalValue } = content.program;
    if (!forms.some((form) => law.totalLimitForms.includes(form))) return [];
    if (promotedGoodsTotalValue === null) {
      return [
        {
          pointer: `${pointer}/program/promotedGoodsTotalValue`,
          severity: "warning",
          message:
            "Chưa có tổng giá trị hàng hóa được khuyến mại nên chưa kiểm tra được hạn mức; đề nghị cán bộ kiểm tra.",
          messageEn: "Without the value of the goods promoted the limit cannot be checked; an officer should.",
        },
      ];
    }
    const percent = percentAllowed(campaign);
    if (isAtMostPercent(totalPrizeValue, percent, promotedGoodsTotalValue)) return [];
    return [
      {
        pointer: `${pointer}/program/totalPrizeValue`,
        message: `Tổng giá trị hàng hóa dùng để khuyến mại vượt ${percent}% tổng giá trị hàng hóa được khuyến mại.`,
        messageEn: `The goods given exceed ${percent} % of the value of the goods promoted.`,
      },
    ];
  }),
};

const unitLimit: PromotionRule = {
  id: "KM-R08",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 6 khoản 1 và Điều 7",
  message: "Mức khuyến mại trên một đơn vị hàng hóa vượt 50% giá của đơn vị đó.",
  messageEn: "The benefit per unit exceeds 50 % of the unit's price.",
  check: ofCampaign((campaign) => {
    const { content, law, pointer } = campaign;
    const { forms, unitOffers } = content.program;
    const percent = percentAllowed(campaign);
    const limited = forms.filter((form) => law.unitLimitForms.includes(form));
    const untold = limited.filter((form) => !unitOffers.some((offer) => offer.form === form));
    return [
      ...unitOffers.flatMap(({ benefit, unitPrice, form, exemption }, index) =>
        (form === "F03" && exemption !== null) || isAtMostPercent(benefit, percent, unitPrice)
          ? []
          : [
              {
                pointer: `${pointer}/program/unitOffers/${index}/benefit`,
                message: `Mức khuyến mại trên một đơn vị hàng hóa vượt ${percent}% giá của đơn vị đó.`,
                messageEn: `The benefit per unit exceeds ${percent} % of the unit's price.`,
              },
            ],
      ),
      ...(untold.length === 0
        ? []
        : [
            {
              pointer: `${pointer}/program/unitOffers`,
              severity: "warning" as const,
              message: `Chưa có mức khuyến mại trên một đơn vị (${untold.join(", ")}) nên chưa kiểm tra được hạn mức.`,
              messageEn: `Without the benefit per unit (${untold.join(", ")}) the limit cannot be checked.`,
            },
          ]),
    ];
  }),
};

const valueBasis: PromotionRule = {
  id: "KM-R21",
  severity: "warning",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 6 khoản 3",
  message:
    "Chưa ghi căn cứ xác định giá trị hàng hóa dùng để khuyến mại (giá mua, giá thị trường, giá thành, giá nhập khẩu).",
  messageEn:
    "What the value of the gifts is worked out from is not told (price paid, market price, cost, import price).",
  // The portal's notice has no field for it, so nobody could mend a warning there.
  check: ofCampaign(({ pointer, content, dossier }) =>
    content.program.prizes.length > 0 &&
    content.program.valueBasis === null &&
    dossier.submittedVia !== "national-portal"
      ? [{ pointer: `${pointer}/program/valueBasis` }]
      : [],
  ),
};

export const valueRules: readonly PromotionRule[] = [sums, totalLimit, unitLimit, valueBasis];
