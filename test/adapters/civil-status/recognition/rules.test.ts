import { describe, expect, it } from "vitest";
import { changedSample, findings } from "../civil-sample.ts";

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
