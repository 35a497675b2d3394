import type { RuleViolation, Rule } from "#core/dossier/rule.ts";
import { comparePartialDates, daysBetween, firstDay, isFullDate, lastDay } from "#schemas/common/partial-date.ts";
import { isLikelyParent, LIKELY_AGES } from "../parent-age.ts";
import { namedParents, type NamedParent } from "./named-parents.ts";
import type { BirthRecord } from "./record.ts";
import { BIRTH_KIND, NEW_REGISTRATIONS, REGISTRATION } from "../enums.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";
import { registrationDay } from "../registration-day.ts";
import { dateWordsMatch, toVietnameseDateWords } from "../vietnamese-date-words.ts";

/** Days after the birth within which it has to be declared (Luật Hộ tịch 2014, article 15). */
const DEADLINE_DAYS = 60;

const onTimeOrLate: Rule<BirthRecord> = {
  id: "HT-R02",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Luật Hộ tịch 60/2014/QH13, Điều 15 khoản 1",
  message: "Đăng ký khai sinh quá thời hạn 60 ngày; loại đăng ký phải là 'quá hạn'.",
  messageEn: "The birth is declared after the 60 days; the kind of registration must be “late” (4).",
  check: ({ dossier, record }) => {
    const day = registrationDay(dossier);
    if (day === null) return [];
    const { birthDate } = record.child;
    if (comparePartialDates(birthDate, day) === "after") {
      return [
        {
          pointer: "/record/child/birthDate",
          message: "Ngày sinh không được sau ngày tiếp nhận hồ sơ.",
          messageEn: "The birth cannot be after the day the dossier was received.",
        },
      ];
    }
    if (!NEW_REGISTRATIONS.includes(record.registrationType)) return [];
    return lateness(
      record.registrationType,
      daysBetween(lastDay(birthDate), day),
      daysBetween(firstDay(birthDate), day),
    );
  },
};

/** @param least,most days between birth and registration; they differ when the birth date is partial. */
function lateness(registrationType: number, least: number, most: number): RuleViolation[] {
  const pointer = "/record/registrationType";
  const onTime = registrationType === REGISTRATION.onTime;
  if (onTime ? most <= DEADLINE_DAYS : least > DEADLINE_DAYS) return [];
  if (onTime && least > DEADLINE_DAYS) return [{ pointer }];
  if (!onTime && most <= DEADLINE_DAYS) {
    return [
      {
        pointer,
        message: "Còn trong thời hạn 60 ngày; loại đăng ký phải là 'đúng hạn'.",
        messageEn: "Within the 60 days; the kind of registration must be “on time” (1).",
      },
    ];
  }
  return [
    {
      pointer,
      severity: "warning",
      message:
        "Ngày sinh thiếu ngày hoặc tháng nên chưa đủ căn cứ xác định đúng hạn hay quá hạn; đề nghị cán bộ kiểm tra.",
      messageEn: "The birth date is partial, so on time or late cannot be told; an officer should check.",
    },
  ];
}

const datesAgree: Rule<BirthRecord> = {
  id: "HT-R03",
  severity: "warning",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Thông tư 04/2020/TT-BTP sửa đổi bởi 04/2024/TT-BTP, mẫu Tờ khai đăng ký khai sinh",
  message: "Ngày sinh ghi bằng chữ không khớp với ngày sinh ghi bằng số.",
  messageEn: "The birth date in words does not agree with the digits.",
  check: ({ record }) => {
    const { birthDate, birthDateInWords } = record.child;
    return [
      ...(NEW_REGISTRATIONS.includes(record.registrationType) && !isFullDate(birthDate) ? [PARTIAL_BIRTH] : []),
      ...(dateWordsMatch(birthDateInWords, birthDate)
        ? []
        : [
            {
              pointer: "/record/child/birthDateInWords",
              message: `Ngày sinh ghi bằng chữ không khớp với ngày sinh; ngày ${birthDate} viết là «${toVietnameseDateWords(birthDate)}».`,
              messageEn: `The birth date in words does not agree; ${birthDate} is written “${toVietnameseDateWords(birthDate)}”.`,
            },
          ]),
      ...namedParents(record).flatMap((parent) => unlikelyAge(parent, birthDate)),
    ];
  },
};

const PARTIAL_BIRTH: RuleViolation = {
  pointer: "/record/child/birthDate",
  message: "Ngày sinh của trẻ phải ghi đủ ngày, tháng, năm.",
  messageEn: "A newborn's birth date needs day, month and year.",
};

function unlikelyAge({ role, pointer, person }: NamedParent, childBirth: string): RuleViolation[] {
  if (person.birthDate === null) return [];
  if (isLikelyParent(role, person.birthDate, childBirth)) return [];
  const likely = LIKELY_AGES[role];
  const who = role === "mother" ? { vi: "mẹ", en: "mother" } : { vi: "cha", en: "father" };
  return [
    {
      pointer: `${pointer}/birthDate`,
      message: `Tuổi của ${who.vi} khi con sinh ra có thể ngoài khoảng ${likely.min}–${likely.max}; đề nghị cán bộ kiểm tra ngày sinh.`,
      messageEn: `The ${who.en}'s age at the birth may be outside ${likely.min}–${likely.max}; an officer should check the dates.`,
    },
  ];
}

const birthNotice: Rule<BirthRecord> = {
  id: "HT-R07",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Luật Hộ tịch 60/2014/QH13, Điều 16 khoản 1",
  message:
    "Không có giấy chứng sinh thì phải kèm văn bản của người làm chứng hoặc giấy cam đoan về việc sinh trong documents.",
  messageEn:
    "Without a birth certificate from the facility, a witness statement or a declaration must be among the documents.",
  check: ({ record }) => {
    const { birthCertNumber, birthCertDate, child } = record;
    if (birthCertDate !== null) return noticeDate(birthCertDate, child.birthDate);
    const needed = NEW_REGISTRATIONS.includes(record.registrationType) && record.birthKind !== BIRTH_KIND.abandoned;
    if (!needed || record.documents.some(({ title }) => PROVES_BIRTH.test(title))) return [];
    if (birthCertNumber === null) return [{ pointer: "/record/birthCertNumber" }];
    return [
      {
        pointer: "/record/birthCertDate",
        message: "Giấy chứng sinh có số thì phải có ngày cấp.",
        messageEn: "A birth notice with a number needs its date of issue.",
      },
    ];
  },
};

/** Titles of papers that prove a birth: the notice on paper, witnesses, a declaration, minutes. */
const PROVES_BIRTH = /chứng sinh|làm chứng|cam đoan|cam kết|biên bản/iu;

function noticeDate(issued: string, birth: string): RuleViolation[] {
  const pointer = "/record/birthCertDate";
  if (issued < firstDay(birth)) {
    return [
      {
        pointer,
        message: "Ngày cấp giấy chứng sinh không được trước ngày sinh.",
        messageEn: "The birth notice cannot be issued before the birth.",
      },
    ];
  }
  if (daysBetween(lastDay(birth), issued) > DEADLINE_DAYS) {
    return [
      {
        pointer,
        message: "Giấy chứng sinh cấp sau ngày sinh quá 60 ngày; đề nghị kiểm tra lại.",
        messageEn: "The birth notice was issued more than 60 days after the birth; check it.",
      },
    ];
  }
  return [];
}

export const birthDateRules: readonly Rule<BirthRecord>[] = [onTimeOrLate, datesAgree, birthNotice];
