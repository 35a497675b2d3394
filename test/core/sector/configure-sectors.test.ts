import { checkDossier } from "#core/dossier/check-dossier.ts";
import { termsOn } from "#core/sector/procedure.ts";
import { configureSectors } from "#core/sector/configure-sectors.ts";
import { type SectorSettings } from "#core/sector/sector-settings.ts";
import { describe, expect, it } from "vitest";
import { readSample, registry } from "../../adapters/adapter-folders.ts";

const EXCHANGE = "3.000347";
const NOTHING: SectorSettings = { procedures: [], ethnicTables: {} };
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
    expect(() => configureSectors(registry, { ...NOTHING, procedures })).toThrow(/9\.999999/);
  });
});

describe("a receiver's own table of ethnic groups", () => {
  it("numbers the groups it is sent, by the group and not by the digits", () => {
    const sent = (ethnicTables: SectorSettings["ethnicTables"]) => {
      const sectors = configureSectors(registry, { ...NOTHING, ethnicTables });
      const checked = checkDossier(readSample("civil-status", "birth-single-mother"), sectors);
      if (!checked.ok || checked.record === undefined) throw new Error("the sample is refused");
      const messages = checked.adapter.toSectorMessages?.({ dossier: checked.dossier, record: checked.record });
      const data = JSON.parse(messages?.[0]?.payload["data"] as string) as { nksDanToc: string; chaDanToc: string };
      return [data.nksDanToc, data.chaDanToc];
    };
    expect(sent({})).toEqual(["12", ""]);
    expect(sent({ "ministry-of-justice": "A_1979" })).toEqual(["12", ""]);
    // Ê-đê is 12 in the list of 1979 and 11 in the census.
    expect(sent({ "ministry-of-justice": "B_CENSUS" })).toEqual(["11", ""]);
    expect(sent({ vneid: "B_CENSUS" })).toEqual(["12", ""]);
  });
});
