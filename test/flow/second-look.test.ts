import { describe, expect, it } from "vitest";
import type { Comparison } from "#core/reconciliation/reconciliation.ts";
import { reconcileNext, type ReconcileDependencies } from "../../src/flow/reconcile.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest, type FlowUnderTest } from "./flow-under-test.ts";
import { A, change, depsOf, lose, openFindings, running } from "./reconciliation-under-test.ts";

const place = sharedDatabase();
const DOSSIERS = "DongBoHoSoMC";
/** Longer than the settling time after a lost answer. */
const SETTLED_MS = 60_000;

/** A dossier whose second revision was lost and whose third was confirmed: once more it is to be looked at. */
async function openOvertakable(): Promise<FlowUnderTest> {
  const system = openFlowUnderTest(place());
  await system.push(A, { lines: 0 });
  await system.deliverAll();
  system.faults({ kind: "drop-before-apply", service: DOSSIERS, times: 1 });
  await system.push(A, { lines: 0, version: 2 });
  await system.deliverAll();
  await system.push(A, { lines: 0, version: 3 });
  await system.deliverAll();
  system.clock.advance(SETTLED_MS);
  return system;
}

/** A step, with what it told others. */
async function look(system: FlowUnderTest, more: Partial<ReconcileDependencies> = {}) {
  const compared: unknown[] = [];
  const woken: (readonly string[])[] = [];
  const step = await reconcileNext(
    depsOf(system, {
      events: { dossierCompared: (input) => void compared.push(input) },
      wake: (destinations) => void woken.push(destinations),
      ...more,
    }),
    running,
  );
  return { step, compared, woken: woken.flat() };
}

/** What is written down of a step. */
async function concluded(system: FlowUnderTest, more: Partial<ReconcileDependencies> = {}): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  const { store } = depsOf(system);
  const conclude: typeof store.conclude = (task, comparison, at) => {
    comparisons.push(comparison);
    return store.conclude(task, comparison, at);
  };
  await look(system, { ...more, store: { ...store, conclude } });
  return comparisons;
}

describe("a second look after a lost answer", () => {
  it("that finds the newest tells nobody anything and wakes nobody", async () => {
    const system = await openOvertakable();
    expect(await look(system)).toEqual({
      step: { again: true },
      compared: [{ dossierCode: A, result: "agrees", opened: false }],
      woken: [],
    });
    expect(await openFindings(system)).toEqual([]);
    expect((await look(system)).step).toMatchObject({ again: false });
  });

  it("that finds an older content of ours has the newest sent again at once", async () => {
    const system = await openOvertakable();
    const newest = system.simulator.portalRecords.get(A)?.record?.["TrichYeuHoSo"];
    if (typeof newest !== "string") throw new Error("the portal holds no summary");
    change(system, A, { TrichYeuHoSo: newest.replace("lần 3", "lần 2") });
    expect(await look(system)).toEqual({
      step: { again: true },
      compared: [{ dossierCode: A, result: "overtaken", opened: false }],
      woken: ["portal"],
    });
    expect(await system.state(A)).toBe("pending");
    await system.deliverAll();
    expect(system.simulator.portalRecords.get(A)?.record?.["TrichYeuHoSo"]).toBe(newest);
  });

  it("leaves what is nobody's content of ours to a person", async () => {
    const system = await openOvertakable();
    change(system, A, { TrichYeuHoSo: "Của người khác" });
    expect(await look(system)).toMatchObject({ compared: [{ result: "different", opened: true }], woken: [] });
    expect(await openFindings(system)).toMatchObject([{ dossierCode: A, kind: "different" }]);
  });

  it("leaves a dossier that is gone to a person", async () => {
    const system = await openOvertakable();
    lose(system, A);
    expect(await look(system)).toMatchObject({ compared: [{ result: "missing", opened: true }], woken: [] });
  });

  it("waits while a newer revision is under way, for as long as that takes", async () => {
    const system = await openOvertakable();
    await system.push(A, { lines: 0, version: 4 });
    for (let looks = 0; looks < 3; looks += 1) {
      expect(await look(system)).toEqual({ step: { again: true }, compared: [], woken: [] });
      expect((await look(system)).step).toMatchObject({ again: false });
      system.clock.advance(30_000);
    }
    await system.deliverAll();
    expect(await look(system)).toMatchObject({ compared: [{ dossierCode: A, result: "agrees" }] });
  });
});

