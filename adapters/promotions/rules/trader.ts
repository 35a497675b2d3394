import { isTaxCode } from "#schemas/common/tax-code.ts";
import { AMENDMENT_FORM, REPORT_FORM } from "../enums.ts";
import { PROMOTION_DECREE } from "../promotion-law.ts";
import { ofCampaign, type PromotionRule } from "./promotion-rule.ts";
import type { PromotionRecord } from "../record.ts";
import type { Trader } from "../forms/trader.ts";

interface NamedTaxCode {
  readonly pointer: string;
  readonly taxCode: string;
}

interface Named {
  readonly pointer: string;
  readonly trader: Trader;
}

/** The trader the form names in full, and where. */
function traderOf(record: PromotionRecord): Named | null {
  if (record.formNumber === REPORT_FORM) return null;
  if (record.formNumber === AMENDMENT_FORM) {
    const { trader } = record.amendment;
    return trader === null ? null : { pointer: "/record/amendment/trader", trader };
  }
  return "notice" in record
    ? { pointer: "/record/notice/trader", trader: record.notice.trader }
    : { pointer: "/record/registration/trader", trader: record.registration.trader };
}

/** Every tax code of the form, each where it is written first. */
function taxCodesIn(record: PromotionRecord): NamedTaxCode[] {
  if (record.formNumber === REPORT_FORM)
    return [{ pointer: "/record/report/traderTaxCode", taxCode: record.report.traderTaxCode }];
  if (record.formNumber === AMENDMENT_FORM)
    return [{ pointer: "/record/amendment/traderTaxCode", taxCode: record.amendment.traderTaxCode }];
  const [at, content] =
    "notice" in record
      ? (["/record/notice", record.notice] as const)
      : (["/record/registration", record.registration] as const);
  return [
    { pointer: `${at}/trader/taxCode`, taxCode: content.trader.taxCode },
    ...content.coTraders.flatMap(({ taxCode }, index) =>
      taxCode === null ? [] : [{ pointer: `${at}/coTraders/${index}/taxCode`, taxCode }],
    ),
  ];
}

const taxCodes: PromotionRule = {
  id: "KM-R01",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Luật Thương mại 36/2005/QH11, Điều 91; cấu trúc mã số thuế",
  message: "Mã số thuế sai chữ số kiểm tra.",
  messageEn: "The check digit of the tax code is wrong.",
  check: ({ record }) => {
    const named = traderOf(record);
    return [
      ...taxCodesIn(record)
        .filter(({ taxCode }) => !isTaxCode(taxCode))
        .map(({ pointer, taxCode }) => ({
          pointer,
          message: `Mã số thuế ${taxCode} sai chữ số kiểm tra.`,
          messageEn: `The check digit of the tax code ${taxCode} is wrong.`,
        })),
      ...(named?.trader.kind === "VAN_PHONG_DAI_DIEN"
        ? [
            {
              pointer: `${named.pointer}/kind`,
              message: "Văn phòng đại diện không được thực hiện khuyến mại.",
              messageEn: "A representative office may not run promotions.",
            },
          ]
        : []),
    ];
  },
};

const jointProgrammes: PromotionRule = {
  id: "KM-R13",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 17 khoản 5 điểm l và Điều 19 khoản 5",
  message: "Thương nhân cùng thực hiện phải ghi rõ nội dung tham gia và trách nhiệm.",
  messageEn: "Of every trader taking part, what it does and what it answers for must be told.",
  check: ofCampaign(({ pointer, content, dossier }) =>
    content.coTraders.flatMap(({ participation, responsibility }, index) =>
      // The portal's form has one free text for all of them, so there only a total silence is worth a word.
      (
        dossier.submittedVia === "national-portal"
          ? participation === null
          : (participation ?? "") === "" || responsibility === null
      )
        ? [{ pointer: `${pointer}/coTraders/${index}` }]
        : [],
    ),
  ),
};

export const traderRules: readonly PromotionRule[] = [taxCodes, jointProgrammes];
