import type { RuleViolation } from "#core/dossier/rule.ts";
import { REGISTERED_FORMS, type DocumentType } from "../enums.ts";
import { dotted } from "../prize-arithmetic.ts";
import { PROMOTION_DECREE } from "../promotion-law.ts";
import { ofCampaign, type Campaign, type PromotionRule } from "./promotion-rule.ts";

const isRegistered = (form: Campaign["content"]["program"]["forms"][number]) => REGISTERED_FORMS.includes(form);

const noticeNeeded: PromotionRule = {
  id: "KM-R02",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 17, sửa đổi bởi 128/2024/NĐ-CP từ 01/12/2024",
  message: "Chương trình này không thuộc trường hợp phải thông báo (hình thức hoặc tổng giá trị dưới 100 triệu đồng).",
  messageEn: "This programme need not be notified (because of its forms, or a total below 100 million VND).",
  check: ofCampaign(({ kind, pointer, content, law }) => {
    const { forms, totalPrizeValue } = content.program;
    if (kind !== "notice" || forms.length === 0 || forms.some(isRegistered)) return [];
    const bound = forms.some((form) => law.noticeForms.includes(form));
    const disputed = forms.some((form) => law.disputedNoticeForms.includes(form));
    if (!bound && !disputed) return [{ pointer: `${pointer}/program/forms`, ...notByForm(forms, law) }];
    if (totalPrizeValue < law.noticeThreshold)
      return [{ pointer: `${pointer}/program/totalPrizeValue`, ...notByTotal(law) }];
    if (bound) return [];
    return [
      {
        pointer: `${pointer}/program/forms`,
        severity: "warning",
        message:
          "Các nguồn chưa thống nhất hình thức này có còn phải thông báo từ 01/12/2024 hay không; đề nghị cán bộ xem xét.",
        messageEn:
          "Sources disagree whether this form still has to be notified since 2024-12-01; an officer should decide.",
      },
    ];
  }),
};

function notByForm(
  forms: Campaign["content"]["program"]["forms"],
  { noticeForms }: Campaign["law"],
): Pick<RuleViolation, "message" | "messageEn"> {
  const [own, notified] = [forms.join(", "), noticeForms.join(", ")];
  return {
    message: `Hình thức ${own} không thuộc trường hợp phải thông báo (phải thông báo: ${notified}); kiểm tra lại hình thức, hoặc không gửi thông báo này.`,
    messageEn: `Form ${own} need not be notified (these have to be: ${notified}); check the forms, or do not send this notice.`,
  };
}

function notByTotal({ noticeThreshold }: Campaign["law"]): Pick<RuleViolation, "message" | "messageEn"> {
  const least = dotted(noticeThreshold);
  return {
    message: `Tổng giá trị dưới ${least} đồng nên chương trình không phải thông báo; kiểm tra lại tổng giá trị, hoặc không gửi thông báo này.`,
    messageEn: `With a total below ${least} VND the programme need not be notified; check the total, or do not send this notice.`,
  };
}

/** Papers that a lucky draw cannot be registered without. */
const NEEDED_FOR_DRAWS: readonly { type: DocumentType; message: string; messageEn: string }[] = [
  {
    type: "MAU_BANG_CHUNG_TRUNG_THUONG",
    message:
      "Chương trình may rủi phải kèm hình ảnh, mô tả bằng chứng xác định trúng thưởng (typeCode MAU_BANG_CHUNG_TRUNG_THUONG).",
    messageEn:
      "A lucky draw needs a sample or description of what proves a win (typeCode MAU_BANG_CHUNG_TRUNG_THUONG).",
  },
  {
    type: "CHAT_LUONG_HANG_HOA",
    message:
      "Chương trình may rủi phải kèm giấy tờ về chất lượng hàng hóa dùng để khuyến mại (typeCode CHAT_LUONG_HANG_HOA).",
    messageEn: "A lucky draw needs papers on the quality of the goods that are given (typeCode CHAT_LUONG_HANG_HOA).",
  },
];

const registeredOrNotified: PromotionRule = {
  id: "KM-R03",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 13 và Điều 19",
  message: "Chương trình mang tính may rủi hoặc hình thức khác phải đăng ký theo Mẫu số 02, không thông báo.",
  messageEn: "Lucky draws and other approved forms are registered with Mẫu số 02, not notified.",
  check: ofCampaign((campaign) =>
    campaign.kind === "notice" ? drawsInNotice(campaign) : papersOfRegistration(campaign),
  ),
};

function drawsInNotice({ pointer, content }: Campaign): RuleViolation[] {
  return content.program.forms.flatMap((form, index) =>
    isRegistered(form) ? [{ pointer: `${pointer}/program/forms/${index}` }] : [],
  );
}

function papersOfRegistration({ pointer, content }: Campaign): RuleViolation[] {
  const { forms } = content.program;
  if (forms.length > 0 && !forms.some(isRegistered)) {
    return [
      {
        pointer: `${pointer}/program/forms`,
        message: "Các hình thức này chỉ thông báo theo Mẫu số 01, không đăng ký.",
        messageEn: "These forms are notified with Mẫu số 01 and not registered.",
      },
    ];
  }
  if (!forms.includes("F06")) return [];
  const enclosed = new Set<DocumentType>(content.attachments.map(({ typeCode }) => typeCode));
  return [
    ...(content.rules === null
      ? [
          {
            pointer: `${pointer}/rules`,
            message: "Chương trình may rủi phải có thể lệ (Mẫu số 03).",
            messageEn: "A lucky draw needs its terms (Mẫu số 03).",
          },
        ]
      : []),
    ...NEEDED_FOR_DRAWS.filter(({ type }) => !enclosed.has(type)).map(({ message, messageEn }) => ({
      pointer: `${pointer}/attachments`,
      message,
      messageEn,
    })),
  ];
}

const onlineExchanges: PromotionRule = {
  id: "KM-R20",
  severity: "warning",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Điều 17 khoản 2 điểm b",
  message: "Thương nhân chỉ bán và khuyến mại qua sàn giao dịch thương mại điện tử không phải thông báo.",
  messageEn: "A trader that sells and promotes only on an e-commerce exchange need not notify.",
  check: ofCampaign(({ kind, pointer, content }) =>
    kind === "notice" && content.salesChannel === "CHI_SAN_TMDT" ? [{ pointer: `${pointer}/salesChannel` }] : [],
  ),
};

export const dutyRules: readonly PromotionRule[] = [noticeNeeded, registeredOrNotified, onlineExchanges];
