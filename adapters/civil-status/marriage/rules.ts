import type { RuleViolation, Rule } from "#core/dossier/rule.ts";
import { isFullDate } from "#schemas/common/partial-date.ts";
import { equalsVi } from "#schemas/common/text.ts";
import { REGISTRATION } from "../enums.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";
import { MARITAL } from "../marital-status/statuses.ts";
import { mayMarry } from "./age.ts";
import type { MarriageRecord, Spouse } from "./record.ts";
import { registrationDay } from "../registration-day.ts";
import { spousesOf, type NamedSpouse } from "./spouses.ts";

const oldEnough: Rule<MarriageRecord> = {
  id: "HT-R11",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Luật Hôn nhân và gia đình 52/2014/QH13, Điều 8 khoản 1 điểm a",
  message: "Nam phải từ đủ 20 tuổi, nữ từ đủ 18 tuổi mới được đăng ký kết hôn.",
  messageEn: "A man marries from 20 full years, a woman from 18.",
  check: ({ dossier, record }) => {
    const day = record.result?.registrationDate ?? registrationDay(dossier);
    if (day === null) return [];
    return spousesOf(record).flatMap(({ pointer, gender, spouse }): RuleViolation[] => {
      const answer = mayMarry(spouse.birthDate, gender, day);
      if (answer === "yes") return [];
      if (answer === "no") return [{ pointer: `${pointer}/birthDate` }];
      return [
        {
          pointer: `${pointer}/birthDate`,
          severity: "warning",
          message: "Ngày sinh ghi chưa đủ nên chưa đủ căn cứ xác định tuổi kết hôn; đề nghị cán bộ kiểm tra.",
          messageEn: "The birth date is partial, so the age to marry cannot be told; an officer should check.",
        },
      ];
    });
  },
};

const freeToMarry: Rule<MarriageRecord> = {
  id: "HT-R12",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Luật Hôn nhân và gia đình 52/2014/QH13, Điều 5 khoản 2 và Điều 8; Nghị định 123/2015/NĐ-CP, Điều 37",
  message: "Người đang có vợ hoặc có chồng thì không được đăng ký kết hôn.",
  messageEn: "Somebody who is married cannot marry.",
  check: ({ record }) => {
    const same = samePerson(record.husband, record.wife);
    // Who registers a marriage again is married, to each other.
    const again = record.registrationType === REGISTRATION.again;
    return [
      ...(same === null
        ? []
        : [
            {
              pointer: `/record/wife/${same}`,
              message: "Chồng và vợ phải là hai người khác nhau.",
              messageEn: "Husband and wife must be two persons.",
            },
          ]),
      ...(again ? [] : spousesOf(record).flatMap(statusAllows)),
    ];
  },
};

/** What makes two people the same one: a number, or name and full birth date. */
function samePerson(husband: Spouse, wife: Spouse): "identity/number" | "personalId" | "fullName" | null {
  const numbers = new Set([husband.identity?.number, husband.personalId]);
  if (wife.identity !== null && numbers.has(wife.identity.number)) return "identity/number";
  if (wife.personalId !== null && numbers.has(wife.personalId)) return "personalId";
  const bornTogether = husband.birthDate === wife.birthDate && isFullDate(wife.birthDate);
  return bornTogether && equalsVi(husband.fullName, wife.fullName) ? "fullName" : null;
}

const ENDED: readonly number[] = [MARITAL.divorced, MARITAL.widowed];
const STILL_MARRIED: readonly number[] = [MARITAL.married, MARITAL.onceUnmarriedNowMarried];

function statusAllows({ pointer, spouse, vi, en }: NamedSpouse): RuleViolation[] {
  const { maritalStatus, priorMarriage, nationality } = spouse;
  if (STILL_MARRIED.includes(maritalStatus)) return [{ pointer: `${pointer}/maritalStatus` }];
  if (maritalStatus === MARITAL.other) {
    return [
      {
        pointer: `${pointer}/maritalStatus`,
        severity: "warning",
        message: `Tình trạng hôn nhân của ${vi} ghi «khác»; đề nghị cán bộ kiểm tra trong CSDL hộ tịch.`,
        messageEn: `The ${en}'s marital status is “other”; an officer should look it up.`,
      },
    ];
  }
  if (!ENDED.includes(maritalStatus)) return [];
  if (priorMarriage === null) {
    return [
      {
        pointer: `${pointer}/priorMarriage`,
        message: "Đã ly hôn hoặc vợ, chồng đã chết thì phải ghi bản án, quyết định ly hôn hoặc giấy chứng tử.",
        messageEn: "A former marriage needs the judgment or the death certificate that ended it.",
      },
    ];
  }
  if (nationality !== "VN" || priorMarriage.recognizedInVietnam !== false) return [];
  return [
    {
      pointer: `${pointer}/priorMarriage/recognizedInVietnam`,
      message: "Công dân Việt Nam ly hôn ở nước ngoài phải ghi chú ly hôn vào sổ hộ tịch trước khi kết hôn.",
      messageEn: "A citizen's divorce abroad has to be recorded in Viet Nam before marrying again.",
    },
  ];
}

const countFits: Rule<MarriageRecord> = {
  id: "HT-R13",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Thông tư 04/2020/TT-BTP sửa đổi bởi 04/2024/TT-BTP, mẫu Tờ khai đăng ký kết hôn",
  message: "Kết hôn lần thứ nhất chỉ khi tình trạng hôn nhân là 'chưa đăng ký kết hôn với ai'.",
  messageEn: "A first marriage is only that of somebody who never married.",
  check: ({ record }) =>
    record.registrationType === REGISTRATION.again
      ? []
      : spousesOf(record)
          .filter(({ spouse }) => spouse.marriageCount === 1 && ENDED.includes(spouse.maritalStatus))
          .map(({ pointer }) => ({ pointer: `${pointer}/marriageCount` })),
};

export const marriageRules: readonly Rule<MarriageRecord>[] = [oldEnough, freeToMarry, countFits];
