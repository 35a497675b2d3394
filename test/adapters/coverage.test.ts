import { checkDossier } from "#core/dossier/check-dossier.ts";
import { joinCoverage, traceFields } from "../../src/cli/coverage/trace-fields.ts";
import { describe, expect, it } from "vitest";
import { adapters, folders, readSample, registry, sampleNames } from "./adapter-folders.ts";

function tracesOf(sector: string) {
  return sampleNames(sector).flatMap((name) => {
    const checked = checkDossier(readSample(sector, name), registry);
    return checked.ok ? [traceFields(checked)] : [];
  });
}

describe.each(folders)("fields of %s", (sector) => {
  const traces = tracesOf(sector);
  const notSent = adapters.get(sector)?.notSent ?? {};

  it("reach somebody, or a reason says why not", () => {
    const lost = joinCoverage(traces, notSent).filter(({ targets, reason }) => targets.length === 0 && reason === null);
    expect(lost.map(({ pointer }) => pointer)).toEqual([]);
  });

  it("need every reason that is given, in one sample or another", () => {
    // One form may send what another, of the same sector, keeps: so each sample is looked at alone.
    const needed = traces
      .flatMap((trace) => joinCoverage([trace], notSent))
      .filter(({ targets }) => targets.length === 0);
    const reasons = new Set(needed.map(({ reason }) => reason));
    expect(Object.entries(notSent).filter(([, reason]) => !reasons.has(reason))).toEqual([]);
  });
});

describe("traceFields", () => {
  it("finds the portal's field for a field of ours, inside lists too", () => {
    const checked = checkDossier(readSample("civil-status", "birth-both-parents"), registry);
    if (!checked.ok) throw new Error("the sample is refused");
    const fates = traceFields(checked);
    expect([...(fates.get("/summary") ?? [])]).toEqual(["DongBoHoSoMC.TrichYeuHoSo"]);
    expect([...(fates.get("/attachments/*/name") ?? [])]).toContain("DongBoHoSoMC.TaiLieuNop[].TenTepDinhKem");
    expect([...(fates.get("/record/mother/fullName") ?? [])]).toEqual(["dangKyHoTich.data.meHoTen"]);
    expect([...(fates.get("/agencyCode") ?? [])]).toEqual([]);
  });
});
