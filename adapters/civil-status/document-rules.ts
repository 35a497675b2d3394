import { CIVIL_STATUS_LAW, type BirthRule } from "./birth-rule.ts";

/** Papers meant for the ministry have to be papers of the dossier: nothing else can be sent in their place. */
export const documentRules: readonly BirthRule[] = [
  {
    id: "HT-D01",
    severity: "error",
    from: CIVIL_STATUS_LAW,
    to: null,
    source: "Định dạng fileDinhKem của Bộ Tư pháp; quy ước của cổng kết nối",
    message: "Giấy tờ này trỏ tới tệp không có trong attachments của hồ sơ, hoặc tệp đã xóa.",
    messageEn: "This document names a file that is not among the dossier's attachments, or was removed.",
    check: ({ dossier, record }) => {
      const present = new Set(dossier.attachments.filter((paper) => !paper.deleted).map((paper) => paper.id));
      return record.documents.flatMap(({ attachmentId }, index) =>
        present.has(attachmentId) ? [] : [{ pointer: `/record/documents/${index}/attachmentId` }],
      );
    },
  },
];
