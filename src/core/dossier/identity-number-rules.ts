import { toMessage } from "#schemas/common/bilingual.ts";
import { checkCccd, type CccdFinding } from "#schemas/common/cccd.ts";
import type { RuleViolation, Rule } from "./rule.ts";

/** An identity number with what is declared of its holder. */
export interface DeclaredNumber {
  readonly pointer: string;
  readonly number: string;
  readonly gender: 1 | 2 | null | undefined;
  readonly birthDate: string | null;
  /** The birth date is being corrected, or was: the number may still carry the earlier year. */
  readonly corrected?: boolean;
}

const RULES = [
  {
    id: "ID-02",
    severity: "warning",
    message: "Ba chữ số đầu của số định danh không phải mã tỉnh trong nước.",
    messageEn: "The first three digits of the identity number are no domestic province code.",
  },
  {
    id: "ID-03",
    severity: "warning",
    message: "Chữ số thứ 4 của số định danh không phù hợp với giới tính đã khai.",
    messageEn: "The fourth digit of the identity number does not fit the gender.",
  },
  {
    id: "ID-04",
    severity: "error",
    message: "Số định danh không phù hợp với năm sinh đã khai.",
    messageEn: "The identity number does not fit the year of birth.",
  },
] as const satisfies readonly (Pick<Rule<never>, "severity" | "message" | "messageEn"> & {
  readonly id: CccdFinding["code"];
})[];

/** What the digits of identity numbers say against a declaration, for a sector whose law begins on `from`. */
export function identityNumberRules<R>(
  from: string,
  numbersIn: (record: R) => readonly DeclaredNumber[],
): readonly Rule<R>[] {
  return RULES.map((rule) => ({
    ...rule,
    from,
    to: null,
    source:
      "Luật Căn cước 26/2023/QH15 từ 01/07/2024, cấu trúc số theo chỗ đã biết không đổi; trước đó Nghị định 137/2015/NĐ-CP, Điều 13",
    check: ({ record }) => numbersIn(record).flatMap((declared) => findingsOf(rule.id, declared)),
  }));
}

function findingsOf(id: CccdFinding["code"], { pointer, corrected, ...person }: DeclaredNumber): RuleViolation[] {
  return checkCccd(person)
    .filter((finding) => finding.code === id)
    .map((finding) => ({
      pointer,
      severity: id === "ID-04" && corrected === true ? "warning" : finding.severity,
      ...toMessage(finding),
    }));
}
