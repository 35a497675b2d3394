import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changed, findings, licenceSample, type Licence } from "../licence-sample.ts";

const TODAY = "2026-11-16";

describe("GPLX-R11, the new card", () => {
  const given = (change: object, licence: Licence = licenceSample("exchange-finished")): Licence => {
    const { result } = licence.record;
    if (result === null) throw new Error("no result in the sample");
    return {
      dossier: licence.dossier,
      record: {
        ...licence.record,
        result: { ...result, classes: result.classes.map((each) => ({ ...each, ...change })) },
      },
    };
  };

  it("counts the years from the day of issue, whatever the day", () => {
    const day = fc
      .date({ min: new Date("2025-01-01"), max: new Date("2040-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 15 }), (issuedOn, years) => {
        const expiresOn = `${Number(issuedOn.slice(0, 4)) + years}${issuedOn.slice(4)}`.replace("-02-29", "-02-28");
        const found = findings("GPLX-R11", given({ issuedOn, expiresOn }), TODAY);
        expect(found).toEqual(years === 10 ? [] : ["error /record/result/classes/0/expiresOn"]);
      }),
      { numRuns: 60 },
    );
  });

  it("may end with the resident card, and a re-issued card with the lost one", () => {
    const card = { kind: "THE_TAM_TRU", number: "TT1", expiresOn: "2029-01-01" };
    const foreigner = given(
      { expiresOn: "2029-01-01" },
      changed("exchange-finished", () => ({ residentCard: card })),
    );
    expect(findings("GPLX-R11", foreigner, TODAY)).toEqual([]);
    const lost = changed("exchange-finished", () => ({ requestKind: "CAP_LAI", reasonCode: "MAT" }));
    expect(findings("GPLX-R11", given({ expiresOn: "2026-12-28" }, lost), TODAY)).toEqual([]);
  });
});

describe("GPLX-R12, one card for all", () => {
  const classes = (...codes: readonly string[]) =>
    codes.map((code) => ({
      class: code,
      passedOn: "2008-09",
      issuedOn: "2026-09-20",
      expiresOn: null,
      restriction: null,
    }));

  /** The re-issued licence with that card given. */
  function given(licence: Licence, ...codes: readonly string[]): Licence {
    const { result } = licenceSample("exchange-finished").record;
    if (result === null) throw new Error("no result in the sample");
    return {
      dossier: licence.dossier,
      record: { ...licence.record, result: { ...result, classes: classes(...codes) } },
    };
  }

  it("holds every class asked for", () => {
    expect(findings("GPLX-R12", given(licenceSample("reissue-lost"), "C"), TODAY)).toEqual([
      "warning /record/result/classes",
    ]);
  });

  it("carries the restriction of the old A1, unless an A2 gives the class in full", () => {
    const lost = licenceSample("reissue-lost");
    const restricted = "warning /record/result/classes/0/restriction";
    expect(findings("GPLX-R12", given(lost, "A", "C"), TODAY)).toEqual([restricted]);
    const withA2 = changed("reissue-lost", ({ currentLicence }) => ({
      otherLicences: [
        { ...currentLicence, number: "481185000132", classes: [{ class: "A2", passedOn: "2009", expiresOn: null }] },
      ],
    }));
    expect(findings("GPLX-R12", given(withA2, "A", "C"), TODAY)).toEqual([]);
  });
});
