import { sql } from "kysely";
import { PORTAL } from "#core/delivery/destination.ts";
import { describe, expect, it } from "vitest";
import { readSample } from "../adapters/adapter-folders.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { VENDOR, openFlowUnderTest } from "./flow-under-test.ts";

const A = "H36.03-260518-0001";
const place = sharedDatabase();

describe("a push", () => {
  it("makes a message for the dossier and one for each progress line", async () => {
    const system = openFlowUnderTest(place());
    const acceptance = await system.push(A, { lines: 3 });
    expect(acceptance).toEqual({ outcome: "accepted", dossierCode: A, revision: 1, messages: 4, warnings: [] });
    const timeline = await system.timeline(A);
    expect(timeline.flatMap((entry) => (entry.kind === "message" ? [entry.messageKind] : []))).toEqual([
      "dossier",
      "progress",
      "progress",
      "progress",
    ]);
    expect(system.heard).toEqual([{ name: "wake", input: ["portal"] }]);
  });

  it("wakes only who has nothing to wait for; whoever delivers that wakes the others", async () => {
    const system = openFlowUnderTest(place());
    const dossier = readSample("civil-status", "birth-single-mother") as { readonly dossierCode: string };
    expect(await system.pushAsIs(dossier)).toMatchObject({ outcome: "accepted" });
    const jobs = await sql<{ destination: string }>`select destination from jobs`.execute(place().database.db);
    expect(jobs.rows).toEqual([{ destination: PORTAL }]);
    expect(system.heard).toEqual([{ name: "wake", input: ["portal"] }]);
    await system.deliverAll();
    expect(await system.state(dossier.dossierCode)).toBe("in-sync");
    expect(system.applied(dossier.dossierCode).at(-1)).toBe("sector");
  });

  it("of the same content again makes nothing", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A);
    expect(await system.push(A)).toMatchObject({ outcome: "unchanged", revision: 1, messages: 0 });
    await system.deliverAll();
    expect(await system.push(A)).toMatchObject({ outcome: "unchanged", revision: 1, messages: 0 });
    expect(await system.timeline(A)).toHaveLength(1 + 3 + 2);
    expect(system.heard.filter(({ name }) => name === "wake")).toHaveLength(1);
  });

  it("of other content makes only what the portal has not heard", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 1 });
    expect(await system.push(A, { lines: 3 })).toMatchObject({ revision: 2, messages: 2 });
    expect(await system.push(A, { lines: 3, version: 2 })).toMatchObject({ revision: 3, messages: 1 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2", "progress 4", "progress 4", "update"]);
  });

  it("that changes nothing the portal hears is kept, and there is nothing to send", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    const line = { id: "log-1", at: "2026-05-18T09:00:00+07:00", actor: "Kiều Mẫu", note: "Đã sửa lời", status: 2 };
    // A line is told once; its id says that it is the same one.
    expect(await system.push(A, { patch: { progress: [line] } })).toMatchObject({
      outcome: "accepted",
      revision: 2,
      messages: 0,
    });
    expect(await system.state(A)).toBe("in-sync");
    expect(await system.deliver()).toBe(false);
  });

  it("that is wrong stores nothing and says everything that is wrong", async () => {
    const system = openFlowUnderTest(place());
    const acceptance = await system.push(A, { patch: { status: 11, applicant: { type: "citizen", name: "" } } });
    expect(acceptance).toMatchObject({ outcome: "invalid", dossierCode: A });
    const pointers = acceptance.outcome === "invalid" ? acceptance.issues.map(({ pointer }) => pointer) : [];
    expect(pointers).toEqual(expect.arrayContaining(["/status", "/applicant/name"]));
    expect(await place().store.reads.dossier(A, null)).toBeNull();
  });

  it("of an agency, or of a dossier, that is another's is forbidden", async () => {
    const system = openFlowUnderTest(place());
    const ward = { ...VENDOR, id: "ward", agencies: ["H36.03"] };
    expect(await system.push(A, { client: { ...VENDOR, agencies: ["H36.030"] } })).toMatchObject({
      outcome: "forbidden",
      issue: { pointer: "/agencyCode" },
    });
    // Its own code, for an agency that is not its own.
    expect(await system.push(A, { client: ward, patch: { agencyCode: "H36.04" } })).toMatchObject({
      outcome: "forbidden",
      issue: { pointer: "/agencyCode" },
    });
    expect(await place().store.reads.dossier(A, null)).toBeNull();
    expect(await system.push(A, { client: { ...ward, id: "first" } })).toMatchObject({ outcome: "accepted" });
    expect(await system.push(A, { version: 2, client: ward })).toMatchObject({
      outcome: "forbidden",
      issue: { pointer: "/dossierCode" },
    });
    // Who may do everything may also help out for another.
    expect(await system.push(A, { version: 2 })).toMatchObject({ outcome: "accepted", revision: 2 });
    expect(await place().store.reads.dossier(A, null)).toMatchObject({ clientId: "first" });
  });
});

