import { describe, expect, it } from "vitest";
import type { ChangeRecord } from "../../../../adapters/civil-status/change/record.ts";
import { changedSample, findings } from "../civil-sample.ts";

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
