import type { RuleViolation } from "#core/dossier/rule.ts";
import { addMonths } from "../calendar.ts";
import { classesToAskFor } from "../classes/conversions.ts";
import { HEALTH_CONCLUSION } from "../enums.ts";
import type { HealthCertificate } from "./certificate.ts";
import { NO_HEALTH_CERTIFICATE, healthTermsOn } from "./terms.ts";
import { findClass, schemeOn } from "../classes/licence-classes.ts";
import { ROAD_LAW_2008, applicationDay, when, type LicenceRule } from "../rules/licence-rule.ts";

const AT = "/record/exchange/health";

const healthy: LicenceRule = {
  id: "GPLX-R04",
  severity: "error",
  from: ROAD_LAW_2008,
  to: null,
  source:
    "Thông tư 12/2025/TT-BCA; Thông tư 36/2024/TT-BYT và Thông tư 25/2026/TT-BYT; trước đó Thông tư liên tịch 24/2015/TTLT-BYT-BGTVT",
  message: "Thiếu giấy khám sức khỏe của người lái xe còn giá trị (trừ hạng A1, A, B1).",
  messageEn: "A valid health certificate is missing (not needed for A1, A, B1).",
  check: ({ dossier, record }) => {
    const day = applicationDay(dossier);
    if (day === null) return [];
    const { requestKind, requestedClasses, health } = record.exchange;
    const scheme = schemeOn(day);
    const exempt: readonly string[] = NO_HEALTH_CERTIFICATE[scheme];
    const needing = requestedClasses.filter((code) => {
      const asked = findClass(scheme, code);
      return asked !== undefined && !exempt.includes(asked.code);
    });
    if (needing.length === 0) return [];
    if (health === null) {
      // Whether a foreign licence needs one was not found in the circulars read: doubtful only.
      return [requestKind === "DOI_NUOC_NGOAI" ? { pointer: AT, severity: "warning" } : { pointer: AT }];
    }
    return [...conclusion(health), ...age(health, day), ...coverage(health, needing, day)];
  },
};

function conclusion({ conclusionCode, drugTest }: HealthCertificate): readonly RuleViolation[] {
  return [
    ...when(conclusionCode === HEALTH_CONCLUSION.unfit, {
      pointer: `${AT}/conclusionCode`,
      message: "Giấy khám sức khỏe kết luận không đủ điều kiện lái xe.",
      messageEn: "The health certificate says the applicant is not fit to drive.",
    }),
    ...when(conclusionCode === HEALTH_CONCLUSION.checkAgain, {
      pointer: `${AT}/conclusionCode`,
      severity: "warning",
      message: "Giấy khám sức khỏe yêu cầu khám lại; đề nghị cán bộ kiểm tra thời hạn.",
      messageEn: "The health certificate asks for another check; an officer should look at the dates.",
    }),
    ...when(drugTest === "DƯƠNG TÍNH", {
      pointer: `${AT}/drugTest`,
      message: "Kết quả xét nghiệm ma túy dương tính; giấy khám sức khỏe không dùng được.",
      messageEn: "The drug test is positive; the certificate cannot be used.",
    }),
  ];
}

function age({ concludedOn }: HealthCertificate, day: string): readonly RuleViolation[] {
  const pointer = `${AT}/concludedOn`;
  if (concludedOn > day) {
    return [
      {
        pointer,
        message: "Ngày kết luận khám sức khỏe không được sau ngày tiếp nhận hồ sơ.",
        messageEn: "The health check cannot be after the day of receipt.",
      },
    ];
  }
  const { months, longestMonths } = healthTermsOn(day);
  const certain = addMonths(concludedOn, longestMonths) < day;
  return when(addMonths(concludedOn, months) < day, {
    pointer,
    ...(certain ? {} : { severity: "warning" as const }),
    message: `Giấy khám sức khỏe đã quá ${certain ? longestMonths : months} tháng kể từ ngày kết luận.`,
    messageEn: `The health certificate is more than ${certain ? longestMonths : months} months old.`,
  });
}

function coverage({ className }: HealthCertificate, needing: readonly string[], day: string): readonly RuleViolation[] {
  const covered = (["2008", "2024"] as const).flatMap((scheme) => classesToAskFor({ code: className, scheme }, day));
  const missing = needing.filter((code) => !covered.includes(findClass(schemeOn(day), code)?.code ?? code));
  return when(missing.length > 0, {
    pointer: `${AT}/className`,
    message: `Giấy khám sức khỏe hạng ${className} không dùng cho hạng đề nghị ${missing.join(", ")}.`,
    messageEn: `A health check for class ${className} does not cover ${missing.join(", ")}.`,
  });
}

export const healthRules: readonly LicenceRule[] = [healthy];
