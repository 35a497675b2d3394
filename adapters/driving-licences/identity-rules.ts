import type { Severity } from "#core/issue.ts";
import { checkCccd, type CccdFinding } from "#schemas/common/cccd.ts";
import { ROAD_LAW_2008, type LicenceRule } from "./licence-rule.ts";

function identityRule(id: CccdFinding["code"], severity: Severity, message: string, messageEn: string): LicenceRule {
  return {
    id,
    severity,
    from: ROAD_LAW_2008,
    to: null,
    source: "Nghị định 137/2015/NĐ-CP, Điều 13: cấu trúc số định danh cá nhân",
    message,
    messageEn,
    check: ({ record }) => {
      const { identity, gender, birthDate, reasonCode } = record.exchange;
      if (identity.type !== "CCCD" && identity.type !== "CAN_CUOC") return [];
      const known = gender === 1 || gender === 2 ? gender : null;
      // Somebody whose birth date was corrected keeps the number given for the earlier one.
      const corrected = reasonCode === "SAI_LECH_THONG_TIN";
      return checkCccd({ number: identity.number, gender: known, birthDate })
        .filter((finding) => finding.code === id)
        .map((finding) => ({
          pointer: "/record/exchange/identity/number",
          severity: corrected ? "warning" : finding.severity,
          message: finding.vi,
          messageEn: finding.en,
        }));
    },
  };
}

/** What the digits of the identity number say against the application. */
export const identityRules: readonly LicenceRule[] = [
  identityRule(
    "ID-02",
    "warning",
    "Ba chữ số đầu của số định danh không phải mã tỉnh trong nước.",
    "The first three digits of the identity number are no domestic province code.",
  ),
  identityRule(
    "ID-03",
    "warning",
    "Chữ số thứ 4 của số định danh không phù hợp với giới tính đã khai.",
    "The fourth digit of the identity number does not fit the gender.",
  ),
  identityRule(
    "ID-04",
    "error",
    "Số định danh không phù hợp với năm sinh đã khai.",
    "The identity number does not fit the year of birth.",
  ),
];
