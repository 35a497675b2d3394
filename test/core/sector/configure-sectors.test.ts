import { checkDossier } from "#core/dossier/check-dossier.ts";
import { termsOn, type Procedure, type ProcedureTime } from "#core/sector/procedure.ts";
import { configureSectors } from "#core/sector/configure-sectors.ts";
import { type ProcedureSetting, type SectorSettings } from "#core/sector/sector-settings.ts";
import { defineSector } from "#core/sector/sector.ts";
import { describe, expect, it } from "vitest";
import { readSample, registry } from "../../adapters/adapter-folders.ts";

const EXCHANGE = "3.000347";
const NOTHING: SectorSettings = { procedures: [], bySector: {} };
const FASTER: SectorSettings = {
  ...NOTHING,
  procedures: [
    {
      code: EXCHANGE,
      from: "2026-10-01",
      timeLimit: { kind: "working-days", count: 3.5 },
      source: "Quyết định mẫu của UBND tỉnh",
    },
  ],
};

const limitOf = (settings: SectorSettings, day: string) => {
  const procedure = configureSectors(registry, settings)
    .find("driving-licences")
    ?.procedures.find(({ code }) => code === EXCHANGE);
  return procedure === undefined ? undefined : termsOn(procedure, day).timeLimit;
};

describe("a province's own time limit", () => {
  it("holds from its day on, what was known before stays", () => {
    expect(limitOf(NOTHING, "2026-11-16")?.limit).toEqual({ kind: "working-days", count: 5 });
    expect(limitOf(FASTER, "2026-09-30")?.limit).toEqual({ kind: "working-days", count: 5 });
    expect(limitOf(FASTER, "2026-10-01")).toEqual({
      limit: { kind: "working-days", count: 3.5 },
      from: "2026-10-01",
      to: null,
      source: "Quyết định mẫu của UBND tỉnh",
    });
  });

  it("judges dossiers", () => {
    const dossier = readSample("driving-licences", "exchange-finished") as { dueAt: string };
    const codes = (settings: SectorSettings) => {
      const checked = checkDossier(dossier, configureSectors(registry, settings));
      return checked.ok ? checked.warnings.map(({ code }) => code) : ["refused"];
    };
    // Received on Monday 2026-11-16 and due on the Monday after: five working days, more than four.
    expect(dossier.dueAt).toBe("2026-11-23T17:00:00+07:00");
    expect([codes(NOTHING), codes(FASTER)]).toEqual([[], ["HS-R08"]]);
  });

  it("reaches the rule of a sector that judges due dates itself", () => {
    const procedures = [
      { code: "2.000505", timeLimit: { kind: "days", count: 5 }, source: "Cấu hình mẫu" },
    ] satisfies SectorSettings["procedures"];
    const dossier = readSample("judicial-records", "prosecution-request");
    const checked = checkDossier(dossier, configureSectors(registry, { ...NOTHING, procedures }));
    expect(checked.ok && checked.warnings.map(({ code, message }) => `${code} ${message}`)).toContain(
      "LLTP-R10 Ngày hẹn trả quá thời hạn 5 ngày kể từ ngày tiếp nhận (hết ngày 16/11/2026).",
    );
  });

  it("must name a procedure that is there", () => {
    const procedures = [{ code: "9.999999", timeLimit: { kind: "days", count: 5 }, source: "x" }] as const;
    expect(() => configureSectors(registry, { ...NOTHING, procedures })).toThrow(
      expect.objectContaining({
        code: "config-invalid",
        vi: expect.stringContaining("9.999999"),
        en: expect.stringContaining("9.999999"),
      }),
    );
  });

  describe("among those of the law", () => {
    const days = (count: number) => ({ kind: "working-days", count }) as const;
    const time = (from: string | null, to: string | null, more: Partial<ProcedureTime> = {}): ProcedureTime => ({
      limit: days(9),
      from,
      to,
      source: "luật",
      ...more,
    });
    /** The limits of a procedure after a setting; another procedure beside it stays as it is. */
    const set = (
      timeLimits: readonly ProcedureTime[] | undefined,
      setting: Omit<ProcedureSetting, "code" | "source" | "timeLimit">,
    ) => {
      const names = {
        name: "Mẫu",
        nameEn: "Sample",
        field: { code: "X", name: "Mẫu" },
        from: null,
        to: null,
        source: "x",
      };
      const one: Procedure = { ...names, code: "1.000001", ...(timeLimits !== undefined && { timeLimits }) };
      const other: Procedure = { ...names, code: "1.000002", timeLimits: [time(null, null)] };
      const adapter = defineSector({
        sector: "land",
        title: "Đất",
        titleEn: "Land",
        version: "1",
        rules: [],
        procedures: [one, other],
      });
      const procedures = [{ code: one.code, source: "tỉnh", timeLimit: days(3), ...setting }];
      const configured = configureSectors({ all: [adapter], find: () => adapter }, { ...NOTHING, procedures });
      const [first, second] = configured.find("land")?.procedures ?? [];
      expect(second).toEqual(other);
      return first?.timeLimits;
    };
    const own = { limit: days(3), from: "2026-10-01", to: null, source: "tỉnh" };

    it("ends those that began before, keeps those that had ended, and replaces those that would begin later", () => {
      const law = [
        time(null, "2024-12-31"),
        time("2025-01-01", "2026-09-30"),
        time("2026-01-01", null),
        time("2026-02-01", "2026-10-01"),
        time("2026-10-01", null),
        time("2027-01-01", null),
      ];
      expect(set(law, { from: "2026-10-01" })).toEqual([
        time(null, "2024-12-31"),
        time("2025-01-01", "2026-09-30"),
        time("2026-01-01", "2026-09-30"),
        time("2026-02-01", "2026-09-30"),
        own,
      ]);
    });

    it("is the only one without a day of its own, or where the law is not known", () => {
      expect(set([time(null, null), time("2027-01-01", null)], {})).toEqual([{ ...own, from: null }]);
      expect(set(undefined, { from: "2026-10-01" })).toEqual([own]);
      expect(set(undefined, {})).toEqual([{ ...own, from: null }]);
    });

    it("may be longer for some cases: those the law makes an exception of, or unnamed ones", () => {
      const extended = { limit: days(12), when: "cần xác minh", whenEn: "where it is verified" };
      const longer = { extendedTimeLimit: days(6) };
      expect(set([time(null, null), time(null, null, { extended })], longer)).toEqual([
        { ...own, from: null, extended: { ...extended, limit: days(6) } },
      ]);
      expect(set([time(null, null)], longer)).toEqual([
        {
          ...own,
          from: null,
          extended: { limit: days(6), when: "trường hợp kéo dài", whenEn: "cases that take longer" },
        },
      ]);
    });
  });
});

