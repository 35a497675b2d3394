import { describe, expect, it } from "vitest";
import type { ChangeRecord } from "../../../adapters/civil-status/change-record.ts";
import { rulesInForce } from "#core/dossier/rule.ts";
import { rules } from "../../../adapters/civil-status/rules.ts";
import { changedSample, civilSample, findings } from "./civil-sample.ts";

describe("HT-R15, a recognition", () => {
  it("needs no entry of the child's own when the birth is registered with it", () => {
    const { dossier, record } = changedSample("CMC", "recognition-father-of-child", () => ({
      childBirthRegistration: null,
    }));
    expect(findings({ dossier, record }, "2026-11-12")).toEqual(["error HT-R15 /record/childBirthRegistration"]);
    const combined = { ...dossier, procedureCode: "1.000689.000.00.00.H36" };
    expect(findings({ dossier: combined, record }, "2026-11-12")).toEqual([]);
  });

  it("asks the other parent until the child is 18", () => {
    const unasked = changedSample("CMC", "recognition-father-of-child", () => ({ otherParentConsent: null }));
    expect(findings(unasked, "2041-06-16")).toEqual(["warning HT-R15 /record/otherParentConsent"]);
    expect(findings(unasked, "2041-06-17")).toEqual([]);
  });

  it("judges fathers and mothers by their own ages", () => {
    const bornBy = (confirmationKind: number) =>
      findings(
        changedSample("CMC", "recognition-father-of-child", ({ parent }) => ({
          confirmationKind,
          parent: { ...parent, identity: null, birthDate: "1960" },
        })),
        "2026-11-12",
      ).filter((line) => line.includes("HT-R15"));
    expect([1, 3].map(bornBy)).toEqual([[], []]);
    expect(bornBy(2)).toEqual(["warning HT-R15 /record/parent/birthDate"]);
  });
});

describe("HT-R16, a new name", () => {
  const renamed = (birthDate: string, more: Partial<ChangeRecord> = {}) =>
    findings(
      changedSample("TDCC", "correction-of-name", ({ subject, declarant }) => ({
        kind: "THAY_DOI",
        subject: { ...subject, birthDate, identity: null },
        declarant: { ...declarant, relation: "ME", personalId: "038185999082" },
        ...more,
      })),
      "2026-11-17",
    );

  it("needs consent from 9 to 17 years of age", () => {
    expect(renamed("2017-11-17")).toEqual(["error HT-R16 /record/consent"]);
    expect(renamed("2017-11-18")).toEqual([]);
    expect(renamed("2008-11-18")).toEqual(["error HT-R16 /record/consent"]);
    expect(renamed("2008-11-17")).toEqual([]);
    expect(renamed("2017")).toEqual(["warning HT-R16 /record/consent"]);
    expect(renamed("2008")).toEqual(["warning HT-R16 /record/consent"]);
    expect(renamed("2012")).toEqual(["error HT-R16 /record/consent"]);
    expect(renamed("2007")).toEqual([]);
  });

  it("is no correction, and consent settles it", () => {
    expect(renamed("2015", { kind: "CAI_CHINH" })).toEqual([]);
    expect(renamed("2015", { consent: true })).toEqual([]);
  });
});

