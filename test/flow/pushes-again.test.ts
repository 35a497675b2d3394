import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { readSample } from "../adapters/adapter-folders.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { VENDOR, openFlowUnderTest } from "./flow-under-test.ts";

const place = sharedDatabase();
const DOSSIERS = "DongBoHoSoMC";
const [A = "", ...OTHERS] = Array.from({ length: 6 }, (_, index) => `H36.03-260518-${String(index).padStart(4, "0")}`);

describe("a dossier that is pushed again", () => {
  it("is on its way again when there is news, and stays in doubt while an answer is lost", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    await system.push(A, { lines: 0, version: 2 });
    expect(await system.state(A)).toBe("pending");
    await system.push(A, { lines: 0, version: 3 });
    expect(await system.state(A)).toBe("pending");
    system.faults({ kind: "drop-after-apply", service: DOSSIERS, times: 1 });
    await system.deliver();
    expect(await system.state(A)).toBe("unknown");
    await system.push(A, { lines: 0, version: 4 });
    expect(await system.state(A)).toBe("unknown");
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
  });

  it("is in sync again when it is what the portal was told last", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    system.faults({ kind: "error-code", service: DOSSIERS, errorCode: "-1" });
    await system.push(A, { lines: 0, version: 2 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("refused");
    expect(await system.push(A, { lines: 0, goesBack: true })).toMatchObject({ outcome: "accepted", messages: 0 });
    expect(await system.state(A)).toBe("in-sync");
  });

  it("still waits for a person where somebody has to look at a line first", async () => {
    const system = openFlowUnderTest(place(), { policy: { lostProgress: "park" } });
    system.faults({ kind: "drop-after-apply", service: "CapNhatTienDoHoSoMC", times: 1 });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("parked");
    await system.push(A, { lines: 1, version: 2 });
    expect(await system.state(A)).toBe("parked");
  });

  it("has the audit log say who pushed what, and what of it replaced messages that had not gone out", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "error-code", service: DOSSIERS, errorCode: "-1", times: 1 });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    await system.push(A, { lines: 1, version: 2 });
    const { rows } = await sql`
      select actor, subject, detail from audit where action = 'dossier.accepted' order by seq`.execute(
      place().database.db,
    );
    const contentSha256 = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
    expect(rows).toEqual([
      { actor: "client:vendor", subject: A, detail: { revision: 1, messages: 2, superseded: 0, contentSha256 } },
      { actor: "client:vendor", subject: A, detail: { revision: 2, messages: 2, superseded: 2, contentSha256 } },
    ]);
  });
});

describe("an Idempotency-Key", () => {
  it("of a push that changed nothing is used up by it", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { key: "one" });
    expect(await system.push(A, { key: "two" })).toMatchObject({ outcome: "unchanged", revision: 1 });
    expect(await system.push(A, { key: "two", version: 2 })).toEqual({ outcome: "key-conflict", dossierCode: A });
    expect(await system.push(A, { key: "three", version: 2 })).toMatchObject({ outcome: "accepted", revision: 2 });
    // Answered as it was then, though the dossier has moved on.
    expect(await system.push(A, { key: "two" })).toMatchObject({ outcome: "unchanged", revision: 1 });
  });

  it("answers for its own client and push, also among others that come at the same time", async () => {
    const system = openFlowUnderTest(place());
    const all = [A, ...OTHERS];
    const other = { ...VENDOR, id: "other", agencies: null };
    await Promise.all(all.map((code) => system.push(code, { key: `key of ${code}` })));
    const again = await Promise.all(all.map((code) => system.push(code, { key: `key of ${code}` })));
    expect(again).toMatchObject(all.map((dossierCode) => ({ outcome: "unchanged", dossierCode, revision: 1 })));
    // The last but one comes under the key of the last, which was used for another body.
    const [last = "", stolen = ""] = OTHERS.toReversed();
    const mixed = await Promise.all([
      ...all.map((code) =>
        system.push(code, { version: 2, key: code === stolen ? `key of ${last}` : `second key of ${code}` }),
      ),
      system.push(A, { client: other, key: `key of ${A}`, version: 3 }),
    ]);
    expect(mixed.map(({ outcome }) => outcome)).toEqual([
      ...all.map((code) => (code === stolen ? "key-conflict" : "accepted")),
      "accepted",
    ]);
  });
});

describe("a push that is not taken", () => {
  it("is answered with its code as far as it has one, however broken it is", async () => {
    const system = openFlowUnderTest(place());
    const codeIn = async (dossier: unknown) => {
      const refused = await system.pushAsIs(dossier);
      return [refused.outcome, refused.dossierCode];
    };
    expect(await codeIn({ dossierCode: A })).toEqual(["invalid", A]);
    expect(await codeIn({ dossierCode: "H".repeat(60) })).toEqual(["invalid", "H".repeat(50)]);
    for (const broken of [null, "text", 5, [], {}, { dossierCode: 5 }, { dossierCode: null }])
      expect([broken, await codeIn(broken)]).toEqual([broken, ["invalid", null]]);
  });

  it("says where and by which code an agency is another's", async () => {
    const system = openFlowUnderTest(place());
    const client = { ...VENDOR, agencies: ["H26"] };
    expect(await system.push(A, { client })).toMatchObject({
      outcome: "forbidden",
      dossierCode: A,
      issue: { pointer: "/agencyCode", code: "agency-not-allowed", severity: "error" },
    });
  });

  it("says so of a ministry's record, too", async () => {
    const system = openFlowUnderTest(place());
    const sample = readSample("civil-status", "birth-single-mother") as Record<string, unknown>;
    expect(await system.pushAsIs({ ...sample, status: 99 })).toMatchObject({ outcome: "invalid" });
    expect(system.heard).toEqual([]);
  });
});
