import { checkDossier } from "#core/dossier/check-dossier.ts";
import type { Issue } from "#core/dossier/issue.ts";
import type { Rule } from "#core/dossier/rule.ts";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { NAMES, progressLine, push, registryOf, sector } from "../push.ts";

interface Child {
  readonly child: string;
}

const child = z.strictObject({ child: z.string().max(10) });
const since2025: Rule<Child> = rule("CHILD-NEW", "2025-01-01", null);
const until2024: Rule<Child> = rule("CHILD-OLD", "2000-01-01", "2024-12-31");

/** Breaks when the child is called like the rule's severity. */
function rule(id: string, from: string, to: string | null): Rule<Child> {
  return {
    id,
    severity: "error",
    from,
    to,
    source: "test",
    message: `${id} không đạt.`,
    messageEn: `${id} is broken.`,
    check: ({ record }) => {
      if (record.child === "error") return [{ pointer: "/record/child" }];
      return record.child === "warning" ? [{ pointer: "/record/child", severity: "warning" }] : [];
    },
  };
}

const births = sector<Child>({ record: child, rules: [since2025, until2024] });
const promotions = sector({ sector: "promotions", title: "Khuyến mại", titleEn: "Promotions" });
const sectors = registryOf(births, promotions);

function check(changes: Readonly<Record<string, unknown>> = {}, input: unknown = push(changes)) {
  const checked = checkDossier(input, sectors);
  return { checked, issues: checked.ok ? checked.warnings : checked.issues };
}

function places(issues: readonly Issue[]): string[] {
  return issues.map(({ pointer, code }) => `${pointer} ${code}`);
}

