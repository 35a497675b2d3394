import type { RuleViolation } from "#core/dossier/rule.ts";
import { nfc } from "#schemas/common/text.ts";
import { inForce } from "#schemas/codes/code-list.ts";
import { EXCLUDED_GOODS, FORBIDDEN_PLACES, MEDICINE_TRADERS, type ExcludedGoods } from "./excluded-goods.ts";
import type { FormCode } from "../enums.ts";
import { PROMOTION_DECREE } from "../promotion-law.ts";
import { judgedDay, ofCampaign, type Campaign, type PromotionRule } from "./promotion-rule.ts";

interface Passage {
  readonly pointer: string;
  readonly text: string;
  readonly asGift: boolean;
}

function passages({ pointer, content }: Campaign): Passage[] {
  const { promotedGoods, giftGoods, prizes } = content.program;
  const at = `${pointer}/program`;
  return [
    { pointer: `${at}/promotedGoods`, text: promotedGoods, asGift: false },
    ...(giftGoods === null ? [] : [{ pointer: `${at}/giftGoods`, text: giftGoods, asGift: true }]),
    ...prizes.map(({ content }, index) => ({ pointer: `${at}/prizes/${index}/content`, text: content, asGift: true })),
  ].map((passage) => ({ ...passage, text: nfc(passage.text).toLowerCase() }));
}

const excluded: PromotionRule = {
  id: "KM-R09",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Luật Thương mại 36/2005/QH11, Điều 100; Nghị định 81/2018/NĐ-CP, Điều 5",
  message: "Hàng hóa, dịch vụ này không được khuyến mại hoặc không được dùng để khuyến mại.",
  messageEn: "These goods or services may not be promoted, or not be given.",
  check: ofCampaign((campaign) => {
    const day = judgedDay(campaign.dossier) ?? "9999-12-31";
    const items = EXCLUDED_GOODS.find((list) => inForce(list, day))?.items ?? [];
    const forTraders = MEDICINE_TRADERS.test((campaign.content.program.customers ?? "").toLowerCase());
    const { detail } = campaign.content.program;
    return [
      ...passages(campaign).flatMap((passage) =>
        items.filter((item) => speaksOf(item, passage, forTraders)).map((item) => toFinding(item, passage)),
      ),
      ...(FORBIDDEN_PLACES.test((detail ?? "").toLowerCase())
        ? [
            {
              pointer: `${campaign.pointer}/program/detail`,
              severity: "warning" as const,
              message:
                "Không được khuyến mại tại trường học, bệnh viện, trụ sở cơ quan nhà nước; đề nghị kiểm tra địa điểm.",
              messageEn: "No promotions in schools, hospitals and public offices; check the place.",
            },
          ]
        : []),
    ];
  }),
};

function speaksOf(item: ExcludedGoods, { text, asGift }: Passage, forMedicineTraders: boolean): boolean {
  if (asGift && !item.asGift) return false;
  if (forMedicineTraders && item.nameEn.startsWith("medicine")) return false;
  const rest = item.unless === undefined ? text : text.replace(new RegExp(item.unless, "gu"), " ");
  return item.words.test(rest);
}

function toFinding(item: ExcludedGoods, { pointer, asGift }: Passage): RuleViolation {
  const vi = asGift ? "không được dùng để khuyến mại" : "không được khuyến mại";
  const en = asGift ? "may not be given" : "may not be promoted";
  return {
    pointer,
    ...(item.certain ? {} : { severity: "warning" as const }),
    message: `Có thể là hàng hóa, dịch vụ ${vi}: ${item.name}.`,
    messageEn: `This may be what ${en}: ${item.nameEn}.`,
  };
}

/** Forms in which the gift may not be money (Nghị định 81/2018/NĐ-CP, article 5(3)). */
const NO_CASH: readonly FormCode[] = ["F01", "F03", "F04"];
const CASH = /(?<!\p{L})(?:tiền mặt|hoàn tiền|tiền đồng việt nam)(?!\p{L})/u;

const cash: PromotionRule = {
  id: "KM-R19",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 5 khoản 3",
  message: "Hình thức hàng mẫu, giảm giá, phiếu mua hàng không được dùng tiền để khuyến mại.",
  messageEn: "Samples, discounts and vouchers may not be given as money.",
  check: ofCampaign((campaign) => {
    const { forms } = campaign.content.program;
    const barred = forms.filter((form) => NO_CASH.includes(form));
    if (barred.length === 0) return [];
    const mixed = barred.length < forms.length;
    return passages(campaign)
      .filter(({ asGift, text }) => asGift && CASH.test(text))
      .map(({ pointer }) => ({
        pointer,
        ...(mixed
          ? {
              severity: "warning" as const,
              message: "Tiền chỉ được dùng cho hình thức khác trong chương trình này; đề nghị kiểm tra.",
              messageEn: "Money may only go with another form of this programme; check.",
            }
          : {}),
      }));
  }),
};

export const goodsRules: readonly PromotionRule[] = [excluded, cash];
