import type { Dossier } from "#core/dossier/pushed-dossier.ts";
import type { RuleViolation, Rule } from "#core/dossier/rule.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";
import { PURPOSE_OTHER } from "./statuses.ts";
import { certificateAsked } from "./checks.ts";
import type { MarriageRecord } from "../marriage/record.ts";
import type { CivilStatusRecord } from "../record.ts";
import { registrationDay } from "../registration-day.ts";
import { sixMonthsAfter } from "../six-months.ts";
import { spousesOf } from "../marriage/spouses.ts";

/** The certificate of marital status: what it needs when asked for, and how long and for what it holds when used. */
export const maritalCertificate: Rule<CivilStatusRecord> = {
  id: "HT-R17",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Nghị định 123/2015/NĐ-CP, Điều 21, 22 và 23 (giá trị 06 tháng, đúng mục đích ghi trên giấy)",
  message: "Giấy xác nhận tình trạng hôn nhân đã hết hạn 6 tháng hoặc dùng sai mục đích.",
  messageEn: "The certificate of marital status is past its six months or made for another purpose.",
  check: ({ dossier, record }) => {
    if (record.module === "KH") return certificateUsed(dossier, record);
    if (record.module === "XNTTHN") return certificateAsked(dossier, record);
    return [];
  },
};

function certificateUsed(dossier: Dossier, record: MarriageRecord): RuleViolation[] {
  const day = registrationDay(dossier);
  return spousesOf(record).flatMap(({ pointer, spouse }) => {
    const issued = spouse.statusCertificate?.issueDate ?? null;
    const purpose = spouse.statusCertificate?.purposeType ?? null;
    return [
      ...(issued !== null && day !== null && (issued > day || day > sixMonthsAfter(issued))
        ? [{ pointer: `${pointer}/statusCertificate/issueDate` }]
        : []),
      ...(purpose === PURPOSE_OTHER ? [{ pointer: `${pointer}/statusCertificate/purposeType` }] : []),
    ];
  });
}
