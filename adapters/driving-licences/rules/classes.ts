import type { RuleViolation } from "#core/dossier/rule.ts";
import { ageRange, comparePartialDates } from "#schemas/common/partial-date.ts";
import { classesToAskFor, correspondingClasses } from "../classes/conversions.ts";
import { broughtClasses, type BroughtClass } from "../classes/held-classes.ts";
import { findClass, schemeOn, type LicenceClass } from "../classes/licence-classes.ts";
import { AGE_UNDETERMINED, ROAD_LAW_2008, applicationDay, when, type LicenceRule } from "./licence-rule.ts";

/** Licences without an end, on paper, were given until this day. */
const PAPER_UNTIL = "2012-07-01";
const UNLIMITED_ON_PAPER: readonly string[] = ["A1_OLD", "A2", "A3", "A4"];

/** Whether the card never ends in this class; paper licences of A4 did not either. */
function mayBeUnlimited(own: LicenceClass | undefined): boolean {
  return own === undefined || own.validYears === null || UNLIMITED_ON_PAPER.includes(own.code);
}

const classesCorrespond: LicenceRule = {
  id: "GPLX-R03",
  severity: "error",
  from: ROAD_LAW_2008,
  to: null,
  source:
    "Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15, Điều 89; trước 01/01/2025 đổi sang chính hạng đó theo Luật Giao thông đường bộ 23/2008/QH12",
  message: "Hạng đề nghị không phải hạng tương ứng của hạng cũ.",
  messageEn: "The class asked for does not correspond to the class held.",
  check: ({ dossier, record }) => {
    const day = applicationDay(dossier);
    if (day === null) return [];
    const brought = broughtClasses(record.exchange);
    const allowed = new Set(brought.flatMap(({ held }) => classesToAskFor(held, day)));
    const old = [...new Set(brought.map(({ held }) => held.code))].join(", ");
    return record.exchange.requestedClasses.flatMap((code, index): RuleViolation[] => {
      const pointer = `/record/exchange/requestedClasses/${index}`;
      const asked = findClass(schemeOn(day), code);
      if (asked === undefined) {
        return [
          {
            pointer,
            message: `Hạng đề nghị ${code} không cấp vào ngày tiếp nhận ${day}.`,
            messageEn: `Class ${code} is not given out on ${day}.`,
          },
        ];
      }
      // Licences of the army, the police and other countries are converted by the authority.
      if (brought.length === 0 || allowed.has(asked.code)) return [];
      return [
        {
          pointer,
          message: `Hạng đề nghị ${code} không phải hạng tương ứng của hạng cũ ${old}.`,
          messageEn: `Class ${code} does not correspond to the class held, ${old}.`,
        },
      ];
    });
  },
};

const oldEnough: LicenceRule = {
  id: "GPLX-R05",
  severity: "error",
  from: ROAD_LAW_2008,
  to: null,
  source:
    "Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15, Điều 59; trước 01/01/2025: Luật Giao thông đường bộ 23/2008/QH12, Điều 60",
  message: "Chưa đủ tuổi hoặc đã quá tuổi cho hạng đề nghị.",
  messageEn: "The applicant is too young or too old for the class asked for.",
  check: ({ dossier, record }) => {
    const day = applicationDay(dossier);
    if (day === null) return [];
    const { exchange } = record;
    const age = ageRange(exchange.birthDate, day);
    return exchange.requestedClasses.flatMap((code, index) => {
      const asked = findClass(schemeOn(day), code);
      if (asked === undefined) return [];
      const pointer = `/record/exchange/requestedClasses/${index}`;
      const unchanged = broughtClasses(exchange).some((brought) => keepsRight(brought, asked, day));
      return [
        ...(unchanged ? [] : tooYoung(pointer, asked, age)),
        ...(asked.maxAge === undefined ? [] : tooOld(pointer, asked, asked.maxAge, exchange.gender, age)),
      ];
    });
  },
};

