import { checkRules } from "#core/dossier/rule.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BirthRecord } from "../../../../adapters/civil-status/birth/record.ts";
import { rules } from "../../../../adapters/civil-status/rules.ts";
import { toVietnameseDateWords } from "../../../../adapters/civil-status/vietnamese-date-words.ts";
import { birthSample, type Birth } from "../birth-sample.ts";

/** Findings as `SEVERITY RULE POINTER`, sorted, as the rules of that day see it. */
function findings({ dossier, record }: Birth, day: string): string[] {
  const receivedAt = `${day}T08:30:00+07:00`;
  return checkRules(rules, { dossier: { ...dossier, receivedAt }, record }, day)
    .map((issue) => `${issue.severity} ${issue.rule} ${issue.pointer}`)
    .toSorted();
}

function changed(name: string, change: (record: BirthRecord) => Partial<BirthRecord>): Birth {
  const { dossier, record } = birthSample(name);
  return { dossier, record: { ...record, ...change(record) } };
}

const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const someDay = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays("2018-01-01", days));

/** A birth on that day, words and notice in order, so that only the sixty days matter. */
function bornOn(day: string, registrationType: number): Birth {
  return changed("birth-both-parents", (record) => ({
    registrationType,
    birthCertDate: day,
    child: { ...record.child, birthDate: day, birthDateInWords: toVietnameseDateWords(day) },
    mother: record.mother === null ? null : { ...record.mother, birthDate: null },
    father: record.father === null ? null : { ...record.father, birthDate: null },
  }));
}

describe("HT-R01, the commune", () => {
  const elsewhere = changed("birth-both-parents", () => ({ registeringUnitCode: "90999" }));

  it("binds until the new law opens every commune", () => {
    expect(findings(elsewhere, "2026-05-18")).toContain("error HT-R01 /record/registeringUnitCode");
    const onTheDay = (day: string) => findings(elsewhere, day).filter((line) => line.includes("HT-R01"));
    expect(onTheDay("2027-02-28")).toHaveLength(1);
    expect(onTheDay("2027-03-01")).toEqual([]);
  });

  it("is content with either parent's commune", () => {
    const fathers = changed("birth-both-parents", ({ father }) => ({
      registeringUnitCode: "90500",
      father:
        father === null
          ? null
          : {
              ...father,
              residence: {
                countryCode: "VN",
                scheme: "QD19_2025",
                provinceCode: "01",
                communeCode: "90500",
                detail: "",
              },
            },
    }));
    expect(findings(fathers, "2026-05-18")).toEqual([]);
  });

  it("goes by the district where one registered, before 2025-07-01", () => {
    const inDistrict = (districtCode: string) =>
      changed("birth-both-parents", ({ mother }) => ({
        registeringUnitCode: "001",
        father: null,
        mother:
          mother === null
            ? null
            : {
                ...mother,
                residence: { countryCode: "VN", scheme: "QD124_2004", provinceCode: "01", districtCode, detail: "" },
              },
      }));
    const placed = (districtCode: string) =>
      findings(inDistrict(districtCode), "2025-06-30").filter((line) => line.includes("HT-R01"));
    expect(placed("001")).toEqual([]);
    expect(placed("002")).toEqual(["error HT-R01 /record/registeringUnitCode"]);
  });

  it("says nothing where no residence is known", () => {
    const unknown = changed("birth-single-mother", ({ mother }) => ({
      mother: mother === null ? null : { ...mother, residence: null },
    }));
    expect(findings(unknown, "2026-11-19")).toEqual([]);
  });
});

describe("HT-R02, the sixty days", () => {
  it("are on time up to the sixtieth day and late from the next, whatever the day", () => {
    fc.assert(
      fc.property(someDay, fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constantFrom(60, 61)), (birth, waited) => {
        const day = addDays(birth, waited);
        const late = waited > 60;
        expect(findings(bornOn(birth, late ? 4 : 1), day)).toEqual([]);
        expect(findings(bornOn(birth, late ? 1 : 4), day)).toEqual(["error HT-R02 /record/registrationType"]);
      }),
      { numRuns: 60 },
    );
  });

  it("refuse a birth after the receipt, also when registered again", () => {
    for (const type of [1, 2, 4]) {
      expect(findings(bornOn("2026-05-19", type), "2026-05-18")).toEqual(["error HT-R02 /record/child/birthDate"]);
    }
  });

  it("do not matter when registering again", () => {
    expect(findings(bornOn("1990-05-19", 2), "2026-05-18")).toEqual([]);
  });

  it("are certain for a partial date when every day of it says the same", () => {
    const partial = changed("birth-both-parents", (record) => ({
      child: { ...record.child, birthDate: "2024", birthDateInWords: toVietnameseDateWords("2024") },
      birthCertDate: "2024-12-01",
    }));
    expect(findings(partial, "2026-05-18")).toContain("error HT-R02 /record/registrationType");
  });
});

