import type { Rule } from "#core/dossier/rule.ts";
import type { ExtractRecord } from "./record.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";

/** The number of copies, 1 to 50, is kept by the record's own shape; any civil-status office may be asked. */
export const extractRules: readonly Rule<ExtractRecord>[] = [
  {
    id: "HT-R18",
    severity: "error",
    from: CIVIL_STATUS_LAW,
    to: null,
    source: "Luật Hộ tịch 60/2014/QH13, Điều 63 và 64",
    message: "Phải có giấy tờ tùy thân hoặc số định danh của người yêu cầu cấp bản sao trích lục.",
    messageEn: "Who asks for an extract has to be identified by a paper or a personal number.",
    check: ({ record }) => {
      const { declarant, subject, original } = record;
      const shown = [declarant, ...(declarant.relation === "BAN_THAN" ? [subject] : [])].some(
        (person) => person.identity !== null || person.personalId !== null,
      );
      const findable = (original?.number ?? null) !== null || subject.birthDate !== null;
      return [
        ...(shown ? [] : [{ pointer: "/record/declarant/identity" }]),
        ...(findable
          ? []
          : [
              {
                pointer: "/record/original",
                message: "Không có số đăng ký thì phải có ngày sinh của người được cấp để tra cứu trong sổ.",
                messageEn: "Without a register number the subject's birth date is needed to find the entry.",
              },
            ]),
      ];
    },
  },
];