describe("checkDossier", () => {
  it("gives everything the mapping needs", () => {
    const { checked } = check({ record: { child: "Mẫu" }, agencyName: " UBND  phường Mẫu " });
    expect(checked).toMatchObject({
      ok: true,
      dossier: { agencyName: "UBND phường Mẫu", receivedAt: "2026-05-18T08:30:15+07:00", progress: [] },
      record: { child: "Mẫu" },
      procedure: NAMES,
      warnings: [],
    });
    expect(checked.ok && checked.adapter).toBe(births);
  });

  it.each([undefined, null])("takes a dossier whose record is %j without one", (record) => {
    expect(check({ record }).checked).toMatchObject({ ok: true, record: undefined });
  });

  it("reports the common part, the record and the rules at once", () => {
    const { checked, issues } = check({ status: 11, summary: undefined, nmae: 1, record: { child: "x".repeat(11) } });
    expect(checked.ok).toBe(false);
    expect(places(issues).toSorted()).toEqual([
      "/nmae unknown-field",
      "/record/child too-big",
      "/status too-big",
      "/summary missing",
    ]);
  });

  it("reports rules and an unknown procedure beside a broken record", () => {
    const { issues } = check({ record: { cihld: "Mẫu" }, receivedAt: null, procedureCode: "1.999999" });
    expect(places(issues).toSorted()).toEqual([
      "/procedureCode procedure-unknown",
      "/receivedAt HS-R01",
      "/record/child missing",
      "/record/cihld unknown-field",
    ]);
  });

  it("reports rules of the sector beside rules of every sector", () => {
    const { issues } = check({ record: { child: "error" }, receivedAt: "2026-05-18T18:00:00+07:00" });
    expect(places(issues)).toEqual(["/dueAt HS-R02", "/record/child CHILD-NEW"]);
  });

  it("names the sectors there are when it does not know this one, whatever else is wrong", () => {
    const { issues } = check({ sector: "brith", record: { child: 1 } });
    expect(issues).toEqual([
      {
        pointer: "/sector",
        code: "sector-unknown",
        message: "Không có lĩnh vực «brith»; có phải là «births»? Các lĩnh vực: births, promotions.",
        messageEn: "There is no sector “brith”; did you mean “births”? Sectors: births, promotions.",
        severity: "error",
      },
    ]);
    expect(places(check({ sector: "brith", status: 0 }).issues).toSorted()).toEqual([
      "/sector sector-unknown",
      "/status too-small",
    ]);
  });

  it("suggests no sector that is not like the one it was told", () => {
    expect(check({ sector: "zzzzzzzz" }).issues).toMatchObject([
      {
        message: "Không có lĩnh vực «zzzzzzzz». Các lĩnh vực: births, promotions.",
        messageEn: "There is no sector “zzzzzzzz”. Sectors: births, promotions.",
      },
    ]);
  });

  it("complains of a sector once, whatever is wrong with it", () => {
    expect(places(check({ sector: "  " }).issues)).toEqual(["/sector text-empty"]);
    expect(places(check({ sector: "x".repeat(61) }).issues)).toEqual(["/sector too-big"]);
    expect(places(check({ sector: undefined }).issues)).toEqual(["/sector missing"]);
    expect(places(check({ sector: 5 }).issues)).toEqual(["/sector invalid-type"]);
    expect(places(check({ sector: "  ", status: 0 }).issues).toSorted()).toEqual([
      "/sector text-empty",
      "/status too-small",
    ]);
  });

  it("finds a sector whose name came with white space", () => {
    expect(check({ sector: "\u200Bbirths ", record: { child: "Mẫu" } }).checked).toMatchObject({
      ok: true,
      dossier: { sector: "births" },
      record: { child: "Mẫu" },
    });
  });

  it("does not find a sector in the language's own words", () => {
    expect(places(check({ sector: "constructor" }).issues)).toEqual(["/sector sector-unknown"]);
  });

  it("refuses a record where the sector takes none", () => {
    const { issues } = check({ sector: "promotions", record: {} });
    expect(places(issues)).toEqual(["/record record-not-expected"]);
    expect(issues).toMatchObject([{ severity: "error", messageEn: expect.stringContaining("“Promotions”") }]);
    expect(issues[0]?.message).toContain("«Khuyến mại»");
    expect(check({ sector: "promotions" }).checked.ok).toBe(true);
  });

  it.each([null, [], "hồ sơ", 5, true, undefined])("refuses %j", (input) => {
    const checked = checkDossier(input, sectors);
    expect(checked.ok).toBe(false);
    expect(checked.ok ? [] : checked.issues).not.toEqual([]);
  });

  it("lets warnings through and keeps them", () => {
    const { checked, issues } = check({ dueAt: null, record: { child: "warning" } });
    expect(checked.ok).toBe(true);
    expect(issues.map(({ code, severity }) => `${code} ${severity}`)).toEqual(["HS-R05 warning", "CHILD-NEW warning"]);
  });

  it("shows the warnings of a refused dossier too", () => {
    const { checked, issues } = check({ dueAt: null, record: { child: "error" } });
    expect(checked.ok).toBe(false);
    expect(places(issues)).toEqual(["/dueAt HS-R05", "/record/child CHILD-NEW"]);
  });

  describe("knows the day whose rules apply", () => {
    const broken = { record: { child: "error" }, dueAt: "2027-01-01T00:00:00+07:00" };
    const lastSecond = "2024-12-31T23:59:59+07:00";
    const firstSecond = "2025-01-01T00:00:00+07:00";
    it.each<[string, Record<string, unknown>, string]>([
      ["received under the old law", { receivedAt: lastSecond }, "CHILD-OLD"],
      ["received under the new law", { receivedAt: firstSecond }, "CHILD-NEW"],
      ["the day in Viet Nam, not in London", { receivedAt: "2024-12-31T17:00:00Z" }, "CHILD-NEW"],
      ["received counts, not submitted", { submittedAt: lastSecond, receivedAt: firstSecond }, "CHILD-NEW"],
      ["submitted, not yet received", { status: 1, submittedAt: lastSecond, receivedAt: null }, "CHILD-OLD"],
      ["neither: the rules without an end", { status: 1, receivedAt: null }, "CHILD-NEW"],
    ])("%s", (_, changes, code) => {
      expect(places(check({ ...broken, ...changes }).issues)).toEqual([`/record/child ${code}`]);
    });
  });

  describe("looks the procedure up", () => {
    it("by its national code, whatever the local suffix", () => {
      const { checked } = check({ procedureCode: "1.001193.000.00.00.H26" });
      expect(checked).toMatchObject({
        ok: true,
        dossier: { procedureCode: "1.001193.000.00.00.H26" },
        procedure: NAMES,
      });
    });

    it("and suggests the one that was meant", () => {
      const { issues } = check({ procedureCode: "1.001139" });
      expect(issues).toMatchObject([
        {
          pointer: "/procedureCode",
          code: "procedure-unknown",
          message:
            "Mã thủ tục «1.001139» không có trong danh mục của lĩnh vực «Khai sinh»; có phải là «1.001193»? Các mã của lĩnh vực: 1.001193. Nếu mã đúng, gửi kèm procedureName, fieldCode và fieldName.",
          severity: "error",
        },
      ]);
      expect(issues[0]?.messageEn).toContain("did you mean “1.001193”? Codes of the sector: 1.001193. If");
    });

    it("and suggests nothing far-fetched", () => {
      const { issues } = check({ procedureCode: "2.888888" });
      expect(issues[0]?.message).toBe(
        "Mã thủ tục «2.888888» không có trong danh mục của lĩnh vực «Khai sinh». Các mã của lĩnh vực: 1.001193. Nếu mã đúng, gửi kèm procedureName, fieldCode và fieldName.",
      );
      expect(issues[0]?.messageEn).toContain("“Births”. Codes of the sector: 1.001193. If it is right");
    });

    const own = { procedureName: "Thủ tục mẫu", fieldCode: "G00-M01", fieldName: "Lĩnh vực mẫu" };

    it("but believes a sender who names one that is not listed", () => {
      expect(check({ procedureCode: "2.888888", ...own }).checked).toMatchObject({
        ok: true,
        procedure: { name: own.procedureName, fieldCode: own.fieldCode, fieldName: own.fieldName },
      });
    });

    it.each(["procedureName", "fieldCode", "fieldName"])("and needs its %s then", (left) => {
      const { issues } = check({ procedureCode: "2.888888", ...own, [left]: null });
      expect(places(issues)).toEqual(["/procedureCode procedure-unknown"]);
    });

    it("and prefers what the sender says of a listed one", () => {
      expect(check({ fieldCode: "G15-HT01" }).checked).toMatchObject({
        ok: true,
        procedure: { ...NAMES, fieldCode: "G15-HT01" },
      });
    });
  });

  describe("says everything at once, so that a vendor corrects once", () => {
    it("runs the rules on what is sound beside a broken part", () => {
      const at = "2026-05-18T09:00:00+07:00";
      const { issues } = check({
        summary: 7,
        progress: [progressLine("a", at), progressLine("a", at)],
        record: { child: "error" },
      });
      expect(places(issues)).toEqual(["/summary invalid-type", "/progress/1/id HS-R04", "/record/child CHILD-NEW"]);
    });

    it("and on what is sound inside a record that is not", () => {
      const { issues } = check({ record: { child: "error", father: "?" } });
      expect(places(issues)).toEqual(["/record/father unknown-field", "/record/child CHILD-NEW"]);
    });

    it("but on nothing that cannot be read: no rule speaks of what is not known", () => {
      const { issues } = check({
        progress: [progressLine("a", "2026-05-18T09:00:00+07:00"), { id: "a" }],
        record: { child: 7 },
      });
      expect(issues.map(({ code }) => code)).toEqual(expect.not.arrayContaining(["HS-R04", "CHILD-NEW"]));
      expect(places(issues)).toContain("/progress/1/at missing");
    });

    it("hides no fault of a rule where the dossier is sound", () => {
      const failing = {
        ...since2025,
        check: () => {
          throw new TypeError("ours");
        },
      };
      const strict = registryOf(sector<Child>({ record: child, rules: [failing] }));
      expect(() => checkDossier(push({ record: { child: "Mẫu" } }), strict)).toThrow("ours");
      expect(checkDossier(push({ record: { child: "Mẫu" }, summary: 7 }), strict)).toMatchObject({ ok: false });
    });

    it("chooses no law where the day of receipt cannot be read", () => {
      const { issues } = check({ receivedAt: "hôm qua", record: { child: "error" } });
      expect(issues.map(({ pointer }) => pointer)).toEqual(["/receivedAt"]);
    });
  });

  it("keeps a repeated progress line out", () => {
    const at = "2026-05-18T09:00:00+07:00";
    const { issues } = check({ progress: [progressLine("a", at), progressLine("a", at)] });
    expect(places(issues)).toEqual(["/progress/1/id HS-R04"]);
  });

  it("words hundreds of faults and counts the rest, without asking the rules", () => {
    const broken = { id: "a", at: "never" };
    const { issues } = check({ progress: Array.from({ length: 450 }, () => broken), record: { child: "error" } });
    expect(issues).toHaveLength(501);
    expect(new Set(issues.slice(0, 500).map(({ code }) => code))).not.toContain("more-errors");
    expect(issues.at(-1)).toMatchObject({
      code: "more-errors",
      messageEn: expect.stringMatching(/at least 1300 more/) as string,
    });
    expect(issues.some(({ rule }) => rule !== undefined)).toBe(false);
  });

  it("refuses what had to be cut down before it could be checked, once for each place", () => {
    const text = "x".repeat(50_000);
    const told = (change: Readonly<Record<string, unknown>>) =>
      check(change)
        .issues.filter(({ severity }) => severity === "error")
        .map(({ pointer, code }) => `${pointer} ${code}`);
    expect(told({ summary: text })).toEqual(["/summary too-big"]);
    expect(told({ record: { child: text } })).toEqual(["/record/child too-big"]);
    const unknown = Object.fromEntries(Array.from({ length: 502 }, (_, index) => [`k${index}`, 1]));
    expect(told({ record: { child: "a", ...unknown } })).toContain("/record unknown-fields");
    expect(told(unknown)).toContain(" unknown-fields");
    expect(told({ summary: text, record: { child: 7 } })).toEqual(["/summary too-big", "/record/child invalid-type"]);
    expect(told({ record: { child: text, other: 1 } })).toEqual([
      "/record/child too-big",
      "/record/other unknown-field",
    ]);
  });
});
