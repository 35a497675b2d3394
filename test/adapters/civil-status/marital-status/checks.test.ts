import { describe, expect, it } from "vitest";
import { changedSample, findings } from "../civil-sample.ts";

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
