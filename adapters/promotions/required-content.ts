import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { DemandedField } from "#core/sector/demanded-field.ts";

/** The rule that asks for all of it. */
export const REQUIRED_BY = "KM-D03";

/** Something that a form of Nghị định 81/2018/NĐ-CP requires, with its name in sentences. */
export interface RequiredField extends Bilingual {
  /** Names from the form's content down to the field. */
  readonly path: readonly string[];
  /** Whether the portal's own form has a field for it; what it cannot say is not asked of its dossiers. */
  readonly onPortal: boolean;
}

const required = (path: string, onPortal: boolean, vi: string, en: string): RequiredField => ({
  path: path.split("/"),
  onPortal,
  vi,
  en,
});

const OF_CAMPAIGN: readonly RequiredField[] = [
  required("documentNumber", true, "số văn bản", "number of the document"),
  required("documentDate", false, "ngày văn bản", "date of the document"),
  required("recipients", false, "nơi nhận (Kính gửi)", "recipients"),
  required("trader/kind", false, "loại thương nhân", "kind of trader"),
  required("trader/address", true, "địa chỉ trụ sở", "address"),
  required("trader/phone", true, "điện thoại", "telephone"),
  required("trader/contactName", true, "người liên hệ", "contact person"),
  required("trader/contactPhone", true, "điện thoại người liên hệ", "contact's telephone"),
  required("program/forms", true, "hình thức khuyến mại", "forms of promotion"),
  required("program/areas", false, "địa bàn", "areas"),
  required("program/promotedQuantity", true, "số lượng hàng hóa được khuyến mại", "quantity of the promoted goods"),
  required("program/giftGoods", false, "hàng hóa dùng để khuyến mại", "goods that are given"),
  required("program/customers", true, "đối tượng hưởng khuyến mại", "customers"),
  required("program/concentrated", false, "khuyến mại tập trung hay không", "whether it is a concentrated programme"),
  required("program/detail", true, "nội dung chi tiết", "details"),
];

const OF_AMENDMENT: readonly RequiredField[] = [
  required("documentNumber", true, "số văn bản", "number of the document"),
  required("documentDate", false, "ngày văn bản", "date of the document"),
  required("original/dossierId", true, "mã hồ sơ đã nộp", "code of the original dossier"),
  required("original/documentNumber", true, "số văn bản đã nộp", "number of the original document"),
  required("effectiveFrom", false, "ngày áp dụng sửa đổi", "day the changes take effect"),
  required("reason", true, "lý do điều chỉnh", "reason"),
];

const OF_REPORT: readonly RequiredField[] = [
  required("documentNumber", false, "số văn bản", "number of the document"),
  required("documentDate", false, "ngày văn bản", "date of the document"),
  required("forms", false, "hình thức khuyến mại", "forms of promotion"),
];

/** By the member of the record that holds the form. */
export const REQUIRED_CONTENT = {
  notice: OF_CAMPAIGN,
  registration: OF_CAMPAIGN,
  amendment: OF_AMENDMENT,
  report: OF_REPORT,
} as const;

/** The same for the served schema. What the portal handed over may lack them: it is as the trader filled it in there. */
export const demands: readonly DemandedField[] = Object.entries(REQUIRED_CONTENT).flatMap(([form, fields]) =>
  fields.map(({ path }) => ({
    rule: REQUIRED_BY,
    pointer: `/record/${form}/${path.join("/")}` as const,
    except: {
      vi: "hồ sơ Cổng chuyển về (submittedVia là national-portal)",
      en: "dossiers the portal handed over (submittedVia national-portal)",
    },
  })),
);
