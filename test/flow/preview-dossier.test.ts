import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/message/canonical-json.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { previewDossier, type Preview } from "../../src/flow/preview-dossier.ts";
import { readSample } from "../adapters/adapter-folders.ts";
import { sampleDossier, type SampleOptions } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { VENDOR, openFlowUnderTest } from "./flow-under-test.ts";

const sectors = await loadSectors();
const place = sharedDatabase();
const A = "H36.03-260518-0001";

async function preview(input: unknown, client = VENDOR, terms = {}): Promise<Preview> {
  const told = await previewDossier({ sectors, intake: place().store.intake }, client, input, terms);
  if ("outcome" in told) throw new Error(told.issue.code);
  return told;
}
const previewA = (options: SampleOptions = {}, client = VENDOR, terms = {}) =>
  preview(sampleDossier(A, options), client, terms);
const codes = ({ warnings }: Preview) => warnings.map(({ code }) => code);

describe("what a push would do", () => {
  it("is told of what is wrong apart from what is to be doubted, and that nothing would be sent", async () => {
    const broken = { ...sampleDossier(A), status: 99, agencyCode: "H01.03" };
    const told = await preview(broken);
    expect(told).toMatchObject({ dossierCode: null, valid: false, messages: [], canonical: null });
    expect(told.errors.map(({ pointer, severity }) => `${pointer} ${severity}`)).toEqual(["/status error"]);
    expect(told.warnings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(["HS-R06 warning"]);
    expect(told).not.toHaveProperty("notTold");
  });

  it("is the messages for a portal that knows nothing, and the bytes of the first", async () => {
    const told = await previewA({ lines: 1 });
    expect(told).toMatchObject({ dossierCode: A, valid: true, errors: [] });
    expect(told.messages.map(({ kind }) => kind)).toEqual(["dossier", "progress"]);
    expect(told.canonical).toBe(canonicalJson([told.messages[0]?.payload ?? {}]));
    expect(told).not.toHaveProperty("notTold");
    expect((await preview(readSample("civil-status", "birth-single-mother"))).canonical).toMatch(/^\[\{/);
  });

  it("is told in the light of what the dossier was, to whom it belongs", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A);
    await system.push(A, { version: 2 });
    const older = await previewA();
    expect(codes(older)).toHaveLength(1);
    expect(codes(await previewA({ version: 2 }))).toEqual([]);
    expect(codes(await previewA({ version: 3 }))).toEqual([]);
    expect(codes(await previewA({}, VENDOR, { goesBack: true }))).toEqual([]);
    const bound = { ...VENDOR, agencies: ["H36"] };
    expect(codes(await previewA({}, bound))).toEqual(codes(older));
    await expect(previewA({}, { ...bound, id: "stranger" })).rejects.toThrow("dossier-of-another-client");
    expect(codes(await previewA({}, { ...VENDOR, id: "province" }))).toEqual(codes(older));
    await expect(previewA({}, { ...VENDOR, agencies: ["H26"] })).rejects.toThrow("agency-not-allowed");
  });

  it("names who would have to hear of it and cannot be told, before and after it was pushed", async () => {
    const { record: _, ...mute } = readSample("civil-status", "birth-single-mother") as Record<string, unknown>;
    const { notTold } = await preview(mute);
    expect(notTold).toHaveLength(1);
    const system = openFlowUnderTest(place());
    await system.pushAsIs(mute);
    expect((await preview(mute)).notTold).toEqual(notTold);
    await system.pushAsIs({ ...mute, summary: "Nội dung khác" });
    expect(await preview(mute)).toMatchObject({ notTold, warnings: [{ severity: "warning" }] });
  });
});
