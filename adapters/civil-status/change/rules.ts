import type { RuleViolation, Rule } from "#core/dossier/rule.ts";
import { ageRange } from "#schemas/common/partial-date.ts";
import { equalsVi } from "#schemas/common/text.ts";
import type { ChangeRecord } from "./record.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";
import { REGISTER_FIELDS } from "./register-fields.ts";
import { registrationDay } from "../registration-day.ts";

/** From this age the person has a say in a new name; from the second one asks for it oneself. */
const CONSENT_FROM = 9;
const ADULT = 18;

const consentToNewName: Rule<ChangeRecord> = {
  id: "HT-R16",
  severity: "error",
  from: "2017-01-01",
  to: null,
  source: "Bộ luật Dân sự 91/2015/QH13, Điều 27 khoản 2; Nghị định 123/2015/NĐ-CP, Điều 7",
  message: "Thay đổi họ, tên của người từ đủ 9 tuổi phải có sự đồng ý của người đó.",
  messageEn: "A new name for a person of 9 full years or more needs that person's consent.",
  check: ({ dossier, record }) => {
    const day = registrationDay(dossier);
    const renamed = record.kind === "THAY_DOI" && record.items.some(({ field }) => field === nameField(record));
    if (day === null || !renamed || record.consent === true) return [];
    const age = ageRange(record.subject.birthDate, day);
    const pointer = "/record/consent";
    if (age.max < CONSENT_FROM || age.min >= ADULT) return [];
    if (age.min >= CONSENT_FROM && age.max < ADULT) return [{ pointer }];
    return [
      {
        pointer,
        severity: "warning",
        message:
          "Ngày sinh ghi chưa đủ nên chưa rõ người được đổi tên đã đủ 9 tuổi và chưa đủ 18 tuổi; đề nghị cán bộ kiểm tra.",
        messageEn:
          "The birth date is partial, so whether it is between 9 and 18 years cannot be told; an officer should check.",
      },
    ];
  },
};

/** Only a birth is the register of the person's own name. */
function nameField({ original }: ChangeRecord): string | null {
  return original.module === "KS" ? "nksHoTen" : null;
}

const soundItems: Rule<ChangeRecord> = {
  id: "HT-R19",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Luật Hộ tịch 60/2014/QH13, Điều 26 đến 29 và 47; Bộ luật Dân sự 91/2015/QH13, Điều 29",
  message: "Tên trường không phải nội dung của sổ hộ tịch đó.",
  messageEn: "This is no field of that register.",
  check: ({ record }) => [
    ...record.items.flatMap((item, index) => itemFindings(record, item, `/record/items/${index}`)),
    ...(record.kind === "XAC_DINH_LAI_DAN_TOC" && record.parentsEthnicity === null
      ? [
          {
            pointer: "/record/parentsEthnicity",
            message: "Xác định lại dân tộc phải ghi dân tộc của cha, mẹ.",
            messageEn: "To re-determine the ethnic group, those of the parents are needed.",
          },
        ]
      : []),
  ],
};

function itemFindings(record: ChangeRecord, item: ChangeRecord["items"][number], pointer: string): RuleViolation[] {
  const supplement = record.kind === "BO_SUNG";
  return [
    ...(REGISTER_FIELDS[record.original.module].has(item.field) ? [] : [{ pointer: `${pointer}/field` }]),
    ...((item.from === "") === supplement
      ? []
      : [
          {
            pointer: `${pointer}/from`,
            message: supplement
              ? "Bổ sung thì nội dung đang ghi trong sổ phải để trống."
              : "Phải ghi nội dung đang có trong sổ.",
            messageEn: supplement
              ? "To supplement, the register must be empty here."
              : "Say what the register says now.",
          },
        ]),
    ...(item.to === "" || item.to === item.from
      ? [
          {
            pointer: `${pointer}/to`,
            message: "Nội dung đề nghị phải có và phải khác nội dung đang ghi trong sổ.",
            messageEn: "The new content must be there and differ from the old.",
          },
        ]
      : []),
    ...(record.kind === "XAC_DINH_LAI_DAN_TOC" ? ethnicityFindings(record, item, pointer) : []),
  ];
}

function ethnicityFindings(
  { parentsEthnicity }: ChangeRecord,
  { field, to }: ChangeRecord["items"][number],
  pointer: string,
): RuleViolation[] {
  if (!field.endsWith("DanToc")) {
    return [
      {
        pointer: `${pointer}/field`,
        message: "Xác định lại dân tộc chỉ thay đổi trường dân tộc.",
        messageEn: "A re-determination changes the ethnic group only.",
      },
    ];
  }
  if (parentsEthnicity === null) return [];
  const allowed = [parentsEthnicity.mother, parentsEthnicity.father].filter((group) => group !== null);
  if (allowed.some((group) => equalsVi(group, to))) return [];
  return [
    {
      pointer: `${pointer}/to`,
      message: "Dân tộc chỉ được xác định lại theo dân tộc của cha hoặc của mẹ.",
      messageEn: "The ethnic group can only become the father's or the mother's.",
    },
  ];
}

export const changeRules: readonly Rule<ChangeRecord>[] = [consentToNewName, soundItems];