describe("HT-R03, dates that agree", () => {
  const motherBorn = (birthDate: string) =>
    changed("birth-both-parents", ({ mother }) => ({
      mother: mother === null ? null : { ...mother, birthDate, identity: null },
    }));

  it.each([
    ["2014", true],
    ["2014-05-12", false],
    ["2014-05-13", true],
    ["2001", false],
    ["1965-05-13", false],
    ["1965", true],
    ["1964", true],
  ])("doubts a mother born %s: %s", (birthDate, doubted) => {
    const lines = findings(motherBorn(birthDate), "2026-05-18");
    expect(lines).toEqual(doubted ? ["warning HT-R03 /record/mother/birthDate"] : []);
  });

  it("tells the officer the right words", () => {
    const { dossier, record } = changed("birth-both-parents", (r) => ({
      child: { ...r.child, birthDateInWords: "Ngày 12" },
    }));
    const [issue] = checkRules(rules, { dossier, record }, "2026-05-18");
    expect(issue?.message).toContain("Ngày mười hai, tháng năm, năm hai nghìn không trăm hai mươi sáu");
  });
});

describe("HT-R04, who must be named", () => {
  const present = { mother: [1, 3], father: [1, 2] };

  it.each([1, 2, 3, 4])("follows case %i", (birthKind) => {
    for (const mother of [true, false]) {
      for (const father of [true, false]) {
        const birth = changed("birth-both-parents", (record) => ({
          birthKind,
          mother: mother ? record.mother : null,
          father: father ? record.father : null,
        }));
        const expected = [
          ...(father === present.father.includes(birthKind) ? [] : ["error HT-R04 /record/father"]),
          ...(mother === present.mother.includes(birthKind) ? [] : ["error HT-R04 /record/mother"]),
        ];
        expect(findings(birth, "2026-05-18").filter((line) => line.includes("HT-R04"))).toEqual(expected);
      }
    }
  });
});

describe("HT-R05, a mother alone", () => {
  it("finds the family name wherever it stands, whatever the tone placement", () => {
    const birth = (familyName: string | null, fullName: string) =>
      changed("birth-single-mother", ({ child, mother }) => ({
        child: { ...child, familyName },
        mother: mother === null ? null : { ...mother, fullName },
      }));
    expect(findings(birth("Hoà", "Hòa Thị Mẫu"), "2026-11-19")).toEqual([]);
    expect(findings(birth("Tôn Nữ", "Tôn Nữ Mẫu"), "2026-11-19")).toEqual([]);
    expect(findings(birth("Tôn", "Tônh Nữ Mẫu"), "2026-11-19")).toEqual(["warning HT-R05 /record/child/familyName"]);
    expect(findings(birth(null, "Lò Thị Mẫu"), "2026-11-19")).toEqual(["warning HT-R05 /record/child/fullName"]);
  });
});

describe("HT-R06, nationality", () => {
  it("lets a child of stateless parents be Vietnamese", () => {
    const stateless = changed("birth-both-parents", ({ mother, father }) => ({
      mother: mother === null ? null : { ...mother, nationality: "XXA" },
      father: father === null ? null : { ...father, nationality: "XXA" },
    }));
    expect(findings(stateless, "2026-05-18")).toEqual([]);
  });
});

describe("HT-R07, the birth notice", () => {
  it("holds exactly from the birth to the sixtieth day after it", () => {
    fc.assert(
      fc.property(fc.integer({ min: -90, max: 150 }), (days) => {
        const birth = changed("birth-late-registration", ({ child }) => ({
          birthCertDate: addDays(child.birthDate, days),
        }));
        const expected = days < 0 || days > 60 ? ["error HT-R07 /record/birthCertDate"] : [];
        expect(findings(birth, "2026-11-20")).toEqual(expected);
      }),
    );
  });

  it.each(["Giấy chứng sinh (bản giấy)", "Văn bản của người làm chứng", "Giấy cam đoan về việc sinh"])(
    "may be missing when there is: %s",
    (title) => {
      const birth = changed("birth-both-parents", ({ documents }) => ({
        birthCertNumber: null,
        birthCertDate: null,
        documents: documents.map((document) => ({ ...document, title })),
      }));
      expect(findings(birth, "2026-05-18")).toEqual([]);
    },
  );

  it("needs its date with its number", () => {
    const birth = changed("birth-both-parents", () => ({ birthCertDate: null, documents: [] }));
    expect(findings(birth, "2026-05-18")).toEqual(["error HT-R07 /record/birthCertDate"]);
  });
});

describe("identity numbers", () => {
  it("are said once for a parent who is also the declarant", () => {
    const womansNumber = "001199012345";
    const birth = changed("birth-both-parents", ({ father, declarant }) => ({
      father:
        father?.identity == null
          ? father
          : { ...father, personalId: womansNumber, identity: { ...father.identity, number: womansNumber } },
      declarant: { ...declarant, identity: { ...declarant.identity, number: womansNumber } },
    }));
    expect(findings(birth, "2026-05-18")).toEqual(["warning ID-03 /record/father/identity/number"]);
  });

  it("say nothing about gender where the relation does not tell it", () => {
    const birth = changed("birth-single-mother", ({ declarant }) => ({
      declarant: { ...declarant, relation: "KHAC", identity: { ...declarant.identity, number: "066074999042" } },
    }));
    expect(findings(birth, "2026-11-19")).toEqual([]);
  });
});
