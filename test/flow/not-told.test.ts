import { describe, expect, it } from "vitest";
import { readSample } from "../adapters/adapter-folders.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest } from "./flow-under-test.ts";

const place = sharedDatabase();
const birth = readSample("civil-status", "birth-both-parents") as {
  readonly dossierCode: string;
  readonly record: object;
};
const { dossierCode } = birth;
const { record: _record, ...bare } = birth;
const WITHOUT_RECORD = [{ destination: "civil-status", code: "not-told-record-missing" }];

describe("a birth pushed without its record", () => {
  it("is in sync with the portal and is not passed off as known to the ministry, until the record comes", async () => {
    const system = openFlowUnderTest(place());
    const { reads } = place().store;
    const marked = async () =>
      (await reads.dossiers({ notTold: true }, { limit: 10 }, null)).items.map((item) => item.dossierCode);

    expect(await system.pushAsIs(bare)).toMatchObject({
      outcome: "accepted",
      warnings: [{ pointer: "/record", code: "not-told-record-missing", severity: "warning" }],
      notTold: WITHOUT_RECORD,
    });
    await system.deliverAll();
    expect(await reads.dossier(dossierCode, null)).toMatchObject({ syncState: "in-sync", notTold: WITHOUT_RECORD });
    expect(await marked()).toEqual([dossierCode]);
    expect(await reads.notToldCount()).toBe(1);
    expect(await system.pushAsIs(bare)).toMatchObject({ outcome: "unchanged", notTold: WITHOUT_RECORD });

    const healed = await system.pushAsIs(birth);
    expect(healed).toMatchObject({ outcome: "accepted", messages: 1 });
    expect(healed).not.toHaveProperty("notTold");
    await system.deliverAll();
    expect(system.applied(dossierCode).at(-1)).toBe("sector");
    expect(await reads.dossier(dossierCode, null)).not.toHaveProperty("notTold");
    expect(await marked()).toEqual([]);
    expect(await reads.notToldCount()).toBe(0);
  });

  it("after one with it says that the ministry holds the earlier content, and marks nothing", async () => {
    const system = openFlowUnderTest(place());
    await system.pushAsIs(birth);
    await system.deliverAll();
    const answer = await system.pushAsIs({ ...bare, status: 4 });
    expect(answer).toMatchObject({ outcome: "accepted", warnings: [{ code: "told-by-earlier-revision" }] });
    expect(answer).not.toHaveProperty("notTold");
  });

  it("after the ministry refused the one with it counts as never told", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ service: "dangKyHoTich", kind: "error-code" });
    await system.pushAsIs(birth);
    await system.deliverAll();
    expect(await system.state(dossierCode)).toBe("refused");
    expect(await system.pushAsIs({ ...bare, status: 4 })).toMatchObject({ notTold: WITHOUT_RECORD });
  });
});
