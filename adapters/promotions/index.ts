import { defineSector } from "#core/sector/sector.ts";
import { statusDesk } from "./hearer.ts";
import { inbound } from "./native/inbound.ts";
import { answerPatterns } from "./portal-answers.ts";
import { procedures } from "./procedures.ts";
import { promotionRecord, type PromotionRecord } from "./record.ts";
import { demands } from "./required-content.ts";
import { rules } from "./rules.ts";
import { dossierKeys, toSectorMessages, usesCommonServices } from "./sector-messages.ts";

const KEPT =
  "một cửa chỉ báo trạng thái cho Cổng, không có dịch vụ nhận nội dung này; dùng để kiểm tra quy tắc và lưu tại gateway";

export default defineSector<PromotionRecord>({
  sector: "promotions",
  title: "Khuyến mại",
  titleEn: "Promotions",
  version: "3",
  procedures,
  record: promotionRecord,
  rules,
  demands,
  usesCommonServices,
  notSent: {
    "/record/notice/**": KEPT,
    "/record/registration/**": KEPT,
    "/record/amendment/**": KEPT,
    "/record/report/**": KEPT,
    "/record/receipt**": KEPT,
    "/record/result**": KEPT,
  },
  toSectorMessages: (input) => toSectorMessages(input),
  hearers: [statusDesk],
  dossierKeys,
  answerPatterns,
  inbound,
});
