import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#core/message/canonical-json.ts";
import { previewDossier } from "../../src/flow/preview-dossier.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { VENDOR, openFlowUnderTest } from "./flow-under-test.ts";

const A = "H36.03-260518-0001";
const place = sharedDatabase();
const sectors = await loadSectors();
const codesOf = (answer: object) =>
  "warnings" in answer ? (answer.warnings as readonly { code: string }[]).map(({ code }) => code) : [];

describe("a retry that comes late", () => {
  it("does not take the portal back from status 10 to status 4", async () => {
    const system = openFlowUnderTest(place());
    const early = { patch: { status: 4 } };
    const late = { version: 2, patch: { status: 10 } };
    await system.push(A, early);
    await system.push(A, late);
    await system.deliverAll();
    const before = system.applied(A);
    const answer = await system.push(A, early);
    expect(answer).toMatchObject({ outcome: "unchanged", revision: 2, messages: 0 });
    expect(codesOf(answer)).toEqual(["older-revision"]);
    await system.deliverAll();
    expect(system.applied(A)).toEqual(before);
    expect(await place().store.reads.dossier(A, null)).toMatchObject({ revision: 2, dossier: { status: 10 } });
  });

  it("is a new revision where going back is meant, with no doubt about it", async () => {
    const system = openFlowUnderTest(place());
    const early = { lines: 1, patch: { status: 4 } };
    await system.push(A, early);
    await system.push(A, { version: 2, patch: { status: 10 } });
    const answer = await system.push(A, { ...early, goesBack: true });
    expect(answer).toMatchObject({ outcome: "accepted", revision: 3, warnings: [] });
    // What stands is the third; the second is now an older one, the first's content the current.
    expect(codesOf(await system.push(A, { version: 2, patch: { status: 10 } }))).toEqual(["older-revision"]);
    expect(await system.push(A, early)).toMatchObject({ outcome: "unchanged", revision: 3, warnings: [] });
  });

  it("may be repeated under its key with the header, and a used key still answers as the first time", async () => {
    const system = openFlowUnderTest(place());
    const first = { version: 1, key: "first" };
    await system.push(A, first);
    await system.push(A, { version: 2, key: "second" });
    expect(await system.push(A, first)).toMatchObject({ outcome: "unchanged", revision: 1 });
    expect(codesOf(await system.push(A, { version: 1, key: "third" }))).toEqual(["older-revision"]);
    const meant = { version: 1, key: "third", goesBack: true };
    expect(await system.push(A, meant)).toMatchObject({ outcome: "accepted", revision: 3 });
    expect(await system.push(A, meant)).toMatchObject({ outcome: "unchanged", revision: 3 });
    expect(await system.push(A, { version: 4, key: "third" })).toMatchObject({ outcome: "key-conflict" });
  });

  it("with new content that ends the end, or loses lines of the log, is taken and doubted", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 3, patch: { status: 10 } });
    const answer = await system.push(A, { lines: 1, version: 2, patch: { status: 4 } });
    expect(answer).toMatchObject({ outcome: "accepted", revision: 2 });
    expect(codesOf(answer)).toEqual(["final-status-left", "progress-gone"]);
    expect(await place().store.reads.dossier(A, null)).toMatchObject({
      warnings: [{ pointer: "/status" }, { pointer: "/progress" }],
    });
  });

  it("is foretold by a dry run, which stores nothing, and not to whom the dossier is a stranger's", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { patch: { status: 10 } });
    await system.push(A, { version: 2, patch: { status: 10 } });
    const { intake, reads } = place().store;
    const preview = async (input: unknown, client = VENDOR, goesBack = false) =>
      codesOf(await previewDossier({ sectors, intake }, client, input, { goesBack }));
    const older = sampleDossier(A, { patch: { status: 10 } });
    expect(await preview(older)).toEqual(["older-revision"]);
    expect(await preview(older, VENDOR, true)).toEqual([]);
    expect(await preview(sampleDossier(A, { version: 3, lines: 1 }))).toEqual(["final-status-left", "progress-gone"]);
    const stranger = { ...VENDOR, id: "vendor-b", agencies: ["H36"] };
    expect(await preview(older, stranger)).toEqual([]);
    expect(await preview(sampleDossier("H36.03-260518-0009"))).toEqual([]);
    expect(await reads.dossier(A, null)).toMatchObject({ revision: 2 });
  });

  it("never moves the stored revision back, whatever comes in which order", async () => {
    const contents = [1, 2, 3, 4];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ version: fc.constantFrom(...contents), goesBack: fc.boolean() }), { maxLength: 10 }),
        async (pushes) => {
          const system = openFlowUnderTest(place());
          run += 1;
          const code = `H36.03-260518-${String(1000 + run)}`;
          const revisions: number[] = [];
          for (const { version, goesBack } of pushes) {
            const seenAt = revisions.lastIndexOf(version) + 1;
            const isCurrent = revisions.length > 0 && seenAt === revisions.length;
            const isOlder = seenAt > 0 && !isCurrent;
            const answer = await system.push(code, { version, goesBack });
            if (isCurrent || (isOlder && !goesBack)) {
              expect(answer).toMatchObject({ outcome: "unchanged", revision: revisions.length });
              expect(codesOf(answer)).toEqual(isOlder ? ["older-revision"] : []);
            } else {
              revisions.push(version);
              expect(answer).toMatchObject({ outcome: "accepted", revision: revisions.length });
            }
          }
          const stored = await place().store.reads.dossier(code, null);
          const standing = revisions.at(-1);
          expect(stored === null ? undefined : canonicalJson(stored.dossier["summary"])).toBe(
            standing === undefined ? undefined : canonicalJson(sampleDossier(code, { version: standing }).summary),
          );
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe("a dossier that an operator let go undelivered", () => {
  it("is delivered when it is pushed again as it is, and no older content is", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    system.faults({ kind: "error-code", service: "DongBoHoSoMC", times: 1 });
    await system.push(A, { lines: 0, version: 2 });
    await system.deliverAll();
    const { reads, actions } = place().store;
    const { items } = await reads.messages({ state: "refused" }, { limit: 10 }, null);
    const by = { actor: "operator:a", reason: "Chưa cần gửi", at: new Date(system.clock.now()) };
    for (const { id } of items) await actions.skip(id, by);
    expect(await system.state(A)).toBe("in-sync");
    expect(codesOf(await system.push(A, { lines: 0 }))).toEqual(["older-revision"]);
    expect(await system.push(A, { lines: 0, version: 2 })).toMatchObject({ outcome: "accepted", messages: 1 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "update"]);
    expect(await system.push(A, { lines: 0, version: 2 })).toMatchObject({ outcome: "unchanged" });
  });
});
