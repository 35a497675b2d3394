import type { RuleViolation, Rule } from "#core/dossier/rule.ts";
import { foldForCompare } from "#schemas/common/text.ts";
import type { BirthRecord } from "./record.ts";
import { namedParents } from "./named-parents.ts";
import { BIRTH_KIND, STATELESS } from "../enums.ts";
import { CIVIL_STATUS_LAW } from "../law-dates.ts";
import type { Parent } from "../person.ts";

const MUST_BE_NAMED = {
  [BIRTH_KIND.bothParents]: { mother: true, father: true },
  [BIRTH_KIND.motherUnknown]: { mother: false, father: true },
  [BIRTH_KIND.fatherUnknown]: { mother: true, father: false },
  [BIRTH_KIND.bothUnknown]: { mother: false, father: false },
  [BIRTH_KIND.abandoned]: { mother: false, father: false },
} as const;

const parentsFitTheCase: Rule<BirthRecord> = {
  id: "HT-R04",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Nghị định 123/2015/NĐ-CP, Điều 14 và Điều 15",
  message: "Thông tin cha, mẹ không phù hợp với trường hợp khai sinh đã chọn.",
  messageEn: "The parents named do not fit the case of the birth.",
  check: ({ record }) => {
    const expected = MUST_BE_NAMED[record.birthKind as keyof typeof MUST_BE_NAMED];
    return [
      ...namedOrNot("mother", record.mother, expected.mother),
      ...namedOrNot("father", record.father, expected.father),
      ...(record.birthKind === BIRTH_KIND.abandoned ? abandonedChildPapers(record) : []),
    ];
  },
};

function namedOrNot(role: "mother" | "father", person: Parent | null, expected: boolean): RuleViolation[] {
  if ((person !== null) === expected) return [];
  const vi = role === "mother" ? "mẹ" : "cha";
  const finding = expected
    ? { message: `Trường hợp khai sinh này phải ghi thông tin người ${vi}.`, messageEn: `This case needs the ${role}.` }
    : {
        message: `Trường hợp chưa xác định được ${vi} thì không ghi thông tin người ${vi}.`,
        messageEn: `Where the ${role} is not determined, no ${role} is written.`,
      };
  return [{ pointer: `/record/${role}`, ...finding }];
}

function abandonedChildPapers(record: BirthRecord): RuleViolation[] {
  const noted = /bỏ rơi/iu.test(record.note ?? "");
  const minutes = record.documents.some(({ title }) => /biên bản/iu.test(title));
  return [
    ...(noted
      ? []
      : [
          {
            pointer: "/record/note",
            message: "Khai sinh cho trẻ bị bỏ rơi phải ghi chú «trẻ bị bỏ rơi».",
            messageEn: "The note must say “trẻ bị bỏ rơi” (abandoned child).",
          },
        ]),
    ...(minutes
      ? []
      : [
          {
            pointer: "/record/documents",
            message: "Khai sinh cho trẻ bị bỏ rơi phải kèm biên bản về việc trẻ bị bỏ rơi.",
            messageEn: "The minutes on the abandoned child must be among the documents.",
          },
        ]),
  ];
}

const childOfMotherAlone: Rule<BirthRecord> = {
  id: "HT-R05",
  severity: "warning",
  from: "2017-01-01",
  to: null,
  source: "Bộ luật Dân sự 91/2015/QH13, Điều 26 khoản 2 và Điều 29 khoản 2; Nghị định 123/2015/NĐ-CP, Điều 15",
  message: "Chưa xác định được cha thì họ của con theo họ của mẹ.",
  messageEn: "Where the father is not determined, the child takes the mother's family name.",
  check: ({ record }) => {
    const { mother, child } = record;
    if (mother === null || record.father !== null || record.parentsMarriage !== null) return [];
    const sameGroup = mother.ethnicity === null || child.ethnicity === null || mother.ethnicity === child.ethnicity;
    return [
      ...(sharesFamilyName(child, mother)
        ? []
        : [{ pointer: child.familyName === null ? "/record/child/fullName" : "/record/child/familyName" }]),
      ...(sameGroup
        ? []
        : [
            {
              pointer: "/record/child/ethnicity",
              message: "Chưa xác định được cha thì dân tộc của con theo dân tộc của mẹ.",
              messageEn: "Where the father is not determined, the child takes the mother's ethnic group.",
            },
          ]),
    ];
  },
};

/** Family names stand first in most names and last in some (H'Bioh Mlô), so anywhere in the mother's name will do. */
function sharesFamilyName(child: BirthRecord["child"], mother: Parent): boolean {
  const familyName = child.familyName ?? child.fullName.split(" ")[0] ?? "";
  return ` ${foldForCompare(mother.fullName)} `.includes(` ${foldForCompare(familyName)} `);
}

const nationalityOfParents: Rule<BirthRecord> = {
  id: "HT-R06",
  severity: "error",
  from: CIVIL_STATUS_LAW,
  to: null,
  source: "Luật Hộ tịch 60/2014/QH13, Điều 36; Luật Quốc tịch Việt Nam 24/2008/QH12, Điều 16",
  message: "Cha hoặc mẹ là người nước ngoài thì phải kèm văn bản thỏa thuận lựa chọn quốc tịch cho con.",
  messageEn: "With a foreign parent the written choice of the child's nationality must be among the documents.",
  check: ({ record }) => {
    const nationalities = namedParents(record).map(({ person }) => person.nationality);
    // A child of stateless parents becomes Vietnamese (Luật Quốc tịch, article 17): nothing to compare with.
    if (nationalities.every((code) => code === STATELESS)) return [];
    const foreign = nationalities.some((code) => code !== "VN");
    return [
      ...(foreign && !record.documents.some(({ title }) => /quốc tịch/iu.test(title))
        ? [{ pointer: "/record/documents" }]
        : []),
      ...(nationalities.includes(record.child.nationality)
        ? []
        : [
            {
              pointer: "/record/child/nationality",
              message: "Quốc tịch của con phải là quốc tịch của cha hoặc của mẹ.",
              messageEn: "The child's nationality must be the father's or the mother's.",
            },
          ]),
    ];
  },
};

export const birthFamilyRules: readonly Rule<BirthRecord>[] = [
  parentsFitTheCase,
  childOfMotherAlone,
  nationalityOfParents,
];