interface Ages {
  readonly min: number;
  readonly max: number;
}

/** Whether a held class gives the right already: it corresponds, and asked for no lower age. */
function keepsRight({ held }: BroughtClass, asked: LicenceClass, day: string): boolean {
  const own = findClass(held.scheme, held.code);
  if (own === undefined || !classesToAskFor(held, day).includes(asked.code)) return false;
  return own.minAge >= asked.minAge || !correspondingClasses(held, day).includes(asked.code);
}

function tooYoung(pointer: string, { code, minAge }: LicenceClass, { min, max }: Ages): readonly RuleViolation[] {
  if (max < minAge) {
    return [
      {
        pointer,
        message: `Chưa đủ ${minAge} tuổi để được cấp hạng ${code}.`,
        messageEn: `Class ${code} needs an age of ${minAge}.`,
      },
    ];
  }
  return when(min < minAge, { pointer, ...AGE_UNDETERMINED });
}

function tooOld(
  pointer: string,
  { code }: LicenceClass,
  { male, female }: NonNullable<LicenceClass["maxAge"]>,
  gender: number,
  { min, max }: Ages,
): readonly RuleViolation[] {
  const limit = gender === 2 ? female : male;
  if (min > limit) {
    return [
      {
        pointer,
        message: `Đã quá ${limit} tuổi, không cấp hạng ${code}; đề nghị đổi xuống hạng thấp hơn.`,
        messageEn: `Class ${code} is not given above the age of ${limit}; ask for a lower class.`,
      },
    ];
  }
  return when(max > limit, { pointer, ...AGE_UNDETERMINED });
}

const unlimitedIsUnlimited: LicenceRule = {
  id: "GPLX-R10",
  severity: "error",
  from: ROAD_LAW_2008,
  to: null,
  source: "Luật Trật tự, an toàn giao thông đường bộ 36/2024/QH15, Điều 62 khoản 2 và khoản 3",
  message: "Lý do «không thời hạn» chỉ dùng cho giấy phép A1, A2, A3, A4 không thời hạn cấp trước ngày 01/07/2012.",
  messageEn: "The reason “unlimited” is for A1, A2, A3, A4 licences without end given before 2012-07-01.",
  check: ({ record }) => {
    const brought = broughtClasses(record.exchange);
    const withoutEnd = brought.flatMap(({ at, held, expiresOn }) =>
      when(expiresOn === null && !mayBeUnlimited(findClass(held.scheme, held.code)), {
        pointer: `${at}/expiresOn`,
        message: `Hạng ${held.code} có thời hạn; phải ghi ngày hết hạn.`,
        messageEn: `Class ${held.code} has an end; give its last day of validity.`,
      }),
    );
    if (record.exchange.reasonCode !== "KHONG_THOI_HAN") return withoutEnd;
    const pointer = "/record/exchange/reasonCode";
    const fits = brought.some(
      ({ held, expiresOn }) =>
        expiresOn === null &&
        held.scheme === "2008" &&
        UNLIMITED_ON_PAPER.includes(findClass("2008", held.code)?.code ?? ""),
    );
    const orders = brought.map(({ licence }) => comparePartialDates(licence.issuedOn, PAPER_UNTIL));
    if (!fits || !orders.some((order) => order === "before" || order === "undetermined")) {
      return [...withoutEnd, { pointer }];
    }
    const doubtful = !orders.includes("before");
    return [
      ...withoutEnd,
      ...when(doubtful, {
        pointer,
        severity: "warning",
        message: "Ngày cấp chưa đủ nên không rõ giấy phép cấp trước hay sau ngày 01/07/2012; đề nghị kiểm tra.",
        messageEn: "The date of issue is partial: before or after 2012-07-01 cannot be told; check it.",
      }),
    ];
  },
};

export const classRules: readonly LicenceRule[] = [classesCorrespond, oldEnough, unlimitedIsUnlimited];
