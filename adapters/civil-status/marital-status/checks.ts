import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { RuleViolation } from "#core/dossier/rule.ts";
import { comparePartialDates, firstDay } from "#schemas/common/partial-date.ts";
import { foldForCompare } from "#schemas/common/text.ts";
import { MARITAL, PURPOSE_OTHER } from "./statuses.ts";
import type { MaritalStatusRecord } from "./record.ts";
import { mayMarry } from "../marriage/age.ts";
import { registrationDay } from "../registration-day.ts";
import { sixMonthsAfter } from "../six-months.ts";

/** What a declaration for a certificate of marital status must say (HT-R17). */
export function certificateAsked(dossier: Dossier, record: MaritalStatusRecord): RuleViolation[] {
  const day = registrationDay(dossier);
  return [
    ...(day === null ? [] : [...periodWithin(record, day), ...subjectOfAge(record, day)]),
    ...placeOfPeriod(record),
    ...statusPapers(record),
    ...purposeSaid(record),
    ...certificateGiven(record),
  ];
}

const UNDETERMINED = {
  severity: "warning",
  message: "Thời gian ghi chưa đủ ngày, tháng nên chưa đủ căn cứ so sánh; đề nghị cán bộ kiểm tra.",
  messageEn: "The period is given in partial dates, so their order cannot be told; an officer should check.",
} as const;

function periodWithin({ period }: MaritalStatusRecord, day: string): RuleViolation[] {
  const order = comparePartialDates(period.from, period.to);
  const end = comparePartialDates(period.to, day);
  const pointer = "/record/period/to";
  return [
    ...(order === "after"
      ? [
          {
            pointer: "/record/period/from",
            message: "Ngày bắt đầu phải trước hoặc bằng ngày kết thúc của thời gian xác nhận.",
            messageEn: "The period must begin before it ends.",
          },
        ]
      : []),
    ...(end === "after"
      ? [
          {
            pointer,
            message: "Thời gian xác nhận không được kéo dài quá ngày tiếp nhận hồ sơ.",
            messageEn: "The period cannot reach beyond the day the dossier was received.",
          },
        ]
      : []),
    ...(order === "undetermined" || end === "undetermined" ? [{ pointer, ...UNDETERMINED }] : []),
  ];
}

function subjectOfAge({ subject, period }: MaritalStatusRecord, day: string): RuleViolation[] {
  const { birthDate, gender } = subject;
  // A person of undetermined gender may marry at the later of the two ages for certain, so that one is asked.
  const counted = gender === 2 ? 2 : 1;
  if (mayMarry(birthDate, counted, day) === "no") {
    return [
      {
        pointer: "/record/subject/birthDate",
        message: "Người chưa đến tuổi kết hôn (nam 20, nữ 18) thì chưa cấp Giấy xác nhận tình trạng hôn nhân.",
        messageEn: "No certificate is given to somebody below the age to marry (men 20, women 18).",
      },
    ];
  }
  if (mayMarry(birthDate, counted, firstDay(period.from)) === "yes") return [];
  return [
    {
      pointer: "/record/period/from",
      severity: "warning",
      message: "Thời gian xác nhận bắt đầu khi chưa đủ hoặc chưa rõ đã đủ tuổi kết hôn; thường ghi từ khi đủ tuổi.",
      messageEn: "The period begins before the age to marry, or perhaps so; it is usually counted from that age.",
    },
  ];
}

function placeOfPeriod({ subject, period }: MaritalStatusRecord): RuleViolation[] {
  const commune = subject.residence?.communeName;
  if (commune === undefined || foldForCompare(period.place).includes(foldForCompare(commune))) return [];
  return [
    {
      pointer: "/record/period/place",
      severity: "warning",
      message: "Nơi cư trú trong thời gian cần xác nhận khác nơi cư trú hiện nay; phải xác minh với nơi đó.",
      messageEn: "The person lived elsewhere in this period; that office has to be asked.",
    },
  ];
}

/** Which details a status needs. */
const DETAILS: Readonly<Record<number, readonly (keyof NonNullable<MaritalStatusRecord["maritalDetail"]>)[]>> = {
  [MARITAL.married]: ["spouseName", "docNumber", "docDate", "issuer"],
  [MARITAL.divorced]: ["docNumber", "docDate", "issuer"],
  [MARITAL.widowed]: ["docNumber", "docDate", "issuer"],
  [MARITAL.onceUnmarriedNowMarried]: ["spouseName", "from", "to", "docNumber", "docDate", "issuer"],
};

function statusPapers({ maritalStatus, maritalDetail }: MaritalStatusRecord): RuleViolation[] {
  const needed = DETAILS[maritalStatus] ?? [];
  const message = {
    message: "Tình trạng hôn nhân này phải ghi đủ giấy tờ làm căn cứ (số, ngày, cơ quan cấp, người kia).",
    messageEn: "This status needs the paper it rests on: number, date, issuer, and the other spouse.",
  };
  if (needed.length === 0) return [];
  if (maritalDetail === null) return [{ pointer: "/record/maritalDetail", ...message }];
  return needed
    .filter((field) => maritalDetail[field] === null)
    .map((field) => ({ pointer: `/record/maritalDetail/${field}`, ...message }));
}

function purposeSaid({ purposeType, purposeText, declarant }: MaritalStatusRecord): RuleViolation[] {
  const toMarry = purposeType !== PURPOSE_OTHER;
  return [
    ...(purposeText === null
      ? [
          {
            pointer: "/record/purposeText",
            message: toMarry
              ? "Xác nhận để kết hôn phải nêu người dự định kết hôn."
              : "Mục đích khác thì phải ghi rõ là việc gì.",
            messageEn: toMarry
              ? "A certificate for marrying names the intended spouse."
              : "Another purpose has to be said.",
          },
        ]
      : []),
    ...(toMarry && declarant.relation !== "BAN_THAN"
      ? [
          {
            pointer: "/record/declarant/relation",
            severity: "warning" as const,
            message: "Xác nhận tình trạng hôn nhân để kết hôn thường không được ủy quyền; đề nghị cán bộ kiểm tra.",
            messageEn: "For marrying one usually asks in person; an officer should check.",
          },
        ]
      : []),
  ];
}

function certificateGiven({ result }: MaritalStatusRecord): RuleViolation[] {
  if (result === null || result.validUntil === null) return [];
  if (result.validUntil <= sixMonthsAfter(result.registrationDate)) return [];
  return [
    {
      pointer: "/record/result/validUntil",
      message: "Giấy xác nhận tình trạng hôn nhân có giá trị không quá 06 tháng kể từ ngày cấp.",
      messageEn: "A certificate of marital status holds at most six months from its issue.",
    },
  ];
}
