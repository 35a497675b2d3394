import type { Severity } from "#core/issue.ts";
import type { Finding, Rule } from "#core/rule.ts";
import { checkCccd, type CccdFinding } from "#schemas/common/cccd.ts";
import { CIVIL_STATUS_LAW } from "./law-dates.ts";
import { numbersIn } from "./numbered-people.ts";
import type { CivilStatusRecord } from "./record.ts";

function identityRule(
  id: CccdFinding["code"],
  severity: Severity,
  message: string,
  messageEn: string,
): Rule<CivilStatusRecord> {
  return {
    id,
    severity,
    from: CIVIL_STATUS_LAW,
    to: null,
    source: "Nghị định 137/2015/NĐ-CP, Điều 13: cấu trúc số định danh cá nhân",
    message,
    messageEn,
    check: ({ record }) =>
      numbersIn(record).flatMap(({ pointer, ...person }): Finding[] =>
        checkCccd(person)
          .filter((finding) => finding.code === id)
          .map((finding) => ({
            pointer,
            severity: beingCorrected(record, id) ? "warning" : finding.severity,
            message: finding.vi,
            messageEn: finding.en,
          })),
      ),
  };
}

/** While the birth date itself is being changed, the number may still carry the old year. */
function beingCorrected(record: CivilStatusRecord, id: CccdFinding["code"]): boolean {
  return id === "ID-04" && record.module === "TDCC" && record.items.some(({ field }) => field.endsWith("NgaySinh"));
}

/** What the digits of an identity number say against the declaration. */
export const identityRules: readonly Rule<CivilStatusRecord>[] = [
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
