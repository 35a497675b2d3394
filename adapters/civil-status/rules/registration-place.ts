import type { RuleViolation, Rule } from "#core/dossier/rule.ts";
import type { Address } from "#schemas/common/address.ts";
import { namedParents } from "../birth/named-parents.ts";
import type { BirthRecord } from "../birth/record.ts";
import type { DeathRecord } from "../death/record.ts";
import { NEW_REGISTRATIONS } from "../enums.ts";
import { CIVIL_STATUS_LAW, RESIDENCE_BINDS_UNTIL } from "../law-dates.ts";
import type { CivilStatusRecord } from "../record.ts";

const pointer = "/record/registeringUnitCode";

/** Births are registered where a parent lives, deaths where the deceased lived. */
export const registrationPlace: Rule<CivilStatusRecord> = {
  id: "HT-R01",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: RESIDENCE_BINDS_UNTIL,
  source: "Luật Hộ tịch 60/2014/QH13, Điều 13 và Điều 32; hết áp dụng khi Luật 03/2026/QH16 có hiệu lực",
  message:
    "Nơi đăng ký phải là xã, phường nơi cư trú của cha hoặc mẹ (khai sinh), nơi cư trú cuối cùng của người chết (khai tử).",
  messageEn:
    "A birth is registered in the commune where a parent lives, a death in the commune where the deceased lived.",
  check: ({ record }) => {
    if (record.module === "KS") return whereParentsLive(record);
    if (record.module === "KT") return whereDeceasedLived(record);
    return [];
  },
};

function whereParentsLive(record: BirthRecord): RuleViolation[] {
  if (!NEW_REGISTRATIONS.includes(record.registrationType)) return [];
  const homes = namedParents(record).map(({ person }) => homeOf(person.residence, record.registeringUnitCode));
  if (homes.every((home) => home === "unknown") || homes.includes("here")) return [];
  if (!homes.includes("unknown")) {
    return [
      {
        pointer,
        message: "Nơi đăng ký khai sinh phải là xã, phường nơi cư trú của cha hoặc mẹ.",
        messageEn: "A birth is registered in the commune where the father or the mother lives.",
      },
    ];
  }
  return [
    {
      pointer,
      severity: "warning",
      message:
        "Nơi đăng ký không phải nơi cư trú của cha (mẹ) đã khai; nơi cư trú của người kia chưa rõ, đề nghị kiểm tra.",
      messageEn: "This is not where the declared parent lives, and the other parent's residence is not known; check.",
    },
  ];
}

/** Where no last residence is known, the place of death or of the find decides. */
function whereDeceasedLived(record: DeathRecord): RuleViolation[] {
  if (!NEW_REGISTRATIONS.includes(record.registrationType)) return [];
  const { residence, deathPlace } = record.deceased;
  const home = homeOf(residence, record.registeringUnitCode);
  if (home === "here") return [];
  if (home === "elsewhere") {
    return [
      {
        pointer,
        message: "Nơi đăng ký khai tử phải là xã, phường nơi cư trú cuối cùng của người chết.",
        messageEn: "A death is registered in the commune where the deceased last lived.",
      },
    ];
  }
  if (homeOf(deathPlace, record.registeringUnitCode) !== "elsewhere") return [];
  return [
    {
      pointer,
      severity: "warning",
      message:
        "Chưa rõ nơi cư trú cuối cùng của người chết ở trong nước, và nơi đăng ký không phải nơi chết đã khai; đề nghị kiểm tra.",
      messageEn: "No last residence in Viet Nam is known, and this is not the place of death either; check.",
    },
  ];
}

/** Whether an address lies in the unit: a commune of 5 digits, or a district of 3. */
function homeOf(address: Address | null, unitCode: string): "here" | "elsewhere" | "unknown" {
  if (address === null) return "unknown";
  if (address.countryCode !== "VN") return "elsewhere";
  const code = unitCode.length === 3 ? address.districtCode : address.communeCode;
  if (code === undefined) return "unknown";
  return code === unitCode ? "here" : "elsewhere";
}
