import { toMessage } from "#schemas/common/bilingual.ts";
import type { RuleViolation } from "#core/dossier/rule.ts";
import { checkCccd } from "#schemas/common/cccd.ts";
import type { IdentityType } from "#schemas/codes/identity-types.ts";
import { ageRange, comparePartialDates } from "#schemas/common/partial-date.ts";
import { judgedDay, JUDICIAL_RECORDS_LAW, LAW_OF_2026, UNDETERMINED, type JudicialRule } from "../judicial-rule.ts";
import type { IdentityPaper } from "../person.ts";
import { applicationOf, type JudicialRecord } from "../record.ts";

/** Papers whose number carries gender and year of birth. */
const WITH_DIGITS: readonly IdentityType[] = ["CCCD", "CAN_CUOC"];
/** Papers nobody got before the age of 14. The cards of the 2023 law are given to children too. */
const FROM_14: readonly IdentityType[] = ["CCCD", "CMND"];
/** Last day of the old identity cards (Luật Căn cước 26/2023/QH15, article 46). From general knowledge. */
const CMND_UNTIL = "2024-12-31";

interface Holder {
  readonly pointer: string;
  readonly gender: number;
  readonly birthDate: string;
  readonly nationality: string | null;
  readonly identity: IdentityPaper;
}

function holdersIn(record: JudicialRecord): readonly Holder[] {
  const { person, personPointer } = applicationOf(record);
  const authorised = record.declaration?.authorization ?? null;
  return [
    { pointer: personPointer, ...person },
    ...(authorised === null ? [] : [{ pointer: "/record/declaration/authorization", ...authorised }]),
  ];
}

export const identityRules: readonly JudicialRule[] = [
  {
    id: "LLTP-R06",
    severity: "error",
    from: JUDICIAL_RECORDS_LAW,
    to: null,
    source: "Nghị định 137/2015/NĐ-CP, Điều 13; Luật Căn cước 26/2023/QH15; Nghị định 216/2026/NĐ-CP",
    message: "Giấy tờ tùy thân không phù hợp với người khai.",
    messageEn: "The identity paper does not fit the person.",
    check: ({ dossier, record }) => {
      const day = judgedDay(dossier);
      return holdersIn(record).flatMap((holder) => [
        ...digits(holder),
        ...(day === null ? [] : [...issued(holder, day), ...stillValid(holder, day)]),
      ]);
    },
  },
];

function digits({ pointer, gender, birthDate, identity }: Holder): RuleViolation[] {
  if (!WITH_DIGITS.includes(identity.type)) return [];
  return checkCccd({ number: identity.number, gender: gender === 1 ? 1 : 2, birthDate }).map((finding) => ({
    pointer: `${pointer}/identity/number`,
    severity: finding.severity,
    ...toMessage(finding),
  }));
}

function issued({ pointer, birthDate, identity }: Holder, day: string): RuleViolation[] {
  const { issueDate, type } = identity;
  if (issueDate === null) return [];
  const at = `${pointer}/identity/issueDate`;
  const order = comparePartialDates(issueDate, day);
  if (order === "after") {
    return [
      {
        pointer: at,
        message: "Ngày cấp giấy tờ không được sau ngày tiếp nhận hồ sơ.",
        messageEn: "The paper cannot be issued after the day of receipt.",
      },
    ];
  }
  const { min, max } = ageRange(birthDate, issueDate);
  const least = FROM_14.includes(type) ? 14 : 0;
  if (max < least) {
    return [
      {
        pointer: at,
        message: `Ngày cấp giấy tờ phải từ khi người này đủ ${least} tuổi.`,
        messageEn: `The paper is issued when its holder is at least ${least}.`,
      },
    ];
  }
  return order === "undetermined" || min < least ? [{ pointer: at, ...UNDETERMINED }] : [];
}

function stillValid({ pointer, nationality, identity }: Holder, day: string): RuleViolation[] {
  const { type, expiryDate } = identity;
  if (expiryDate !== null && expiryDate < day) {
    return [
      {
        pointer: `${pointer}/identity/expiryDate`,
        severity: nationality === "VN" ? "warning" : "error",
        message: "Giấy tờ đã hết hạn vào ngày tiếp nhận hồ sơ.",
        messageEn: "The paper had expired on the day of receipt.",
      },
    ];
  }
  if (type === "CMND" && day > CMND_UNTIL) {
    return [
      {
        pointer: `${pointer}/identity/type`,
        severity: "warning",
        message: "Chứng minh nhân dân hết giá trị sử dụng từ 01/01/2025; đề nghị dùng căn cước nếu có.",
        messageEn: "Old identity cards are no longer valid since 2025-01-01; use the present card if there is one.",
      },
    ];
  }
  if (type === "GIAY_CN_CAN_CUOC" && day < LAW_OF_2026) {
    return [
      {
        pointer: `${pointer}/identity/type`,
        severity: "warning",
        message: "Giấy chứng nhận căn cước chỉ được dùng cho lý lịch tư pháp từ 01/07/2026.",
        messageEn: "Certificates of identity are accepted here from 2026-07-01 only.",
      },
    ];
  }
  return [];
}