describe("a first look that finds an older content of ours", () => {
  it("leaves it to a person: nothing was lost on the way", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    const older = system.simulator.portalRecords.get(A)?.record ?? {};
    await system.push(A, { lines: 0, version: 2 });
    await system.deliverAll();
    system.simulator.portalRecords.put(A, older);
    const { store } = depsOf(system);
    const at = new Date(system.clock.now());
    await store.begin({
      window: { kind: "one", dossierCode: A },
      scope: null,
      actor: "operator:ops",
      night: null,
      at,
    });
    expect(await look(system)).toMatchObject({ compared: [{ result: "different", opened: true }], woken: [] });
  });
});

describe("a question to the portal", () => {
  it("is put off, at no cost, when somebody else has the one probe that a failing portal gets", async () => {
    const system = await openOvertakable();
    const breaker = { ...system.breaker, mayPass: () => false };
    let waits = 0;
    const msUntilProbe = () => [0, 1234][waits++] ?? 0;
    expect((await look(system, { breaker: { ...breaker, msUntilProbe } })).step).toEqual({
      again: false,
      waitMs: 1234,
    });
    system.clock.advance(1000);
    expect(await look(system)).toMatchObject({ compared: [{ result: "agrees" }] });
  });

  it("that is not answered is put ever further apart, five times, and then says nothing of the dossier", async () => {
    const system = await openOvertakable();
    system.faults({ kind: "http-500", service: "TraCuuHoSo" });
    const breaker = { mayPass: () => true, record: () => undefined, msUntilProbe: () => 0 };
    const { store } = depsOf(system);
    const pauses: number[] = [];
    const putBack: typeof store.putBack = (task, later) => {
      pauses.push(later.dueAt.getTime() - system.clock.now());
      return store.putBack(task, later);
    };
    for (let tries = 0; tries < 4; tries += 1) {
      const asked = await look(system, { breaker, store: { ...store, putBack } });
      expect(asked).toEqual({ step: { again: true }, compared: [], woken: [] });
      system.clock.advance(pauses.at(-1) ?? 0);
    }
    expect(pauses).toEqual([30_000, 60_000, 120_000, 240_000]);
    expect(await concluded(system, { breaker })).toEqual([
      { result: "unanswered", fields: [], agreeing: [], coverage: { sent: 0, compared: 0 }, fingerprint: null },
    ]);
    expect(await openFindings(system)).toEqual([]);
  });

  it("is not asked about a dossier of which nothing was ever confirmed or stopped", async () => {
    const system = await openOvertakable();
    const lookup = () => Promise.reject(new Error("the portal was asked"));
    const { portal, signer } = system.channel();
    const channel = () => ({ signer, portal: { ...portal, lookup } });
    const { store } = depsOf(system);
    const claim: typeof store.claim = async (terms) => {
      const task = await store.claim(terms);
      return "waitMs" in task ? task : { ...task, isSecondLook: false, expected: { kind: "nothing" } };
    };
    const conclude: typeof store.conclude = async (_task, { result }) => ({ result, opened: false, closed: false });
    const nothing = await look(system, { channel, store: { ...store, claim, conclude } });
    expect(nothing.compared).toEqual([{ dossierCode: A, result: "undetermined", opened: false }]);
  });
});

describe("a comparison that another process wrote down first", () => {
  it("is told by nobody twice", async () => {
    const system = await openOvertakable();
    const { store } = depsOf(system);
    expect(await look(system, { store: { ...store, conclude: async () => null } })).toEqual({
      step: { again: true },
      compared: [],
      woken: [],
    });
  });
});

describe("a dossier the portal was never confirmed to hold", () => {
  it("agrees when it is not there, and is an extra one when it is", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "error-code", service: DOSSIERS, errorCode: "-1" });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    system.faults();
    const begin = () =>
      depsOf(system).store.begin({
        window: { kind: "one", dossierCode: A },
        scope: null,
        actor: "operator:ops",
        night: null,
        at: new Date(system.clock.now()),
      });
    await begin();
    expect(await concluded(system)).toEqual([
      { result: "agrees", fields: [], agreeing: [], coverage: { sent: 0, compared: 0 }, fingerprint: null },
    ]);
    system.simulator.portalRecords.put(A, { MaHoSo: A });
    system.clock.advance(60_000);
    await begin();
    expect(await concluded(system)).toMatchObject([
      {
        result: "extra",
        fields: [],
        coverage: { sent: 0, compared: 0 },
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });
});
