import { unknownPapers } from "#core/dossier/named-papers.ts";
import { JUDICIAL_RECORDS_LAW, type JudicialRule } from "../judicial-rule.ts";

/** The gateway's own rules: what has to be there for the messages to be of use. */
export const documentRules: readonly JudicialRule[] = [
  {
    id: "LLTP-D01",
    severity: "error",
    from: JUDICIAL_RECORDS_LAW,
    to: null,
    source: "Định dạng giayToDinhKem của kênh VNeID; quy ước của cổng kết nối",
    message: "Giấy tờ này trỏ tới tệp không có trong attachments của hồ sơ, hoặc tệp đã xóa.",
    messageEn: "This document names a file that is not among the dossier's attachments, or was removed.",
    check: ({ dossier, record }) => unknownPapers(dossier, record.documents, "/record/documents"),
  },
  {
    id: "LLTP-D02",
    severity: "error",
    from: JUDICIAL_RECORDS_LAW,
    to: null,
    source: "Định dạng nhanHoSoDangKy: phone bắt buộc; mẫu tờ khai trực tuyến",
    message: "Hồ sơ trực tuyến phải có số điện thoại của người khai.",
    messageEn: "An online application needs the declarant's phone number.",
    check: ({ dossier, record: { declaration } }) =>
      dossier.channel === "online" && declaration?.applicant.phone === null
        ? [{ pointer: "/record/declaration/applicant/phone" }]
        : [],
  },
];
