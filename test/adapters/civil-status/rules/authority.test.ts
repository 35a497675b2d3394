import { describe, expect, it } from "vitest";
import type { ChangeRecord } from "../../../../adapters/civil-status/change/record.ts";
import { changedSample, findings } from "../civil-sample.ts";

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
