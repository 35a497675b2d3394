import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { RuleViolation } from "#core/dossier/rule.ts";
import { equalsVi } from "#schemas/common/text.ts";
import { recordOfProcedure } from "#core/sector/record-of-procedure.ts";
import { AMENDMENT_FORM, NOTICE_FORM, REGISTRATION_FORM, REPORT_FORM } from "../enums.ts";
import { procedures } from "../procedures.ts";
import { PROMOTION_DECREE } from "../promotion-law.ts";
import type { PromotionRule } from "./promotion-rule.ts";
import type { PromotionRecord } from "../record.ts";

const papersPresent: PromotionRule = {
  id: "KM-D01",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Quy ước của cổng kết nối",
  message: "Giấy tờ này trỏ tới tệp không có trong attachments của hồ sơ, hoặc tệp đã xóa.",
  messageEn: "This paper names a file that is not among the dossier's attachments, or was removed.",
  check: ({ dossier, record }) => {
    const present = dossier.attachments.filter((paper) => !paper.deleted);
    const [name, { attachments }] = contentOf(record);
    return attachments.flatMap(({ attachmentId, fileName }, index): RuleViolation[] => {
      const at = `/record/${name}/attachments/${index}`;
      if (attachmentId !== null)
        return present.some(({ id }) => id === attachmentId) ? [] : [{ pointer: `${at}/attachmentId` }];
      // Names are often changed on upload, so a name alone only doubts.
      const named = present.some((paper) => equalsVi(paper.name, fileName ?? ""));
      return named ? [] : [{ pointer: `${at}/fileName`, severity: "warning" }];
    });
  },
};

const formOfProcedure = recordOfProcedure<PromotionRecord>({
  id: "KM-D02",
  from: PROMOTION_DECREE,
  source: "Nghị định 81/2018/NĐ-CP, phụ lục biểu mẫu; danh mục thủ tục cấp tỉnh",
  procedures,
  names: {
    [NOTICE_FORM]: { vi: "thông báo", en: "notice" },
    [REGISTRATION_FORM]: { vi: "đăng ký", en: "registration" },
    [AMENDMENT_FORM]: { vi: "sửa đổi, bổ sung", en: "changes" },
    [REPORT_FORM]: { vi: "báo cáo kết quả", en: "report" },
  },
  kindOf: ({ formNumber }) => ({ kind: formNumber, pointer: "/record/formNumber" }),
});

interface Needed extends Bilingual {
  /** Names from the form's content down to the field. */
  readonly path: readonly string[];
  /** Whether the portal's own form has a field for it; what it cannot say is not asked of its dossiers. */
  readonly onPortal: boolean;
}

const needed = (path: string, onPortal: boolean, vi: string, en: string): Needed => ({
  path: path.split("/"),
  onPortal,
  vi,
  en,
});

const OF_CAMPAIGN: readonly Needed[] = [
  needed("documentNumber", true, "số văn bản", "number of the document"),
  needed("documentDate", false, "ngày văn bản", "date of the document"),
  needed("recipients", false, "nơi nhận (Kính gửi)", "recipients"),
  needed("trader/kind", false, "loại thương nhân", "kind of trader"),
  needed("trader/address", true, "địa chỉ trụ sở", "address"),
  needed("trader/phone", true, "điện thoại", "telephone"),
  needed("trader/contactName", true, "người liên hệ", "contact person"),
  needed("trader/contactPhone", true, "điện thoại người liên hệ", "contact's telephone"),
  needed("program/forms", true, "hình thức khuyến mại", "forms of promotion"),
  needed("program/areas", false, "địa bàn", "areas"),
  needed("program/promotedQuantity", true, "số lượng hàng hóa được khuyến mại", "quantity of the promoted goods"),
  needed("program/giftGoods", false, "hàng hóa dùng để khuyến mại", "goods that are given"),
  needed("program/customers", true, "đối tượng hưởng khuyến mại", "customers"),
  needed("program/concentrated", false, "khuyến mại tập trung hay không", "whether it is a concentrated programme"),
  needed("program/detail", true, "nội dung chi tiết", "details"),
];

const OF_AMENDMENT: readonly Needed[] = [
  needed("documentNumber", true, "số văn bản", "number of the document"),
  needed("documentDate", false, "ngày văn bản", "date of the document"),
  needed("original/dossierId", true, "mã hồ sơ đã nộp", "code of the original dossier"),
  needed("original/documentNumber", true, "số văn bản đã nộp", "number of the original document"),
  needed("effectiveFrom", false, "ngày áp dụng sửa đổi", "day the changes take effect"),
  needed("reason", true, "lý do điều chỉnh", "reason"),
];

const OF_REPORT: readonly Needed[] = [
  needed("documentNumber", false, "số văn bản", "number of the document"),
  needed("documentDate", false, "ngày văn bản", "date of the document"),
  needed("forms", false, "hình thức khuyến mại", "forms of promotion"),
];

const complete: PromotionRule = {
  id: "KM-D03",
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Mẫu số 01, 02, 06 và 07",
  message: "Thiếu nội dung bắt buộc của mẫu.",
  messageEn: "Something that the form requires is missing.",
  check: ({ dossier, record }) => {
    const [name, content] = contentOf(record);
    const list = name === "amendment" ? OF_AMENDMENT : name === "report" ? OF_REPORT : OF_CAMPAIGN;
    return list.flatMap((item) => missing(item, name, content, dossier));
  },
};

function missing({ path, onPortal, vi, en }: Needed, name: string, content: object, dossier: Dossier): RuleViolation[] {
  const value = path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : null), content);
  if (value !== null && !(Array.isArray(value) && value.length === 0)) return [];
  const fromPortal = dossier.submittedVia === "national-portal";
  if (fromPortal && !onPortal) return [];
  return [
    {
      pointer: `/record/${name}/${path.join("/")}`,
      ...(fromPortal ? { severity: "warning" as const } : {}),
      message: `Thiếu nội dung bắt buộc của mẫu: ${vi}.`,
      messageEn: `The form requires: ${en}.`,
    },
  ];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The form's own part of the record and the name it stands under. */
function contentOf(record: PromotionRecord) {
  switch (record.formNumber) {
    case NOTICE_FORM:
      return ["notice", record.notice] as const;
    case REGISTRATION_FORM:
      return ["registration", record.registration] as const;
    case AMENDMENT_FORM:
      return ["amendment", record.amendment] as const;
    case REPORT_FORM:
      return ["report", record.report] as const;
  }
}

export const paperRules: readonly PromotionRule[] = [papersPresent];
export const formRules: readonly PromotionRule[] = [formOfProcedure, complete];
