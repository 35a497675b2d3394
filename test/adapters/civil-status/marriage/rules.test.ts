import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MarriageRecord, Spouse } from "../../../../adapters/civil-status/marriage/record.ts";
import { sixMonthsAfter } from "../../../../adapters/civil-status/six-months.ts";
import { changedSample, findings, type Case } from "../civil-sample.ts";

const DAY = "2026-11-10";
const domestic = (
  husband: Partial<Spouse>,
  wife: Partial<Spouse> = {},
  more: Partial<MarriageRecord> = {},
): Case<"KH"> =>
  changedSample("KH", "marriage-domestic", (record) => ({
    husband: { ...record.husband, identity: null, personalId: null, ...husband },
    wife: { ...record.wife, identity: null, ...wife },
    result: null,
    ...more,
  }));

describe("HT-R11, the age to marry", () => {
  it.each([
    ["husband", "2006-11-10", []],
    ["husband", "2006-11-11", ["error HT-R11 /record/husband/birthDate"]],
    ["wife", "2008-11-10", []],
    ["wife", "2008-11-11", ["error HT-R11 /record/wife/birthDate"]],
    ["wife", "2006-11-11", []],
  ])("of the %s born %s", (who, birthDate, expected) => {
    const couple = who === "husband" ? domestic({ birthDate }) : domestic({}, { birthDate });
    expect(findings(couple, DAY)).toEqual(expected);
  });

  it("cannot be told by a year, or can", () => {
    const ages = (birthDate: string) =>
      findings(domestic({ birthDate }), DAY).filter((line) => line.includes("HT-R11"));
    expect(ages("2006")).toEqual(["warning HT-R11 /record/husband/birthDate"]);
    expect(ages("2006-11")).toEqual(["warning HT-R11 /record/husband/birthDate"]);
    expect(ages("2005")).toEqual([]);
    expect(ages("2007")).toEqual(["error HT-R11 /record/husband/birthDate"]);
  });

  it("is that on the day of registration, where it is known", () => {
    const { dossier, record } = changedSample("KH", "marriage-domestic", ({ husband }) => ({
      husband: { ...husband, identity: null, personalId: null, birthDate: "2006-11-11" },
    }));
    expect(record.result?.registrationDate).toBe("2026-11-12");
    expect(findings({ dossier, record }, DAY)).toEqual([]);
  });
});

describe("HT-R12, free to marry", () => {
  it.each([
    [1, []],
    [2, ["error HT-R12 /record/husband/maritalStatus"]],
    [5, ["error HT-R12 /record/husband/maritalStatus"]],
    [6, ["warning HT-R12 /record/husband/maritalStatus"]],
  ])("with status %i", (maritalStatus, expected) => {
    expect(findings(domestic({ maritalStatus, marriageCount: 2 }), DAY)).toEqual(expected);
  });

  it("after a former marriage needs what ended it", () => {
    for (const maritalStatus of [3, 4]) {
      expect(findings(domestic({ maritalStatus, marriageCount: 2 }), DAY)).toEqual([
        "error HT-R12 /record/husband/priorMarriage",
      ]);
    }
  });

  it("does not hold for two who register their marriage again", () => {
    expect(findings(domestic({ maritalStatus: 2 }, { maritalStatus: 2 }, { registrationType: 2 }), DAY)).toEqual([]);
  });

  it("sees the same person behind a number, or a name with a full birth date", () => {
    expect(findings(domestic({ personalId: "038199999111" }, { personalId: "038199999111" }), DAY)).toContain(
      "error HT-R12 /record/wife/personalId",
    );
    const twin = { fullName: "Lê Hoà Mẫu", birthDate: "1998-09-09" };
    expect(findings(domestic(twin, { ...twin, fullName: "LÊ HÒA MẪU" }), DAY)).toEqual([
      "error HT-R12 /record/wife/fullName",
    ]);
    expect(findings(domestic(twin, { ...twin, birthDate: "1998-09-10" }), DAY)).toEqual([]);
  });
});