describe("an idempotency key", () => {
  it("answers the same push as the first time, and refuses other content", async () => {
    const system = openFlowUnderTest(place());
    expect(await system.push(A, { key: "k" })).toMatchObject({ outcome: "accepted", messages: 3 });
    expect(await system.push(A, { key: "k" })).toMatchObject({ outcome: "unchanged", messages: 3, revision: 1 });
    expect(await system.push(A, { key: "k", version: 2 })).toEqual({ outcome: "key-conflict", dossierCode: A });
    expect(await system.push("H36.03-260518-0002", { key: "k", version: 2 })).toMatchObject({
      outcome: "key-conflict",
    });
    expect(await place().store.reads.dossier("H36.03-260518-0002", null)).toBeNull();
    expect(await system.push(A, { key: "k2", version: 2 })).toMatchObject({ outcome: "accepted", revision: 2 });
    expect(await system.push(A, { key: "k" })).toMatchObject({ outcome: "unchanged", revision: 1 });
  });
});

describe("a push after a refusal", () => {
  it("replaces what was refused and everything behind it", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "error-code", service: "DongBoHoSoMC", times: 1, message: "Sai mã giấy tờ" });
    await system.push(A);
    await system.deliverAll();
    expect(await system.state(A)).toBe("refused");
    expect(system.applied()).toEqual([]);

    expect(await system.push(A)).toMatchObject({ outcome: "unchanged" });
    expect(await system.push(A, { version: 2 })).toMatchObject({ outcome: "accepted", revision: 2, messages: 3 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(system.applied(A)).toEqual(["create", "progress 2", "progress 4"]);
    const states = (await system.timeline(A)).flatMap((entry) => (entry.kind === "message" ? [entry.state] : []));
    expect(states).toEqual([...Array(3).fill("superseded"), ...Array(3).fill("delivered")]);
  });

  it("does so also while the worker that was refused still holds the dossier", async () => {
    const system = openFlowUnderTest(place());
    const { delivery } = place().store;
    system.faults({ kind: "error-code", service: "DongBoHoSoMC", times: 1 });
    await system.push(A, { lines: 0 });
    const settle = delivery.settle;
    const mended = Promise.withResolvers<unknown>();
    // Between the refusal and the release, the mended push arrives.
    const store = place();
    const interrupted = openFlowUnderTest({
      ...store,
      store: {
        ...store.store,
        delivery: {
          ...delivery,
          settle: async (settlement) => {
            await settle(settlement);
            if (settlement.changes.some(({ state }) => state === "refused"))
              mended.resolve(system.push(A, { version: 2, lines: 0 }));
          },
          release: async (claim, options) => {
            await mended.promise;
            return delivery.release(claim, options);
          },
        },
      },
    });
    interrupted.faults({ kind: "error-code", service: "DongBoHoSoMC", times: 1 });
    await interrupted.deliver();
    expect(await mended.promise).toMatchObject({ outcome: "accepted", messages: 1 });
    await interrupted.deliverAll();
    expect(await interrupted.state(A)).toBe("in-sync");
    expect(interrupted.applied(A)).toEqual(["create"]);
  });

  it("finds out by itself that a dossier parked without an answer had arrived", async () => {
    const system = openFlowUnderTest(place(), {
      policy: { retry: { firstDelayMs: 1, longestDelayMs: 1, maxAttempts: 1 } },
    });
    system.faults({ kind: "drop-after-apply", service: "DongBoHoSoMC", times: 1 });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("parked");
    await system.push(A, { lines: 1, version: 2 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(system.applied(A)).toEqual(["create", "update", "progress 2"]);
  });
});
