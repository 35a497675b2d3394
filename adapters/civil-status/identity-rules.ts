import type { Severity } from "#core/issue.ts";
import type { Finding } from "#core/rule.ts";
import { checkCccd, type CccdFinding } from "#schemas/common/cccd.ts";
import { namedParents } from "./birth-parents.ts";
import { CIVIL_STATUS_LAW, type BirthRule } from "./birth-rule.ts";
import type { BirthRecord } from "./birth-record.ts";
import { RELATION_GENDER } from "./enums.ts";
import type { Parent } from "./person.ts";

/** One number that carries digits about its holder, and where the declaration has it. */
interface Numbered {
  readonly pointer: string;
  readonly number: string;
  readonly gender: 1 | 2 | undefined;
  readonly birthDate: string | null;
}

type Holder = Pick<Parent, "identity" | "personalId">;

function numbersOf(pointer: string, holder: Holder): { pointer: string; number: string }[] {
  const { identity, personalId } = holder;
  const card = identity !== null && (identity.type === "CCCD" || identity.type === "CAN_CUOC") ? identity.number : null;
  return [
    ...(card === null ? [] : [{ pointer: `${pointer}/identity/number`, number: card }]),
    ...(personalId === null || personalId === card ? [] : [{ pointer: `${pointer}/personalId`, number: personalId }]),
  ];
}

/** The numbers of mother and father, and of the declarant when that is somebody else. */
function numbersIn(record: BirthRecord): readonly Numbered[] {
  const ofParents = namedParents(record).flatMap(({ role, pointer, person }) =>
    numbersOf(pointer, person).map((at) => ({
      ...at,
      gender: role === "mother" ? (2 as const) : (1 as const),
      birthDate: person.birthDate,
    })),
  );
  const seen = new Set(ofParents.map(({ number }) => number));
  const ofDeclarant = numbersOf("/record/declarant", record.declarant)
    .filter(({ number }) => !seen.has(number))
    .map((at) => ({ ...at, gender: RELATION_GENDER[record.declarant.relation], birthDate: null }));
  return [...ofParents, ...ofDeclarant];
}

function identityRule(id: CccdFinding["code"], severity: Severity, message: string, messageEn: string): BirthRule {
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
          .map((finding) => ({ pointer, severity: finding.severity, message: finding.vi, messageEn: finding.en })),
      ),
  };
}

/** What the digits of an identity number say against the declaration. */
export const identityRules: readonly BirthRule[] = [
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
