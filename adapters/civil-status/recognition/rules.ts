import type { RuleViolation, Rule } from "#core/dossier/rule.ts";
import { ageRange, comparePartialDates } from "#schemas/common/partial-date.ts";
import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";
import { isLikelyParent } from "../parent-age.ts";
import { BIRTH_WITH_RECOGNITION } from "../procedures.ts";
import type { RecognitionRecord } from "./record.ts";
import { registrationDay } from "../registration-day.ts";
import { nationalProcedureCode } from "#schemas/common/procedure-code.ts";

const ADULT = 18;
const WITNESSES_NEEDED = 2;

const soundRecognition: Rule<RecognitionRecord> = {
  id: "HT-R15",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Luật Hộ tịch 60/2014/QH13, Điều 24, 25 và 44; Thông tư 04/2020/TT-BTP (chứng cứ quan hệ cha, mẹ, con)",
  message: "Việc nhận cha, mẹ, con phải không có tranh chấp.",
  messageEn: "A recognition must be without dispute.",
  check: ({ dossier, record }) => [
    ...(record.noDispute ? [] : [{ pointer: "/record/noDispute" }]),
    ...birthEntry(dossier, record),
    ...proof(record),
    ...ages(record),
    ...otherParent(record, registrationDay(dossier)),
  ],
};

/** The child's own entry, except where its birth is registered in the same procedure. */
function birthEntry(dossier: Dossier, record: RecognitionRecord): RuleViolation[] {
  const combined = BIRTH_WITH_RECOGNITION.includes(nationalProcedureCode(dossier.procedureCode));
  if (record.childBirthRegistration !== null || combined) return [];
  return [
    {
      pointer: "/record/childBirthRegistration",
      message: "Phải ghi Giấy khai sinh của người con (số, ngày, nơi đăng ký).",
      messageEn: "The child's entry in the register of births must be referred to.",
    },
  ];
}

function proof({ evidence }: RecognitionRecord): RuleViolation[] {
  if (evidence.length === 0) {
    return [
      {
        pointer: "/record/evidence",
        message: "Phải có chứng cứ chứng minh quan hệ cha, mẹ, con.",
        messageEn: "Evidence of the relation is needed.",
      },
    ];
  }
  return evidence.flatMap(({ kind, witnesses }, index) =>
    kind === "CAM_DOAN" && witnesses.length < WITNESSES_NEEDED
      ? [
          {
            pointer: `/record/evidence/${index}/witnesses`,
            message: "Văn bản cam đoan phải có ít nhất hai người làm chứng.",
            messageEn: "A declaration needs at least two witnesses.",
          },
        ]
      : [],
  );
}

function ages({ confirmationKind, parent, child }: RecognitionRecord): RuleViolation[] {
  const pointer = "/record/parent/birthDate";
  const order = comparePartialDates(parent.birthDate, child.birthDate);
  if (order === "after" || order === "same") {
    return [
      {
        pointer,
        message: "Cha, mẹ phải sinh trước người con.",
        messageEn: "The parent must be born before the child.",
      },
    ];
  }
  const role = confirmationKind === 1 || confirmationKind === 3 ? "father" : "mother";
  if (isLikelyParent(role, parent.birthDate, child.birthDate)) return [];
  return [
    {
      pointer,
      severity: "warning",
      message: "Tuổi của cha (mẹ) khi con sinh ra có thể không phù hợp; đề nghị cán bộ kiểm tra ngày sinh.",
      messageEn: "The parent's age at the birth may be unlikely; an officer should check the dates.",
    },
  ];
}

function otherParent({ child, otherParentConsent }: RecognitionRecord, day: string | null): RuleViolation[] {
  if (day === null || otherParentConsent === true || ageRange(child.birthDate, day).min >= ADULT) return [];
  return [
    {
      pointer: "/record/otherParentConsent",
      severity: "warning",
      message: "Con chưa thành niên thì cần ý kiến của cha (mẹ) kia; đề nghị cán bộ kiểm tra.",
      messageEn: "For a minor the other parent's consent is needed; an officer should check.",
    },
  ];
}

export const recognitionRules: readonly Rule<RecognitionRecord>[] = [soundRecognition];
