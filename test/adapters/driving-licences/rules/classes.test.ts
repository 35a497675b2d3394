import { describe, expect, it } from "vitest";
import { changed, findings, licenceSample, withLicence, type Licence } from "../licence-sample.ts";

const X = "/record/exchange";
const TODAY = "2026-11-16";

/** C-1's licence with other classes, and other classes asked for. */
function asking(held: string, requested: readonly string[], expiresOn: string | null = "2026-12-28"): Licence {
  return changed("exchange-finished", ({ currentLicence }) => ({
    requestedClasses: requested,
    currentLicence: { ...currentLicence, classes: [{ class: held, passedOn: "2012-12-20", expiresOn }] },
  }));
}

describe("GPLX-R03, the classes asked for", () => {
  it.each([
    ["B2", ["B"], 0],
    ["B2", ["C1"], 0],
    ["B2", ["C"], 1],
    ["E", ["D"], 0],
    ["E", ["D2"], 0],
    ["D", ["D"], 1],
    ["FC", ["CE"], 0],
    ["FC", ["C"], 0],
    ["C", ["C", "BE"], 1],
  ])("held %s, asked %j: %i refused", (held, requested, refused) => {
    expect(findings("GPLX-R03", asking(held, requested), TODAY)).toHaveLength(refused);
  });

  it("names both classes", () => {
    const { dossier, record } = asking("B2", ["A", "C"]);
    expect(findings("GPLX-R03", { dossier, record }, TODAY)).toEqual([
      `error ${X}/requestedClasses/0`,
      `error ${X}/requestedClasses/1`,
    ]);
  });

  it("follows the list of the day of receipt", () => {
    const before = licenceSample("exchange-before-2025");
    const after = licenceSample("exchange-after-2025");
    expect(before.record.exchange.requestedClasses).not.toEqual(after.record.exchange.requestedClasses);
    expect(findings("GPLX-R03", before, "2024-12-31")).toEqual([]);
    expect(findings("GPLX-R03", before, "2025-01-01")).toHaveLength(1);
    expect(findings("GPLX-R03", after, "2025-01-01")).toEqual([]);
    expect(findings("GPLX-R03", after, "2024-12-31")).toHaveLength(1);
  });

  it("counts every licence that is brought", () => {
    const two = changed("exchange-finished", ({ currentLicence }) => ({
      requestedClasses: ["A", "B"],
      otherLicences: [
        { ...currentLicence, number: "400127000012", classes: [{ class: "A2", passedOn: "2010", expiresOn: null }] },
      ],
    }));
    expect(findings("GPLX-R03", two, TODAY)).toEqual([]);
  });

  it("leaves the conversion of military, police and foreign licences to the authority", () => {
    for (const name of ["military-licence", "police-licence", "foreign-licence"]) {
      expect(
        findings(
          "GPLX-R03",
          changed(name, () => ({ requestedClasses: ["D"] })),
          TODAY,
        ),
      ).toEqual([]);
      expect(
        findings(
          "GPLX-R03",
          changed(name, () => ({ requestedClasses: ["B2"] })),
          TODAY,
        ),
      ).toHaveLength(1);
    }
  });
});

describe("GPLX-R05, ages", () => {
  const born = (birthDate: string, requested: string, gender = 1) =>
    changed("military-licence", () => ({ birthDate, gender, requestedClasses: [requested] }));

  it.each([
    ["2005-11-16", "C", []],
    ["2005-11-17", "C", ["error"]],
    ["2005", "C", ["warning"]],
    ["2004", "C", []],
    ["2006", "C", ["error"]],
    ["1999-11-17", "D", ["error"]],
    ["1969-11-16", "D", []],
    ["1968-11-16", "D", ["error"]],
    ["1968", "D", ["warning"]],
  ])("born %s, asking for %s", (birthDate, requested, severities) => {
    const found = findings("GPLX-R05", born(birthDate, requested), TODAY);
    expect(found).toEqual(severities.map((severity) => `${severity} ${X}/requestedClasses/0`));
  });

  it("ends earlier for women", () => {
    expect(findings("GPLX-R05", born("1970-01-01", "D", 2), TODAY)).toHaveLength(1);
    expect(findings("GPLX-R05", born("1970-01-01", "D", 1), TODAY)).toEqual([]);
  });

  it("does not matter for a right the holder has, but for a larger one", () => {
    const young = (held: string, requested: string) =>
      changed("exchange-finished", ({ currentLicence }) => ({
        birthDate: "2004-01-30",
        requestedClasses: [requested],
        currentLicence: { ...currentLicence, classes: [{ class: held, passedOn: "2023", expiresOn: "2026-12-28" }] },
      }));
    expect(findings("GPLX-R05", young("FB2", "BE"), TODAY)).toEqual([]);
    expect(findings("GPLX-R05", young("FB2", "C1E"), TODAY)).toHaveLength(1);
    expect(findings("GPLX-R05", young("D", "D2"), TODAY)).toEqual([]);
  });
});

describe("GPLX-R10, licences without end", () => {
  const unlimited = (licence: object) => withLicence("exchange-unlimited-newly-filed", licence);

  it.each([
    ["2012-06-30", []],
    ["2012-07-01", ["error"]],
    ["2012", ["warning"]],
    ["2011", []],
    ["2013", ["error"]],
  ])("given on %s", (issuedOn, severities) => {
    const found = findings("GPLX-R10", unlimited({ issuedOn }), TODAY);
    expect(found).toEqual(severities.map((severity) => `${severity} ${X}/reasonCode`));
  });
});
