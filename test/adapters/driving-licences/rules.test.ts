import { describe, expect, it } from "vitest";
import { changed, findings, licenceSample, withLicence } from "./licence-sample.ts";

const X = "/record/exchange";
const TODAY = "2026-11-16";

describe("GPLX-R01 and R02, what the number says", () => {
  it.each([
    ["400127000011", []],
    ["170127000011", []],
    ["030127000011", [`warning ${X}/currentLicence/number`]],
    ["400997000011", []],
    ["400137000011", [`warning ${X}/currentLicence/number`]],
    ["12345678", [`warning ${X}/currentLicence/number`]],
  ])("%s", (number, expected) => {
    expect(findings("GPLX-R01", withLicence("exchange-finished", { number }), TODAY)).toEqual(expected);
  });

  it("leaves a card of before the plastic ones alone, and a gender not determined", () => {
    const woman = withLicence("exchange-finished", { number: "401127000011" });
    expect(findings("GPLX-R02", woman, TODAY)).toHaveLength(1);
    const paper = withLicence("exchange-finished", { number: "401127000011", issuedOn: "2012-06-30" });
    expect(findings("GPLX-R02", paper, TODAY)).toEqual([]);
    expect(
      findings(
        "GPLX-R02",
        changed("exchange-finished", ({ currentLicence }) => ({
          gender: 3,
          currentLicence: { ...currentLicence, number: "401127000011" },
        })),
        TODAY,
      ),
    ).toEqual([]);
  });

  it("does not mind a lost card whose number nobody remembers", () => {
    const lost = withLicence("reissue-lost", { number: null });
    expect([...findings("GPLX-R01", lost, TODAY), ...findings("GPLX-R02", lost, TODAY)]).toEqual([]);
  });
});

describe("GPLX-R04, the health certificate", () => {
  const without = (name: string, requestedClasses: readonly string[]) =>
    changed(name, () => ({ requestedClasses, health: null }));
  const concluded = (concludedOn: string) =>
    changed("exchange-finished", ({ health }) => ({ health: { ...health, concludedOn } }));

  it("is not needed for motorcycles, and they alone", () => {
    expect(findings("GPLX-R04", without("exchange-finished", ["A", "A1", "B1"]), TODAY)).toEqual([]);
    expect(findings("GPLX-R04", without("exchange-finished", ["A", "B"]), TODAY)).toEqual([`error ${X}/health`]);
    expect(findings("GPLX-R04", without("exchange-before-2025", ["A1", "A3"]), "2024-12-30")).toEqual([]);
    expect(findings("GPLX-R04", without("exchange-before-2025", ["B1"]), "2024-12-30")).toEqual([`error ${X}/health`]);
  });

  it.each([
    ["2025-11-16", TODAY, []],
    ["2025-11-15", TODAY, ["error"]],
    ["2026-11-17", TODAY, ["error"]],
    ["2025-12-30", "2026-06-30", []],
    ["2025-12-29", "2026-06-30", ["warning"]],
    ["2025-06-30", "2026-06-30", ["warning"]],
    ["2025-06-29", "2026-06-30", ["error"]],
    ["2026-06-30", "2026-06-30", []],
    ["2025-12-29", "2026-07-01", []],
  ])("concluded %s, received %s: %j", (concludedOn, day, severities) => {
    const found = findings("GPLX-R04", concluded(concludedOn), day);
    expect(found).toEqual(severities.map((severity) => `${severity} ${X}/health/concludedOn`));
  });

  it.each([
    ["B2", "B", true],
    ["C", "B", true],
    ["B", "C1", false],
    ["C1", "C1", true],
    ["D", "C1", true],
    ["A2", "B", false],
  ])("for %s covers %s: %s", (className, requested, covers) => {
    const found = findings(
      "GPLX-R04",
      changed("exchange-finished", ({ health }) => ({
        health: { ...health, className },
        requestedClasses: [requested],
      })),
      TODAY,
    );
    expect(found).toEqual(covers ? [] : [`error ${X}/health/className`]);
  });
});

describe("GPLX-R06, overdue licences", () => {
  const late = (expiresOn: string, retest: object | null = null) =>
    changed("exchange-finished", ({ currentLicence }) => ({
      retest,
      currentLicence: { ...currentLicence, classes: [{ class: "B2", passedOn: "2012", expiresOn }] },
    }));

  it("are content with the tests that were needed", () => {
    const theory = { theoryPassedOn: "2026-11-10" };
    expect(findings("GPLX-R06", late("2026-01-01"), TODAY)).toHaveLength(1);
    expect(findings("GPLX-R06", late("2026-01-01", theory), TODAY)).toEqual([]);
    expect(findings("GPLX-R06", late("2024-01-01", theory), TODAY)).toHaveLength(1);
    expect(findings("GPLX-R06", late("2024-01-01", { ...theory, practicePassedOn: "2026-11-11" }), TODAY)).toEqual([]);
  });

  it("do not matter for a class that is given up", () => {
    const givenUp = changed("exchange-finished", ({ currentLicence }) => ({
      requestedClasses: ["A"],
      currentLicence: {
        ...currentLicence,
        classes: [
          { class: "A2", passedOn: "2010", expiresOn: null },
          { class: "B2", passedOn: "2012", expiresOn: "2020-01-01" },
        ],
      },
    }));
    expect(findings("GPLX-R06", givenUp, TODAY)).toEqual([]);
  });
});

describe("GPLX-R08, foreigners", () => {
  const card = (expiresOn: string | null) =>
    changed("foreign-licence", ({ residentCard }) => ({ residentCard: { ...residentCard, expiresOn } }));

  it("may use their papers on the last day", () => {
    expect(findings("GPLX-R08", card("2026-08-14"), "2026-08-14")).toEqual([]);
    expect(findings("GPLX-R08", card("2026-08-13"), "2026-08-14")).toEqual([`error ${X}/residentCard/expiresOn`]);
    expect(findings("GPLX-R08", card(null), "2026-08-14")).toEqual([]);
    expect(findings("GPLX-R08", licenceSample("foreign-licence"), "2033-02-02")).not.toContain(
      `error ${X}/identity/expiryDate`,
    );
  });

  it("need no passport when they are stateless", () => {
    const identity = { type: "KHAC", number: "GCN-01" };
    const stateless = changed("foreign-licence", () => ({ nationality: "XXA", identity }));
    expect(findings("GPLX-R08", stateless, "2026-08-14")).toEqual([]);
  });

  it("should not get a card for longer than they may stay", () => {
    const { result } = licenceSample("exchange-finished").record;
    const { dossier, record } = card("2030-01-01");
    expect(findings("GPLX-R08", { dossier, record: { ...record, result } }, "2026-08-14")).toEqual([
      "warning /record/result/classes/0/expiresOn",
    ]);
  });
});

describe("GPLX-D01, papers", () => {
  it("are missed when they were removed", () => {
    const { dossier, record } = licenceSample("exchange-finished");
    const attachments = dossier.attachments.map((paper) => ({ ...paper, deleted: true }));
    expect(findings("GPLX-D01", { dossier: { ...dossier, attachments }, record }, TODAY)).toEqual([
      `error ${X}/photoAttachmentId`,
      `error ${X}/documents/0/attachmentId`,
    ]);
  });
});
