import { commonRules } from "#core/dossier/common-rules.ts";
import type { Procedure } from "#core/sector/procedure.ts";
import { checkRules } from "#core/dossier/rule.ts";
import { describe, expect, it } from "vitest";
import { dossier, progressLine } from "../push.ts";

/** `rule pointer` of everything found, on a day when all rules are in force. */
function found(changes: Readonly<Record<string, unknown>>, day = "2026-05-18"): string[] {
  const issues = checkRules(commonRules, { dossier: dossier(changes), record: undefined }, day);
  return issues.map(({ rule, pointer }) => `${rule ?? ""} ${pointer}`);
}

const NOON = "2026-05-18T12:00:00+07:00";
const SECOND_BEFORE = "2026-05-18T11:59:59+07:00";
const SUPPLEMENT = { status: 5 };

describe("rules of every sector", () => {
  it("find nothing in a sound dossier", () => {
    expect(found({})).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["HS-R01 /receivedAt", { receivedAt: null }],
    ["HS-R01 /receivedAt", { receivedAt: null, status: 10 }],
    ["HS-R02 /dueAt", { receivedAt: NOON, dueAt: SECOND_BEFORE }],
    ["HS-R03 /completedAt", { receivedAt: NOON, dueAt: NOON, completedAt: SECOND_BEFORE }],
    [
      "HS-R04 /progress/2/id",
      { progress: [progressLine("a", NOON), progressLine("b", NOON), progressLine("a", NOON)] },
    ],
    ["HS-R05 /dueAt", { dueAt: null }],
    ["HS-R06 /dossierCode", { agencyCode: "H29.107" }],
    ["HS-R12 /agencyCode", { agencyCode: "H99.107", dossierCode: "H99.107-260518-0123" }],
    ["HS-R12 /agencyCode", { agencyCode: "000.00.53.H64", dossierCode: "000.00.53.H64-260518-0001" }],
    ["HS-R06 /dossierCode", { dossierCode: "000.00.53.H48-260518-0001" }],
    ["HS-R07 /progress", { progress: [progressLine("a", NOON, SUPPLEMENT), progressLine("b", NOON, SUPPLEMENT)] }],
  ])("find %s alone in %j", (issue, changes) => {
    expect(found(changes)).toEqual([issue]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["not yet received (1)", { receivedAt: null, dueAt: null, status: 1 }],
    ["refused at the desk (3)", { receivedAt: null, dueAt: null, status: 3 }],
    ["withdrawn (7)", { receivedAt: null, dueAt: null, status: 7 }],
    ["due and done in the second it came", { receivedAt: NOON, dueAt: NOON, completedAt: NOON }],
    ["the same instant in another zone", { receivedAt: NOON, dueAt: "2026-05-18T05:00:00Z" }],
    ["no due date once it is done", { dueAt: null, status: 10, completedAt: NOON }],
    ["lines with ids of their own", { progress: [progressLine("a", NOON), progressLine("A", NOON)] }],
    ["one request for supplements", { progress: [progressLine("a", NOON, SUPPLEMENT), progressLine("b", NOON)] }],
    ["a code of the national portal itself", { dossierCode: "G22.99.08-260921-896048" }],
    ["a code of before the merger of its province", { dossierCode: "H33.107-250518-0123", agencyCode: "H01.107" }],
    ["old and new code of one province", { dossierCode: "000.00.53.H48-260518-0001", agencyCode: "H48.12" }],
    [
      "done, and the day of receipt unknown to the sender",
      { receivedAt: null, status: 1, completedAt: NOON, dueAt: NOON },
    ],
  ])("have nothing against: %s", (_, changes) => {
    expect(found(changes)).toEqual([]);
  });

  it.each([1, 3, 7])("count a dossier of status %i as not past intake", (status) => {
    expect(found({ receivedAt: null, dueAt: null, status })).toEqual([]);
  });

  it.each([2, 4, 5, 6, 8, 9, 10])("count a dossier of status %i as past intake", (status) => {
    expect(found({ receivedAt: null, dueAt: NOON, status })).toEqual(["HS-R01 /receivedAt"]);
  });

  it.each([2, 4, 5, 6])("miss a due date while the dossier is at work (status %i)", (status) => {
    expect(found({ dueAt: null, status })).toEqual(["HS-R05 /dueAt"]);
  });

  it.each([1, 3, 7, 8, 9, 10])("miss no due date at status %i", (status) => {
    expect(found({ dueAt: null, status })).toEqual([]);
  });

  it("point to every repeated line, not to the first of its kind", () => {
    const progress = ["a", "a", "b", "a"].map((id) => progressLine(id, NOON));
    expect(found({ progress })).toEqual(["HS-R04 /progress/1/id", "HS-R04 /progress/3/id"]);
  });

  it("stop the dossier where the portal would get nonsense, and only warn otherwise", () => {
    const severities = commonRules.map(({ id, severity }) => `${id} ${severity}`);
    expect(severities).toEqual([
      "HS-R01 error",
      "HS-R02 error",
      "HS-R03 error",
      "HS-R04 error",
      "HS-R05 warning",
      "HS-R06 warning",
      "HS-R07 warning",
      "HS-R08 warning",
      "HS-R09 warning",
      "HS-R10 warning",
      "HS-R11 warning",
      "HS-R12 warning",
      "HS-R13 warning",
    ]);
  });

  it("suggest the agency that was meant, in both languages, and nothing far-fetched", () => {
    const said = (agencyCode: string) =>
      checkRules(
        commonRules,
        { dossier: dossier({ agencyCode, dossierCode: `${agencyCode}-260518-0123` }), record: undefined },
        "2026-05-18",
      ).map(({ message, messageEn }) => [message, messageEn]);
    expect(said("G99.12")).toEqual([
      [
        "Mã cơ quan «G99.12» không thuộc tỉnh hoặc bộ nào trong danh mục (G99); có phải là G09 (Bộ Nội vụ)?",
        "Agency code “G99.12” belongs to no province or ministry of the list (G99); did you mean G09 (Bộ Nội vụ)?",
      ],
    ]);
    expect(said("A00.12")).toEqual([
      [
        "Mã cơ quan «A00.12» không thuộc tỉnh hoặc bộ nào trong danh mục (A00).",
        "Agency code “A00.12” belongs to no province or ministry of the list (A00).",
      ],
    ]);
  });

  it("know which list of provinces held on the day of receipt, else of sending, and say which one is asked for", () => {
    const record = {
      residence: { scheme: "QD124_2004", provinceCode: "01", detail: "x" },
      birth: { scheme: "QD19_2025", provinceCode: "01", detail: "x" },
    };
    const said = (changes: Readonly<Record<string, unknown>>) =>
      checkRules(
        commonRules,
        { dossier: dossier(changes), record: { applied: null, computed: null, record } },
        "2026-05-18",
      )
        .filter(({ rule }) => rule === "HS-R13")
        .map(({ pointer, message, messageEn }) => [pointer, message, messageEn]);
    const old = [
      "/record/residence/provinceCode",
      expect.stringMatching(/34 tỉnh.*không theo bảng 63/),
      expect.stringMatching(/34 provinces.*not of 63/),
    ];
    const early = [
      "/record/birth/provinceCode",
      expect.stringMatching(/34 tỉnh.*từ 01\/07\/2025/),
      expect.stringMatching(/34 provinces.*from 2025-07-01/),
    ];
    const [before, after] = ["2025-06-30T08:00:00+07:00", "2025-07-01T08:00:00+07:00"];
    expect(said({ receivedAt: after, submittedAt: before })).toEqual([old]);
    expect(said({ receivedAt: before, submittedAt: before })).toEqual([early]);
    expect(said({ receivedAt: null, submittedAt: before, status: 1 })).toEqual([early]);
    expect(said({ receivedAt: null, submittedAt: null, status: 1 })).toEqual([]);
  });

  describe("that know the procedure", () => {
    const listed: Procedure = {
      code: "1.001193",
      name: "Thủ tục mẫu",
      nameEn: "Sample procedure",
      field: { code: "G15-XX00", name: "Mẫu" },
      from: "2026-01-01",
      to: "2026-12-31",
      source: "mẫu",
    };
    const foundWith = (changes: Readonly<Record<string, unknown>>, procedure: Procedure) =>
      checkRules(
        commonRules,
        { dossier: dossier(changes), record: { applied: null, computed: null }, procedure },
        "2026-05-18",
      ).map(({ rule }) => rule);

    it("doubt a procedure outside its days", () => {
      expect(foundWith({ receivedAt: NOON, dueAt: NOON }, { ...listed, to: "2026-05-17" })).toEqual(["HS-R09"]);
      expect(foundWith({ receivedAt: NOON, dueAt: NOON }, { ...listed, from: "2026-05-19" })).toEqual(["HS-R09"]);
      expect(foundWith({ receivedAt: NOON, dueAt: NOON }, listed)).toEqual([]);
      const submitted = { receivedAt: null, status: 1, submittedAt: NOON };
      expect(foundWith(submitted, { ...listed, to: "2026-05-17" })).toEqual(["HS-R09"]);
      expect(foundWith(submitted, listed)).toEqual([]);
      expect(foundWith({ ...submitted, submittedAt: null }, { ...listed, to: "2026-05-17" })).toEqual([]);
    });

    it("point at the procedure, and at the due date", () => {
      const outside = { dossier: dossier({ receivedAt: NOON, dueAt: NOON }), record: undefined };
      const issues = checkRules(commonRules, { ...outside, procedure: { ...listed, to: "2026-05-17" } }, "2026-05-18");
      expect(issues.map(({ pointer }) => pointer)).toEqual(["/procedureCode"]);
    });
  });

  it("judge nothing received before they were in force", () => {
    const first = commonRules.map(({ from }) => from).toSorted()[0] ?? "";
    expect(found({ dueAt: null }, first)).toEqual(["HS-R05 /dueAt"]);
    expect(found({ dueAt: null }, "2018-01-01")).toEqual([]);
  });

  it("say what is wrong in Vietnamese and in English, and where that is written", () => {
    for (const { message, messageEn, source } of commonRules) {
      expect(message).not.toBe(messageEn);
      expect([message, messageEn, source].every((text) => text.trim().length > 10)).toBe(true);
    }
  });
});
