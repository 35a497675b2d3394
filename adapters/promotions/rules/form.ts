import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { RuleViolation } from "#core/dossier/rule.ts";
import { equalsVi } from "#schemas/common/text.ts";
import { recordOfProcedure } from "#core/sector/record-of-procedure.ts";
import { AMENDMENT_FORM, NOTICE_FORM, REGISTRATION_FORM, REPORT_FORM } from "../enums.ts";
import { procedures } from "../procedures.ts";
import { PROMOTION_DECREE } from "../promotion-law.ts";
import type { PromotionRule } from "./promotion-rule.ts";
import type { PromotionRecord } from "../record.ts";
import { REQUIRED_BY, REQUIRED_CONTENT, type RequiredField } from "../required-content.ts";

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

const complete: PromotionRule = {
  id: REQUIRED_BY,
  severity: "error",
  from: PROMOTION_DECREE,
  to: null,
  source: "Nghị định 81/2018/NĐ-CP, Mẫu số 01, 02, 06 và 07",
  message: "Thiếu nội dung bắt buộc của mẫu.",
  messageEn: "Something that the form requires is missing.",
  check: ({ dossier, record }) => {
    const [name, content] = contentOf(record);
    return REQUIRED_CONTENT[name].flatMap((item) => missing(item, name, content, dossier));
  },
};

function missing(
  { path, onPortal, vi, en }: RequiredField,
  name: string,
  content: object,
  dossier: Dossier,
): RuleViolation[] {
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
