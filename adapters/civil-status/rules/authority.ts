import type { Rule } from "#core/dossier/rule.ts";
import { ageRange } from "#schemas/common/partial-date.ts";
import { nationalProcedureCode } from "#schemas/common/procedure-code.ts";
import type { ChangeRecord } from "../change/record.ts";
import { CIVIL_STATUS_LAW, DISTRICTS } from "../law-dates.ts";
import { DISTRICT_WORK } from "../procedures.ts";
import type { CivilStatusRecord } from "../record.ts";
import { registrationDay } from "../registration-day.ts";

const pointer = "/record/registeringUnitCode";

/** Code of the office where the form has one; any office gives extracts. */
function unitOf(record: CivilStatusRecord): string | null {
  return record.module === "TL" ? null : record.registeringUnitCode;
}

/** Who registers what, by date. */
export const authorityRules: readonly Rule<CivilStatusRecord>[] = [
  {
    id: "HT-D05",
    severity: "error",
    from: DISTRICTS.firstDayWithout,
    to: null,
    source: "Nghị định 120/2025/NĐ-CP: thẩm quyền hộ tịch của cấp huyện chuyển cho UBND cấp xã từ 01/07/2025",
    message: "Từ 01/07/2025 không còn cấp huyện; nơi đăng ký là mã xã, phường, đặc khu gồm 5 chữ số.",
    messageEn: "There are no districts since 2025-07-01; the registering office is a commune code of 5 digits.",
    check: ({ record }) => (unitOf(record)?.length === 3 ? [{ pointer }] : []),
  },
  {
    id: "HT-D06",
    severity: "error",
    from: CIVIL_STATUS_LAW,
    to: DISTRICTS.lastDay,
    source: "Luật Hộ tịch 60/2014/QH13, Điều 7 khoản 2, Điều 35, 37, 43 và 46",
    message: "Trước 01/07/2025 việc này do UBND cấp huyện đăng ký; nơi đăng ký là mã huyện gồm 3 chữ số.",
    messageEn: "Before 2025-07-01 the district registered this; the office is a district code of 3 digits.",
    check: ({ dossier, record }) => {
      const unit = unitOf(record);
      if (unit === null || unit.length === 3) return [];
      const ofDistrict =
        DISTRICT_WORK.includes(nationalProcedureCode(dossier.procedureCode)) ||
        (record.module === "TDCC" && isDistrictChange(record, registrationDay(dossier)));
      return ofDistrict ? [{ pointer }] : [];
    },
  },
];

/** Changes and corrections from 14 years of age, and every re-determination of the ethnic group. */
function isDistrictChange({ kind, subject }: ChangeRecord, day: string | null): boolean {
  if (kind === "XAC_DINH_LAI_DAN_TOC") return true;
  return kind !== "BO_SUNG" && day !== null && ageRange(subject.birthDate, day).min >= 14;
}