describe("who registers, by date", () => {
  const change = (
    day: string,
    birthDate: string,
    registeringUnitCode: string,
    kind: ChangeRecord["kind"] = "CAI_CHINH",
  ) =>
    findings(
      changedSample("TDCC", "correction-of-name", ({ subject, items }) => ({
        kind,
        registeringUnitCode,
        subject: { ...subject, birthDate, identity: null },
        items: items.map((item) => (kind === "BO_SUNG" ? { ...item, from: "" } : item)),
      })),
      day,
    );

  it("gives changes from 14 years on to the district until 2025-06-30, to the commune from the next day", () => {
    expect(change("2025-06-30", "2011-06-30", "90014")).toEqual(["error HT-D06 /record/registeringUnitCode"]);
    expect(change("2025-06-30", "2011-07-01", "90014")).toEqual([]);
    expect(change("2025-06-30", "2000", "380")).toEqual([]);
    expect(change("2025-06-30", "2000", "90014", "BO_SUNG")).toEqual([]);
    expect(change("2025-07-01", "2000", "90014")).toEqual([]);
    expect(change("2025-07-01", "2000", "380")).toEqual(["error HT-D05 /record/registeringUnitCode"]);
  });

  it("gives what has a foreign element to the district of then", () => {
    const { dossier, record } = changedSample("KH", "marriage-with-foreigner", ({ documents }) => ({
      documents: documents.map((paper) => ({ ...paper, issueDate: "2025-03-01" })),
    }));
    expect(findings({ dossier, record }, "2025-06-30")).toEqual(["error HT-D06 /record/registeringUnitCode"]);
    expect(findings({ dossier, record: { ...record, registeringUnitCode: "760" } }, "2025-06-30")).toEqual([]);
  });
});

describe("HT-R17, a certificate of marital status", () => {
  const asked = (change: Parameters<typeof changedSample<"XNTTHN">>[2], day = "2026-11-21") =>
    findings(changedSample("XNTTHN", "marital-status-after-divorce", change), day);

  it.each([
    [1, []],
    [2, ["docDate", "docNumber", "issuer", "spouseName"]],
    [3, ["docDate", "docNumber", "issuer"]],
    [4, ["docDate", "docNumber", "issuer"]],
    [5, ["docDate", "docNumber", "from", "issuer", "spouseName", "to"]],
    [6, []],
  ])("with status %i rests on its details", (maritalStatus, needed) => {
    const nothing = { spouseName: null, docNumber: null, docDate: null, issuer: null, from: null, to: null };
    const expected = needed.map((field) => `error HT-R17 /record/maritalDetail/${field}`);
    expect(asked(() => ({ maritalStatus, maritalDetail: nothing }))).toEqual(expected);
  });

  it("may begin on the day the subject may marry", () => {
    const from = (day: string) => asked(({ period }) => ({ period: { ...period, from: day } }));
    expect(from("2003-06-01")).toEqual([]);
    expect(from("2003-05-31")).toEqual(["warning HT-R17 /record/period/from"]);
    expect(from("2003")).toEqual(["warning HT-R17 /record/period/from"]);
  });
});

describe("results", () => {
  it("of the day of receipt are in order, of the day before not (HT-D02)", () => {
    const birth = civilSample("KS", "birth-with-results");
    const registered = (registrationDate: string) =>
      findings(
        {
          ...birth,
          record: { ...birth.record, result: birth.record.result && { ...birth.record.result, registrationDate } },
        },
        "2026-11-09",
      );
    expect(registered("2026-11-09")).toEqual([]);
    expect(registered("2026-11-08")).toEqual(["error HT-D02 /record/result/registrationDate"]);
  });
});

describe("the rules of a day", () => {
  const ids = (day: string) => rulesInForce(rules, day).map(({ id }) => id);

  it("change with the law", () => {
    const dated = ["HT-R01", "HT-D03", "HT-D04", "HT-D05", "HT-D06"];
    const inForce = (day: string) => dated.filter((id) => ids(day).includes(id));
    expect(inForce("2025-01-08")).toEqual(["HT-R01", "HT-D03", "HT-D06"]);
    expect(inForce("2025-01-09")).toEqual(["HT-R01", "HT-D04", "HT-D06"]);
    expect(inForce("2025-07-01")).toEqual(["HT-R01", "HT-D04", "HT-D05"]);
    expect(inForce("2027-03-01")).toEqual(["HT-D04", "HT-D05"]);
  });

  it("are listed in the order of the catalogue", () => {
    const listed = ids("2026-11-22");
    expect(listed.indexOf("HT-R23")).toBeLessThan(listed.indexOf("HT-D01"));
    expect(listed.slice(0, 3)).toEqual(["HT-R01", "HT-R02", "HT-R03"]);
  });
});
