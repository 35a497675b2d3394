import type { RuleViolation } from "#core/dossier/rule.ts";
import { ageRange, comparePartialDates, isFullDate } from "#schemas/common/partial-date.ts";
import { judgedDay, JUDICIAL_RECORDS_LAW, UNDETERMINED, type JudicialRule } from "../judicial-rule.ts";
import { applicationOf } from "../record.ts";

/** Age from which residences are declared, and the oldest age that is believed. */
export const HISTORY_AGE = 14;
const OLDEST = 130;

const ageOfThePerson: JudicialRule = {
  id: "LLTP-R04",
  severity: "error",
  from: JUDICIAL_RECORDS_LAW,
  to: null,
  source: "Mẫu tờ khai 03/2024/LLTP, 04/2024/LLTP (Thông tư 06/2024/TT-BTP): quá trình cư trú từ khi đủ 14 tuổi",
  message: "Ngày sinh không được sau ngày tiếp nhận hồ sơ, và không quá 130 tuổi.",
  messageEn: "The birth cannot be after the day of receipt, nor more than 130 years before it.",
  check: ({ dossier, record }) => {
    const { person, personPointer } = applicationOf(record);
    const day = judgedDay(dossier);
    const pointer = `${personPointer}/birthDate`;
    if (day === null) return [];
    const order = comparePartialDates(person.birthDate, day);
    if (order === "after") return [{ pointer }];
    const { min, max } = ageRange(person.birthDate, day);
    if (min > OLDEST) return [{ pointer }];
    if (order === "undetermined" || max > OLDEST) return [{ pointer, ...UNDETERMINED }];
    return record.declaration === null ? [] : declaringPerson(pointer, person.birthDate, min);
  },
};

/** @param age youngest age the person can have. */
function declaringPerson(pointer: string, birthDate: string, age: number): RuleViolation[] {
  if (!isFullDate(birthDate)) {
    return [
      {
        pointer,
        severity: "warning",
        message: "Ngày sinh thiếu ngày hoặc tháng; đề nghị cán bộ đối chiếu giấy tờ.",
        messageEn: "The birth date lacks day or month; an officer should compare it with the papers.",
      },
    ];
  }
  if (age >= HISTORY_AGE) return [];
  return [
    {
      pointer,
      severity: "warning",
      message: "Người được cấp phiếu chưa đủ 14 tuổi; quá trình cư trú khai từ khi sinh.",
      messageEn: "The person is under 14; residences are declared from birth.",
    },
  ];
}

/** Years between a parent and the child below which no parent is believed, or somebody should look. */
const LEAST_GAP = 12;
const USUAL_GAP = { father: { min: 15, max: Infinity }, mother: { min: 15, max: 60 } } as const;

const parentsOlder: JudicialRule = {
  id: "LLTP-R05",
  severity: "error",
  from: JUDICIAL_RECORDS_LAW,
  to: null,
  source: "Quy ước kiểm tra của cổng kết nối trên mẫu tờ khai 03/2024/LLTP",
  message: "Năm sinh của cha, mẹ phải trước năm sinh của người được cấp phiếu ít nhất 12 năm.",
  messageEn: "A parent's year of birth is at least 12 years before the person's.",
  check: ({ record }) => {
    const { form, person, pointer } = applicationOf(record);
    return (["father", "mother"] as const).flatMap((role): RuleViolation[] => {
      const birthDate = form[role]?.birthDate ?? null;
      if (birthDate === null) return [];
      const gap = year(person.birthDate) - year(birthDate);
      const at = `${pointer}/${role}/birthDate`;
      if (gap < LEAST_GAP) return [{ pointer: at }];
      const { min, max } = USUAL_GAP[role];
      if (gap >= min && gap <= max) return [];
      return [
        {
          pointer: at,
          severity: "warning",
          message: `Cách năm sinh của người được cấp phiếu ${gap} năm; đề nghị cán bộ kiểm tra.`,
          messageEn: `This is ${gap} years before the person's year of birth; an officer should check.`,
        },
      ];
    });
  },
};

/** Forms ask the parents' year only, so years are compared and nothing is undetermined. */
const year = (date: string): number => Number(date.slice(0, 4));

export const birthRules: readonly JudicialRule[] = [ageOfThePerson, parentsOlder];
