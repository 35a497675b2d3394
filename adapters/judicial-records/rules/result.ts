import type { RuleViolation } from "#core/dossier/rule.ts";
import { dossierStatus, statusesThat, statusHas } from "#schemas/codes/dossier-statuses.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import { CERTIFICATE, CRIMINAL_STATUS } from "../enums.ts";
import { JUDICIAL_RECORDS_LAW, POLICE_ISSUES_FROM, type JudicialRule } from "../judicial-rule.ts";
import { applicationOf } from "../record.ts";

const LAW = { from: JUDICIAL_RECORDS_LAW, to: null } as const;

const WITH_RESULT = statusesThat("hasResult").join(", ");
const { notAccepted, withdrawn, supplementRequested } = dossierStatus;

const bansAsAsked: JudicialRule = {
  id: "LLTP-R11",
  severity: "error",
  ...LAW,
  source: "Luật Lý lịch tư pháp 28/2009/QH12, sửa đổi bởi Luật 107/2025/QH15 từ 01/07/2026, Điều 42 và Điều 43",
  message: "Phiếu số 1 không yêu cầu thì không có nội dung cấm; phiếu số 2 phải có.",
  messageEn: "Sheet 1 says nothing on bans unless asked to, sheet 2 always does.",
  check: ({ record }) => {
    const { certificate } = record;
    if (certificate === null) return [];
    const { form } = applicationOf(record);
    const wanted = form.certificateType === CERTIFICATE.sheet2 || form.includeBanInfo;
    if (wanted) return certificate.banStatus === null ? [{ pointer: "/record/certificate/banStatus" }] : [];
    return [
      ...(certificate.banStatus === null ? [] : [{ pointer: "/record/certificate/banStatus" }]),
      ...(certificate.bans.length === 0 ? [] : [{ pointer: "/record/certificate/bans" }]),
    ];
  },
};

const foreigners: JudicialRule = {
  id: "LLTP-R12",
  severity: "warning",
  ...LAW,
  source:
    "Thông tư 13/2011/TT-BTP, Điều 14; mẫu phiếu theo Thông tư 06/2024/TT-BTP từ 01/07/2024, lời ghi theo chỗ đã biết không đổi",
  message: "Người nước ngoài không khai dân tộc.",
  messageEn: "A foreigner has no ethnic group here.",
  check: ({ record }) => {
    const { person, personPointer } = applicationOf(record);
    const foreign = person.nationality !== "VN";
    const status = record.certificate?.criminalStatus.code;
    const wrongWording = status === (foreign ? CRIMINAL_STATUS.none : CRIMINAL_STATUS.noneWhileResident);
    return [
      ...(foreign && person.ethnicity !== null ? [{ pointer: `${personPointer}/ethnicity` }] : []),
      ...(wrongWording
        ? [
            {
              pointer: "/record/certificate/criminalStatus/code",
              message: "Lời ghi «trong thời gian cư trú tại Việt Nam» chỉ và luôn dùng cho người nước ngoài.",
              messageEn: "The wording “while resident in Viet Nam” is for foreigners, and for them always.",
            },
          ]
        : []),
    ];
  },
};

/** Numbers as seen; the pattern is not documented, so another one is only doubtful. */
const NUMBER = /^\d{1,6}\/LLTP\/\d{2,4}$/;
const ISSUERS = { before: /tư pháp/iu, after: /công an|hồ sơ nghiệp vụ/iu } as const;

const issuedInOrder: JudicialRule = {
  id: "LLTP-R14",
  severity: "warning",
  ...LAW,
  source:
    "Luật Lý lịch tư pháp 28/2009/QH12, sửa đổi bởi Luật 107/2025/QH15 từ 01/07/2026, Điều 44; Công an cấp phiếu từ 01/03/2025",
  message: "Số phiếu không theo dạng 01234/LLTP/26.",
  messageEn: "The number is not like 01234/LLTP/26.",
  check: ({ dossier, record: { certificate } }) => {
    if (certificate === null) return [];
    const { issueDate, issuer, number } = certificate;
    const expected = issueDate < POLICE_ISSUES_FROM ? ISSUERS.before : ISSUERS.after;
    return [
      ...(NUMBER.test(number) ? [] : [{ pointer: "/record/certificate/number" }]),
      ...(dossier.receivedAt !== null && issueDate < dayOf(dossier.receivedAt)
        ? [
            {
              pointer: "/record/certificate/issueDate",
              message: "Ngày cấp phiếu trước ngày tiếp nhận hồ sơ; đề nghị kiểm tra.",
              messageEn: "The certificate was issued before the dossier was received; check.",
            },
          ]
        : []),
      ...(issuer === null || expected.test(issuer)
        ? []
        : [
            {
              pointer: "/record/certificate/issuer",
              message: "Trước 01/03/2025 phiếu do ngành Tư pháp cấp, từ đó do Công an cấp; đề nghị kiểm tra.",
              messageEn: "Justice departments issued until 2025-02-28, the police since; check.",
            },
          ]),
    ];
  },
};

const revokedInOrder: JudicialRule = {
  id: "LLTP-R17",
  severity: "error",
  ...LAW,
  source:
    "Luật Lý lịch tư pháp 28/2009/QH12, sửa đổi bởi Luật 107/2025/QH15 từ 01/07/2026, Điều 50; Nghị định 216/2026/NĐ-CP",
  message: "Quyết định thu hồi phải có số, ngày và tệp quyết định.",
  messageEn: "A revocation needs the decision's number, day and file.",
  check: ({ dossier, record: { revocation } }) => {
    if (revocation === null) return [];
    const missing = (["decisionNumber", "decisionDate", "fileName"] as const).filter((key) => revocation[key] === null);
    return [
      ...missing.map((key): RuleViolation => ({ pointer: `/record/revocation/${key}` })),
      ...(statusHas(dossier.status, "hasResult")
        ? []
        : [
            {
              pointer: "/record/revocation",
              message: `Chỉ thu hồi phiếu khi hồ sơ đã xử lý xong hoặc đã trả kết quả (trạng thái ${WITH_RESULT}).`,
              messageEn: `A certificate is revoked only when the dossier is finished or returned (status ${WITH_RESULT}).`,
            },
          ]),
    ];
  },
};

const noResultWithoutProcessing: JudicialRule = {
  id: "LLTP-R18",
  severity: "error",
  ...LAW,
  source: `Quy trình kết nối lý lịch tư pháp: hồ sơ chỉ được gửi lại khi ở trạng thái ${supplementRequested} (yêu cầu bổ sung)`,
  message:
    `Hồ sơ bị từ chối (${notAccepted}) hoặc đã rút (${withdrawn}) không có phiếu; ` +
    `dữ liệu chỉ được gửi lại khi hồ sơ yêu cầu bổ sung (${supplementRequested}).`,
  messageEn:
    `A dossier that was rejected (${notAccepted}) or withdrawn (${withdrawn}) has no certificate; ` +
    `its data go again only while a supplement is asked for (${supplementRequested}).`,
  check: ({ dossier: { status }, record: { certificate } }) => {
    const endedWithoutResult = statusHas(status, "isFinal") && !statusHas(status, "hasResult");
    return certificate !== null && endedWithoutResult ? [{ pointer: "/record/certificate" }] : [];
  },
};

export const resultRules: readonly JudicialRule[] = [
  bansAsAsked,
  foreigners,
  issuedInOrder,
  revokedInOrder,
  noResultWithoutProcessing,
];
