import type { Rule } from "#core/dossier/rule.ts";
import type { BirthRecord } from "../birth/record.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";
import type { CivilStatusRecord } from "../record.ts";
import { registrationDay, takenAt } from "../registration-day.ts";

/** The child's number is given with the registration: before that nobody has it, and nobody else's it can be. */
export const birthResultRules: readonly Rule<BirthRecord>[] = [
  {
    id: "HT-R23",
    severity: "error",
    from: CIVIL_STATUS_LAW,
    to: null,
    source: "Luật Hộ tịch 60/2014/QH13, Điều 14 và Điều 16: số định danh cấp khi đăng ký khai sinh",
    message: "Số định danh của trẻ chỉ có trong kết quả đăng ký; đây là số của người khác hoặc ghi nhầm chỗ.",
    messageEn: "The child's personal number appears in the result only; this is another person's, or misplaced.",
    check: ({ dossier, record }) => {
      const number = record.result?.personalId ?? null;
      if (number === null) return [];
      const { mother, father, declarant } = record;
      return [
        ...dossier.applicant.identifiers.flatMap((paper, index) =>
          paper.number === number ? [{ pointer: `/applicant/identifiers/${index}/number` }] : [],
        ),
        ...[
          { pointer: "/record/mother", person: mother },
          { pointer: "/record/father", person: father },
          { pointer: "/record/declarant", person: declarant },
        ].flatMap(({ pointer, person }) => [
          ...(person?.identity?.number === number ? [{ pointer: `${pointer}/identity/number` }] : []),
          ...(person?.personalId === number ? [{ pointer: `${pointer}/personalId` }] : []),
        ]),
      ];
    },
  },
];

/** A result belongs to a dossier that a desk took, comes after the receipt, and its paper is one of the dossier's. */
export const resultRules: readonly Rule<CivilStatusRecord>[] = [
  {
    id: "HT-D02",
    severity: "error",
    from: CIVIL_STATUS_LAW,
    to: null,
    source: "Nghị định 118/2025/NĐ-CP từ 01/07/2025, trước đó Nghị định 61/2018/NĐ-CP; quy ước của cổng kết nối",
    message: "Hồ sơ chưa được tiếp nhận hoặc bị từ chối thì chưa có kết quả đăng ký.",
    messageEn: "A dossier that no desk has taken has no result.",
    check: ({ dossier, record }) => {
      const { result } = record;
      if (result === null) return [];
      if (takenAt(dossier) === null) return [{ pointer: "/record/result" }];
      const day = registrationDay(dossier);
      const paperKnown = result.fileId === null || dossier.results.some(({ id }) => id === result.fileId);
      return [
        ...(day !== null && result.registrationDate < day
          ? [
              {
                pointer: "/record/result/registrationDate",
                message: "Ngày đăng ký không được trước ngày tiếp nhận hồ sơ.",
                messageEn: "The registration cannot be before the dossier was received.",
              },
            ]
          : []),
        ...(paperKnown
          ? []
          : [
              {
                pointer: "/record/result/fileId",
                message: "Tệp kết quả này không có trong results của hồ sơ.",
                messageEn: "This result file is not among the dossier's results.",
              },
            ]),
      ];
    },
  },
];