describe("a receiver's own table of ethnic groups", () => {
  it("numbers the groups it is sent, by the group and not by the digits", () => {
    const sent = (bySector: SectorSettings["bySector"]) => {
      const sectors = configureSectors(registry, { ...NOTHING, bySector });
      const checked = checkDossier(readSample("civil-status", "birth-single-mother"), sectors);
      if (!checked.ok || checked.record === undefined) throw new Error("the sample is refused");
      const messages = checked.adapter.toSectorMessages?.({ dossier: checked.dossier, record: checked.record });
      const data = JSON.parse(messages?.[0]?.payload["data"] as string) as { nksDanToc: string; chaDanToc: string };
      return [data.nksDanToc, data.chaDanToc];
    };
    expect(sent({})).toEqual(["12", ""]);
    expect(sent({ "civil-status": { ethnicTable: "A_1979" } })).toEqual(["12", ""]);
    // Ê-đê is 12 in the list of 1979 and 11 in the census.
    expect(sent({ "civil-status": { ethnicTable: "B_CENSUS" } })).toEqual(["11", ""]);
    expect(sent({ "judicial-records": { ethnicTable: "B_CENSUS" } })).toEqual(["12", ""]);
  });

  it("is one of those there are", () => {
    const bySector = { "civil-status": { ethnicTable: "C" } };
    expect(() => configureSectors(registry, { ...NOTHING, bySector })).toThrow(/A_1979/);
  });
});
