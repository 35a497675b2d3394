import { unknownPapers } from "#core/dossier/named-papers.ts";
import { recordOfProcedure } from "#core/sector/record-of-procedure.ts";
import { JUDICIAL_RECORDS_LAW, type JudicialRule } from "../judicial-rule.ts";
import { procedures } from "../procedures.ts";
import { applicationOf, type JudicialRecord } from "../record.ts";

/** Forms of persons, of bodies, and of bodies conducting proceedings each have a procedure of their own. */
const formOfProcedure = recordOfProcedure<JudicialRecord>({
  id: "LLTP-D03",
  from: JUDICIAL_RECORDS_LAW,
  source: "Thông tư 06/2024/TT-BTP từ 01/07/2024, trước đó 13/2011/TT-BTP: mẫu theo người yêu cầu; danh mục thủ tục",
  procedures,
  names: {
    CA_NHAN: { vi: "tờ khai của cá nhân", en: "a person's own declaration" },
    UY_QUYEN: { vi: "tờ khai qua người được ủy quyền", en: "declaration through another" },
    CO_QUAN: { vi: "yêu cầu của cơ quan, tổ chức", en: "request of a body" },
    TO_TUNG: { vi: "yêu cầu của cơ quan tố tụng", en: "request of a body conducting proceedings" },
  },
  kindOf: (record) => {
    const { form, pointer } = applicationOf(record);
    return { kind: form.formType, pointer: `${pointer}/formType` };
  },
});

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
  formOfProcedure,
];
