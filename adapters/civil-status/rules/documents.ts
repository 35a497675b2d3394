import { unknownPapers } from "#core/dossier/named-papers.ts";
import type { Rule } from "#core/dossier/rule.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";
import type { CivilStatusRecord } from "../record.ts";

/** Papers meant for the ministry have to be papers of the dossier: nothing else can be sent in their place. */
export const documentRules: readonly Rule<CivilStatusRecord>[] = [
  {
    id: "HT-D01",
    severity: "error",
    from: CIVIL_STATUS_LAW,
    to: null,
    source: "Định dạng fileDinhKem của Bộ Tư pháp; quy ước của cổng kết nối",
    message: "Giấy tờ này trỏ tới tệp không có trong attachments của hồ sơ, hoặc tệp đã xóa.",
    messageEn: "This document names a file that is not among the dossier's attachments, or was removed.",
    check: ({ dossier, record }) => unknownPapers(dossier, record.documents, "/record/documents"),
  },
];
