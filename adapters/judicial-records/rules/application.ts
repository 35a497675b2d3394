import type { RuleViolation } from "#core/dossier/rule.ts";
import { foldForCompare } from "#schemas/common/text.ts";
import { CERTIFICATE, RELATIVES } from "../enums.ts";
import { judgedDay, JUDICIAL_RECORDS_LAW, type JudicialRule } from "../judicial-rule.ts";
import type { JudicialRecord } from "../record.ts";

const LAW = { from: JUDICIAL_RECORDS_LAW, to: null } as const;

const sheet2InPerson: JudicialRule = {
  id: "LLTP-R01",
  severity: "error",
  ...LAW,
  source:
    "Luật Lý lịch tư pháp 28/2009/QH12, sửa đổi bởi Luật 107/2025/QH15 từ 01/07/2026, Điều 46 khoản 2; Nghị định 216/2026/NĐ-CP",
  message: "Phiếu lý lịch tư pháp số 2 không được ủy quyền cho người khác yêu cầu.",
  messageEn: "Sheet 2 cannot be requested through another person.",
  check: ({ record: { declaration } }) =>
    declaration?.certificateType === CERTIFICATE.sheet2 && declaration.authorization !== null
      ? [{ pointer: "/record/declaration/authorization" }]
      : [],
};

const whoMayAsk: JudicialRule = {
  id: "LLTP-R02",
  severity: "error",
  ...LAW,
  source: "Luật Lý lịch tư pháp 28/2009/QH12, sửa đổi bởi Luật 107/2025/QH15 từ 01/07/2026, Điều 7 và Điều 41",
  message: "Loại phiếu không phù hợp với cơ quan yêu cầu: cơ quan, tổ chức phiếu số 1; cơ quan tố tụng phiếu số 2.",
  messageEn: "State and political bodies get sheet 1 only, bodies conducting proceedings sheet 2 only.",
  check: ({ dossier, record: { request } }) => {
    const expected = request?.formType === "TO_TUNG" ? CERTIFICATE.sheet2 : CERTIFICATE.sheet1;
    return [
      ...(request !== null && request.certificateType !== expected
        ? [{ pointer: "/record/request/certificateType" }]
        : []),
      ...(dossier.applicant.type === "business"
        ? [
            {
              pointer: "/applicant/type",
              message: "Doanh nghiệp không có quyền yêu cầu cấp Phiếu lý lịch tư pháp.",
              messageEn: "A business may not ask for a criminal record certificate.",
            },
          ]
        : []),
    ];
  },
};

/** Words of a purpose within article 7, by kind of body. Free text, so other words are only doubtful. */
const PURPOSES = {
  CO_QUAN: /nhân sự|cán bộ|công chức|viên chức|tuyển dụng|bổ nhiệm|đăng ký kinh doanh|doanh nghiệp|hợp tác xã/u,
  TO_TUNG: /điều tra|truy tố|xét xử|tố tụng/u,
} as const;

const letterOfTheBody: JudicialRule = {
  id: "LLTP-R15",
  severity: "error",
  ...LAW,
  source: "Luật Lý lịch tư pháp 28/2009/QH12, sửa đổi bởi Luật 107/2025/QH15 từ 01/07/2026, Điều 7 và Điều 46",
  message: "Yêu cầu của cơ quan, tổ chức phải có số và ngày văn bản.",
  messageEn: "A body's request needs the number and day of its letter.",
  check: ({ dossier, record: { request } }) => {
    if (request === null) return [];
    const { officialDocNumber, officialDocDate } = request.requester;
    const day = judgedDay(dossier);
    return [
      ...(officialDocNumber === null ? [{ pointer: "/record/request/requester/officialDocNumber" }] : []),
      ...(officialDocDate === null ? [{ pointer: "/record/request/requester/officialDocDate" }] : []),
      ...(officialDocDate !== null && day !== null && officialDocDate > day
        ? [
            {
              pointer: "/record/request/requester/officialDocDate",
              message: "Ngày văn bản yêu cầu không được sau ngày tiếp nhận hồ sơ.",
              messageEn: "The letter cannot be dated after the dossier was received.",
            },
          ]
        : []),
      ...(PURPOSES[request.formType].test(foldForCompare(request.purposeName))
        ? []
        : [
            {
              pointer: "/record/request/purposeName",
              severity: "warning" as const,
              message:
                "Mục đích chưa rõ thuộc Điều 7: quản lý nhân sự, đăng ký kinh doanh; cơ quan tố tụng: điều tra, truy tố, xét xử.",
              messageEn:
                "The purpose is not clearly within article 7: personnel, business registration; for sheet 2 investigation, prosecution, trial.",
            },
          ]),
    ];
  },
};

const proofOfAuthority: JudicialRule = {
  id: "LLTP-R16",
  severity: "error",
  ...LAW,
  source:
    "Luật Lý lịch tư pháp 28/2009/QH12, sửa đổi bởi Luật 107/2025/QH15 từ 01/07/2026, Điều 45 và Điều 46; Nghị định 216/2026/NĐ-CP",
  message:
    "Người được ủy quyền không phải cha, mẹ, vợ, chồng, con thì phải kèm văn bản ủy quyền công chứng, chứng thực.",
  messageEn: "Anyone but a parent, spouse or child needs a notarised or certified authorisation among the documents.",
  check: ({ record }) => {
    const authorised = record.declaration?.authorization ?? null;
    if (authorised === null) return [];
    return RELATIVES.includes(authorised.relation) ? proofOfRelation(record) : writtenAuthority(record);
  },
};

const enclosed = (record: JudicialRecord, type: JudicialRecord["documents"][number]["type"]): boolean =>
  record.documents.some((document) => document.type === type);

function proofOfRelation(record: JudicialRecord): RuleViolation[] {
  if (enclosed(record, "CHUNG_MINH_QUAN_HE")) return [];
  return [
    {
      pointer: "/record/documents",
      message:
        "Cha, mẹ, vợ, chồng, con yêu cầu thay phải kèm giấy tờ chứng minh quan hệ: thêm một mục có type CHUNG_MINH_QUAN_HE.",
      messageEn:
        "A parent, spouse or child who asks has to enclose proof of the relation: an item of type CHUNG_MINH_QUAN_HE.",
    },
  ];
}

function writtenAuthority(record: JudicialRecord): RuleViolation[] {
  return [
    ...(enclosed(record, "VB_UY_QUYEN") ? [] : [{ pointer: "/record/documents" }]),
    ...(record.declaration?.authorization?.documentDate === null
      ? [
          {
            pointer: "/record/declaration/authorization/documentDate",
            message: "Văn bản ủy quyền phải có ngày ký.",
            messageEn: "The authorisation needs the day it was signed.",
          },
        ]
      : []),
  ];
}

export const applicationRules: readonly JudicialRule[] = [sheet2InPerson, whoMayAsk, letterOfTheBody, proofOfAuthority];
