import type { RuleViolation } from "#core/dossier/rule.ts";
import { isFullDate } from "#schemas/common/partial-date.ts";
import { equalsVi } from "#schemas/common/text.ts";
import type { Amendment } from "../forms/amendment.ts";
import { AMENDMENT_FORM, REPORT_FORM } from "../enums.ts";
import { fromNativeDay } from "../native/fields.ts";
import { PROMOTION_DECREE } from "../promotion-law.ts";
import { handedInOn, ofAmendment, type PromotionRule } from "./promotion-rule.ts";

const AT = "/record/amendment";

const harmless: PromotionRule = {
  id: "KM-R14",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 17 và Điều 20",
  message: "Hồ sơ sửa đổi, bổ sung phải gửi trước ngày áp dụng nội dung sửa đổi.",
  messageEn: "An amendment has to come before the day its changes take effect.",
  check: ofAmendment(({ amendment }, dossier) => [
    ...effectiveDay(amendment, handedInOn(dossier, null)),
    ...prizesNoSmaller(amendment),
    ...(amendment.commitment === null
      ? [
          {
            pointer: `${AT}/commitment`,
            severity: "warning" as const,
            message: "Chưa có cam kết bảo đảm quyền lợi của khách hàng đã tham gia chương trình.",
            messageEn: "There is no undertaking for the customers who have joined already.",
          },
        ]
      : []),
  ]),
};

function effectiveDay({ effectiveFrom, original }: Amendment, handedIn: string | null): RuleViolation[] {
  if (effectiveFrom === null) return [];
  const pointer = `${AT}/effectiveFrom`;
  if (effectiveFrom < original.from || effectiveFrom > original.to) {
    return [
      {
        pointer,
        message: "Ngày áp dụng sửa đổi phải nằm trong thời gian của chương trình.",
        messageEn: "The changes take effect on a day of the programme.",
      },
    ];
  }
  return handedIn !== null && handedIn >= effectiveFrom ? [{ pointer }] : [];
}

function prizesNoSmaller({ changes, totalPrizeValue }: Amendment): RuleViolation[] {
  if (totalPrizeValue !== null) {
    if (totalPrizeValue.amended >= totalPrizeValue.announced) return [];
    return [
      {
        pointer: `${AT}/totalPrizeValue/amended`,
        message: "Tổng giá trị giải thưởng sau sửa đổi không được thấp hơn giá trị đã công bố.",
        messageEn: "The prizes may not be worth less than announced.",
      },
    ];
  }
  return changes.flatMap(({ field }, index) =>
    field === "prizes"
      ? [
          {
            pointer: `${AT}/changes/${index}`,
            severity: "warning" as const,
            message:
              "Sửa giải thưởng mà chưa ghi tổng giá trị trước và sau (totalPrizeValue); đề nghị cán bộ kiểm tra.",
            messageEn: "Prizes change without the totals before and after (totalPrizeValue); an officer should check.",
          },
        ]
      : [],
  );
}

const sameOriginal: PromotionRule = {
  id: "KM-R15",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Mẫu số 06",
  message: "Nội dung cũ ghi trong sửa đổi không khớp với chương trình đã thông báo, đăng ký.",
  messageEn: "What the change says was before does not agree with the programme as filed.",
  check: ofAmendment(({ amendment }) => {
    const { original, changes } = amendment;
    if (original.to < original.from) {
      return [
        {
          pointer: `${AT}/original/to`,
          message: "Ngày kết thúc của chương trình đã nộp không được trước ngày bắt đầu.",
          messageEn: "The last day of the programme as filed cannot be before its first.",
        },
      ];
    }
    return changes.flatMap(({ field, from }, index) => {
      if (from === null) return [];
      const differs =
        field === "name"
          ? !equalsVi(from, original.programName)
          : (field === "from" || field === "to") && dayIn(from) !== original[field];
      return differs ? [{ pointer: `${AT}/changes/${index}/from` }] : [];
    });
  }),
};

/** A date as people write it into a text field; the text itself when it is none. */
function dayIn(value: string): string {
  return isFullDate(value) ? value : (fromNativeDay(value) ?? value);
}

const ownCode: PromotionRule = {
  id: "KM-R17",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Cổng Dịch vụ công quốc gia: MaHoSo là khóa chống trùng (error_code 1)",
  message: "Mã hồ sơ trùng với hồ sơ gốc; Cổng coi đó là gửi lại hồ sơ cũ, không phải hồ sơ mới.",
  messageEn: "The code is the original dossier's; the portal takes that for the old dossier sent again.",
  check: ({ dossier, record }) => {
    const [at, original] =
      record.formNumber === AMENDMENT_FORM
        ? (["/record/amendment", record.amendment.original] as const)
        : record.formNumber === REPORT_FORM
          ? (["/record/report", record.report.original] as const)
          : (["", null] as const);
    if (original === null || original.dossierId === null) return [];
    const own = [dossier.dossierCode, "nationalDossierCode" in record ? record.nationalDossierCode : null];
    return own.includes(original.dossierId) ? [{ pointer: `${at}/original/dossierId` }] : [];
  },
};

const earlyEnd: PromotionRule = {
  id: "KM-R18",
  severity: "warning",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 20",
  message:
    "Chỉ được kết thúc sớm khi bất khả kháng, hết hàng khuyến mại hoặc theo yêu cầu của cơ quan nhà nước; chưa ghi lý do.",
  messageEn: "A programme may end early only for force majeure, lack of goods or by order; the ground is not given.",
  check: ofAmendment(({ amendment }) =>
    amendment.changes.flatMap(({ field, to }, index) => {
      const day = dayIn(to);
      const earlier = field === "to" && isFullDate(day) && day < amendment.original.to;
      return earlier && amendment.earlyEndGround === null ? [{ pointer: `${AT}/changes/${index}/to` }] : [];
    }),
  ),
};

export const amendmentRules: readonly PromotionRule[] = [harmless, sameOriginal, ownCode, earlyEnd];