describe("HT-R14, papers of foreigners", () => {
  const foreign = (change: (record: MarriageRecord) => Partial<MarriageRecord>) =>
    changedSample("KH", "marriage-with-foreigner", change);
  const paper = (index: number, change: object) =>
    foreign(({ documents }) => ({ documents: documents.map((at, i) => (i === index ? { ...at, ...change } : at)) }));

  it("hold for six months", () => {
    const health = (day: string) => findings(paper(0, { issueDate: "2026-05-31" }), day);
    expect(health("2026-11-30")).toEqual([]);
    expect(health("2026-12-01")).toEqual(["error HT-R14 /record/documents/0/issueDate"]);
  });

  it("are exempt from legalisation where that is said, whatever the tone placement of the title", () => {
    expect(findings(paper(1, { legalisation: "exempt" }), "2026-11-05")).toEqual([]);
    expect(findings(paper(0, { title: "Giấy khám SỨC KHOẺ" }), "2026-11-05")).toEqual([]);
  });

  it("are not asked of two citizens, but health is where one lives abroad", () => {
    expect(findings(domestic({}), DAY)).toEqual([]);
    const abroad = { residenceAbroad: true, residence: { countryCode: "KR", detail: "Seoul" } };
    expect(findings(domestic({}, abroad), DAY)).toEqual(["error HT-R14 /record/documents"]);
  });
});

describe("the certificate of marital status, by date", () => {
  const old = (day: string, wife: Partial<Spouse>) =>
    findings(
      changedSample("KH", "marriage-before-2025", (record) => ({ wife: { ...record.wife, ...wife } })),
      day,
    );

  it("is asked of citizens until 2025-01-08 and of none from the next day (HT-D03, HT-D04)", () => {
    expect(old("2025-01-08", { statusCertificate: null })).toEqual(["error HT-D03 /record/wife/statusCertificate"]);
    expect(old("2025-01-09", { statusCertificate: null })).toEqual([]);
    expect(old("2025-01-08", {})).toEqual([]);
    expect(old("2025-01-09", {})).toEqual(["warning HT-D04 /record/wife/statusCertificate"]);
  });

  it("holds six months and for marrying only (HT-R17)", () => {
    const certificate = { requested: false, place: null, number: "88", issueDate: "2024-06-16", purposeType: 1 };
    expect(old("2024-12-16", { statusCertificate: certificate })).toEqual([]);
    expect(old("2024-12-17", { statusCertificate: certificate })).toEqual([
      "error HT-R17 /record/wife/statusCertificate/issueDate",
    ]);
    expect(old("2024-12-16", { statusCertificate: { ...certificate, purposeType: 5 } })).toEqual([
      "error HT-R17 /record/wife/statusCertificate/purposeType",
    ]);
  });
});

describe("HT-R22, full dates for the ministry", () => {
  const partly = domestic({ birthDate: "1988" }, { birthDate: "1993-04" });

  it("stops a marriage with a partial birth date before it is sent", () => {
    expect(findings(partly, DAY)).toEqual([
      "error HT-R22 /record/husband/birthDate",
      "error HT-R22 /record/wife/birthDate",
    ]);
  });

  it("only warns while no desk has taken the dossier, as nothing is sent yet", () => {
    const filed = { ...partly, dossier: { ...partly.dossier, status: 1 as const } };
    expect(findings(filed, DAY).every((line) => line.startsWith("warning HT-R22"))).toBe(true);
  });
});

describe("six months after", () => {
  it.each([
    ["2026-01-15", "2026-07-15"],
    ["2026-08-31", "2027-02-28"],
    ["2023-08-31", "2024-02-29"],
    ["2026-07-01", "2027-01-01"],
    ["2026-12-31", "2027-06-30"],
  ])("%s is %s", (date, later) => {
    expect(sixMonthsAfter(date)).toBe(later);
  });

  it("never goes back in time and lies between 181 and 184 days", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const date = new Date(days * 86_400_000).toISOString().slice(0, 10);
        const passed = (Date.parse(sixMonthsAfter(date)) - Date.parse(date)) / 86_400_000;
        expect(passed).toBeGreaterThanOrEqual(181);
        expect(passed).toBeLessThanOrEqual(184);
      }),
    );
  });
});
