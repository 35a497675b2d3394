import type { RuleViolation, Rule } from "#core/dossier/rule.ts";
import { comparePartialDates, daysBetween, firstDay, isFullDate, lastDay } from "#schemas/common/partial-date.ts";
import { dayOf } from "#schemas/common/timestamp.ts";
import type { DeathRecord } from "./record.ts";
import { DEATH_NOTICE, NEW_REGISTRATIONS, REGISTRATION } from "../enums.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";
import { registrationDay } from "../registration-day.ts";
import { dateWordsMatch, toVietnameseDateWords } from "../vietnamese-date-words.ts";

/** Days after the death within which it has to be declared (Luật Hộ tịch 2014, article 33). */
const DEADLINE_DAYS = 15;

const UNDETERMINED = {
  severity: "warning",
  message: "Ngày tháng ghi chưa đủ nên chưa đủ căn cứ so sánh; đề nghị cán bộ kiểm tra.",
  messageEn: "A date is partial, so the order cannot be told; an officer should check.",
} as const;

/** A finding when `earlier` lies after `later`, a doubt when partial dates leave it open. Equal days are in order. */
function inOrder(earlier: string | null, later: string | null, broken: RuleViolation): RuleViolation[] {
  if (earlier === null || later === null) return [];
  const order = comparePartialDates(earlier, later);
  if (order === "after") return [broken];
  return order === "undetermined" ? [{ pointer: broken.pointer, ...UNDETERMINED }] : [];
}

const deathDates: Rule<DeathRecord> = {
  id: "HT-R08",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Luật Hộ tịch 60/2014/QH13, Điều 34; Thông tư 04/2020/TT-BTP sửa đổi bởi 04/2024/TT-BTP, mẫu Tờ khai",
  message: "Ngày chết không được trước ngày sinh.",
  messageEn: "The death cannot be before the birth.",
  check: ({ dossier, record }) => {
    const { deceased, deathNotice } = record;
    const day = registrationDay(dossier);
    return [
      ...inOrder(deceased.birthDate, deceased.deathDate, { pointer: "/record/deceased/deathDate" }),
      ...inOrder(deceased.deathDate, day, {
        pointer: "/record/deceased/deathDate",
        message: "Ngày chết không được sau ngày tiếp nhận hồ sơ.",
        messageEn: "The death cannot be after the day the dossier was received.",
      }),
      ...inOrder(deceased.deathDate, deathNotice.date, {
        pointer: "/record/deathNotice/date",
        message: "Ngày của giấy báo tử không được trước ngày chết.",
        messageEn: "The death notice cannot be dated before the death.",
      }),
      ...inOrder(deathNotice.date === deceased.deathDate ? null : deathNotice.date, day, {
        pointer: "/record/deathNotice/date",
        message: "Ngày của giấy báo tử không được sau ngày tiếp nhận hồ sơ.",
        messageEn: "The death notice cannot be dated after the dossier was received.",
      }),
      ...timeAndWords(record),
    ];
  },
};

function timeAndWords({ deceased }: DeathRecord): RuleViolation[] {
  const { deathDate, deathTime, deathDateInWords } = deceased;
  const timeTooExact = deathTime !== null && !isFullDate(deathDate);
  const wordsDiffer = deathDateInWords !== null && !dateWordsMatch(deathDateInWords, deathDate);
  return [
    ...(timeTooExact
      ? [
          {
            pointer: "/record/deceased/deathTime",
            message: "Giờ chết chỉ ghi được khi biết đủ ngày, tháng, năm chết.",
            messageEn: "A time of death needs the full day of death.",
          },
        ]
      : []),
    ...(wordsDiffer
      ? [
          {
            pointer: "/record/deceased/deathDateInWords",
            severity: "warning" as const,
            message: `Ngày chết ghi bằng chữ không khớp; ngày ${deathDate} viết là «${toVietnameseDateWords(deathDate)}».`,
            messageEn: `The day of death in words does not agree; ${deathDate} is written “${toVietnameseDateWords(deathDate)}”.`,
          },
        ]
      : []),
  ];
}

const declaredInTime: Rule<DeathRecord> = {
  id: "HT-R09",
  severity: "warning",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Luật Hộ tịch 60/2014/QH13, Điều 33 khoản 1",
  message: "Khai tử chậm: đã quá 15 ngày kể từ ngày chết. Vẫn tiếp nhận; loại đăng ký là 'quá hạn' (4).",
  messageEn: "The death is declared after the 15 days. It is still taken; the kind of registration is “late” (4).",
  check: ({ dossier, record }) => {
    const at = dossier.submittedAt ?? dossier.receivedAt;
    if (at === null || record.registrationType !== REGISTRATION.onTime) return [];
    const { deathDate } = record.deceased;
    const pointer = "/record/deceased/deathDate";
    if (daysBetween(lastDay(deathDate), dayOf(at)) > DEADLINE_DAYS) return [{ pointer }];
    if (daysBetween(firstDay(deathDate), dayOf(at)) <= DEADLINE_DAYS) return [];
    return [
      {
        pointer,
        message: "Ngày chết thiếu ngày hoặc tháng nên chưa rõ đã quá 15 ngày hay chưa; đề nghị cán bộ kiểm tra.",
        messageEn: "The day of death is partial, so the 15 days cannot be told; an officer should check.",
      },
    ];
  },
};

const noticePapers: Rule<DeathRecord> = {
  id: "HT-R10",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Luật Hộ tịch 60/2014/QH13, Điều 34 khoản 1; Nghị định 123/2015/NĐ-CP, giấy tờ thay thế giấy báo tử",
  message: "Biên bản hoặc văn bản xác nhận việc chết phải nêu người làm chứng.",
  messageEn: "Minutes or statements on a death must name witnesses.",
  check: ({ record }) => {
    const { type, issuer } = record.deathNotice;
    const titles = record.documents.map(({ title }) => title);
    if (type === DEATH_NOTICE.minutes || type === DEATH_NOTICE.witnesses) {
      const named = [issuer ?? "", ...titles].some((text) => /làm chứng/iu.test(text));
      return named ? [] : [{ pointer: "/record/deathNotice/issuer" }];
    }
    if (type === DEATH_NOTICE.court) return courtPapers(record, titles);
    return type === DEATH_NOTICE.none && NEW_REGISTRATIONS.includes(record.registrationType)
      ? [
          {
            pointer: "/record/deathNotice/type",
            message: "Đăng ký khai tử phải có giấy báo tử hoặc giấy tờ thay thế.",
            messageEn: "A death is registered on a death notice or what replaces it.",
          },
        ]
      : [];
  },
};

function courtPapers(record: DeathRecord, titles: readonly string[]): RuleViolation[] {
  const attached = titles.some((title) => /bản án|quyết định/iu.test(title));
  return [
    ...(record.courtDeclaration === null
      ? [
          {
            pointer: "/record/courtDeclaration",
            message: "Tòa án tuyên bố chết thì phải ghi ngày và căn cứ của bản án, quyết định.",
            messageEn: "A declaration by a court needs its date and judgment.",
          },
        ]
      : []),
    ...(attached
      ? []
      : [
          {
            pointer: "/record/documents",
            message: "Phải kèm bản án, quyết định của Tòa án tuyên bố chết.",
            messageEn: "The court's judgment must be among the documents.",
          },
        ]),
  ];
}

export const deathRules: readonly Rule<DeathRecord>[] = [deathDates, declaredInTime, noticePapers];
