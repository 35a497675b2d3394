import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DeathRecord } from "../../../../adapters/civil-status/death/record.ts";
import { changedSample, findings, type Case } from "../civil-sample.ts";

const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const deceased = (change: Partial<DeathRecord["deceased"]>, more: Partial<DeathRecord> = {}): Case<"KT"> =>
  changedSample("KT", "death-electronic-notice", (record) => ({
    deceased: { ...record.deceased, identity: null, ...change },
    deathNotice: { ...record.deathNotice, date: null },
    result: null,
    ...more,
  }));
const DAY = "2026-10-19";

describe("HT-R01, where a death is registered", () => {
  const unit = (change: Partial<DeathRecord["deceased"]>, more: Partial<DeathRecord> = {}) =>
    deceased(change, { registeringUnitCode: "90108", ...more });

  it("binds to the last residence until the new law opens every commune", () => {
    expect(findings(unit({}), "2026-10-19")).toContain("error HT-R01 /record/registeringUnitCode");
    const late = (day: string) => findings(unit({}, { registrationType: 4 }), day);
    expect(late("2027-02-28")).toEqual(["error HT-R01 /record/registeringUnitCode"]);
    expect(late("2027-03-01")).toEqual([]);
  });

  it("takes the place of death where no residence is known", () => {
    const place = {
      countryCode: "VN",
      scheme: "QD19_2025",
      provinceCode: "01",
      communeCode: "90108",
      detail: "",
    } as const;
    expect(findings(unit({ residence: null, deathPlace: place }), DAY)).toEqual([]);
    expect(findings(unit({ residence: null }), DAY)).toEqual(["warning HT-R01 /record/registeringUnitCode"]);
    expect(findings(unit({ residence: null, deathPlace: { countryCode: "VN", detail: "Sông Mẫu" } }), DAY)).toEqual([]);
  });

  it("does not bind who registers again", () => {
    expect(findings(unit({}, { registrationType: 2 }), DAY)).toEqual([]);
  });
});

describe("HT-R08, dates in order", () => {
  it.each([
    ["1938", "1938-05", ["warning HT-R08 /record/deceased/deathDate"]],
    ["1938", "1937", ["error HT-R08 /record/deceased/deathDate"]],
    ["1938", "1939", []],
    ["1938-05-06", "1938-05-06", []],
    ["1938-05-07", "1938-05-06", ["error HT-R08 /record/deceased/deathDate"]],
    [null, "1938", []],
  ])("of one born %s and dead %s", (birthDate, deathDate, expected) => {
    const dead = deceased({ birthDate, deathDate, deathTime: null }, { registrationType: 4 });
    expect(findings(dead, DAY)).toEqual(expected);
  });

  it("lets a death on the day of receipt and refuses the next", () => {
    expect(findings(deceased({ deathDate: DAY }), DAY)).toEqual([]);
    expect(findings(deceased({ deathDate: addDays(DAY, 1) }), DAY)).toEqual([
      "error HT-R08 /record/deceased/deathDate",
    ]);
  });

  it("refuses a notice dated before the death, and doubts a partial one", () => {
    const noticed = (date: string | null) =>
      changedSample("KT", "death-electronic-notice", ({ deathNotice }) => ({ deathNotice: { ...deathNotice, date } }));
    expect(findings(noticed("2026-10-15"), DAY)).toEqual(["error HT-R08 /record/deathNotice/date"]);
    expect(findings(noticed("2026-10-16"), DAY)).toEqual([]);
    expect(findings(noticed("2025"), DAY)).toEqual(["error HT-R08 /record/deathNotice/date"]);
    expect(new Set(findings(noticed("2026"), DAY))).toEqual(new Set(["warning HT-R08 /record/deathNotice/date"]));
  });
});

describe("HT-R09, the fifteen days", () => {
  it("are kept up to the fifteenth day, and only warn after it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (waited) => {
        const expected = waited > 15 ? ["warning HT-R09 /record/deceased/deathDate"] : [];
        expect(findings(deceased({ deathDate: "2026-05-01" }), addDays("2026-05-01", waited))).toEqual(expected);
      }),
    );
  });

  it("say nothing to who declares it late already", () => {
    expect(findings(deceased({ deathDate: "2025-05-01" }, { registrationType: 4 }), DAY)).toEqual([]);
  });

  it("warn of a partial date too: certain, or doubtful, or certainly in time", () => {
    const partly = (deathDate: string, day: string) => findings(deceased({ deathDate, deathTime: null }), day);
    expect(partly("2026-04", "2026-05-16")).toEqual(["warning HT-R09 /record/deceased/deathDate"]);
    expect(partly("2026-04", "2026-05-15")).toEqual(["warning HT-R09 /record/deceased/deathDate"]);
  });
});

describe("HT-R10, what replaces a death notice", () => {
  const notice = (type: number, issuer: string | null, more: Partial<DeathRecord> = {}) =>
    changedSample("KT", "death-electronic-notice", ({ deathNotice }) => ({
      deathNotice: { ...deathNotice, type, issuer },
      ...more,
    }));

  it.each([6, 7])("of kind %i names witnesses, with the issuer or by a paper", (type) => {
    expect(findings(notice(type, "Trưởng bản"), DAY)).toEqual(["error HT-R10 /record/deathNotice/issuer"]);
    expect(findings(notice(type, "Người làm chứng"), DAY)).toEqual([]);
    const documents = [
      { attachmentId: "gbt-0102", kind: 9, title: "Văn bản của người làm chứng", issueDate: null, legalisation: null },
    ];
    expect(findings(notice(type, null, { documents }), DAY)).toEqual([]);
  });

  it.each([1, 2, 4, 5])("of kind %i needs none", (type) => {
    expect(findings(notice(type, null), DAY)).toEqual([]);
  });

  it("of a court needs the declaration and the judgment", () => {
    const declared = {
      courtDeclaration: { date: "2026-10-01", basis: "QĐ 05/2026", cancelDate: null, cancelBasis: null },
      documents: [
        { attachmentId: "gbt-0102", kind: 9, title: "Quyết định tuyên bố chết", issueDate: null, legalisation: null },
      ],
    };
    expect(findings(notice(3, null, declared), DAY)).toEqual([]);
    expect(findings(notice(3, null), DAY)).toEqual([
      "error HT-R10 /record/courtDeclaration",
      "error HT-R10 /record/documents",
    ]);
  });

  it("may be missing when registering again", () => {
    expect(findings(notice(0, null), DAY)).toEqual(["error HT-R10 /record/deathNotice/type"]);
    expect(findings(notice(0, null, { registrationType: 2 }), DAY)).toEqual([]);
  });
});
