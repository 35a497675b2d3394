import { describe, expect, it } from "vitest";
import { reconcileNext, type Step } from "../../src/flow/reconcile.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest } from "./flow-under-test.ts";
import {
  A,
  B,
  POLICY,
  begin,
  compare,
  deliver,
  depsOf,
  finish,
  openFindings,
  running,
} from "./reconciliation-under-test.ts";

const DAY_MS = 86_400_000;
const place = sharedDatabase();

describe("a run", () => {
  it("takes what was not compared for seven days, and dossiers that are over less often", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A);
    await system.push(B, {
      lines: 0,
      patch: { status: 10, completedAt: "2026-05-18T09:00:00+07:00", returnedAt: "2026-05-18T09:30:00+07:00" },
    });
    await system.deliverAll();
    expect(await compare(system)).toEqual({ agrees: 2 });
    system.clock.advance(6 * DAY_MS);
    expect((await begin(system)).total).toBe(0);
    system.clock.advance(2 * DAY_MS);
    expect(await compare(system)).toEqual({ agrees: 1 });
    system.clock.advance(23 * DAY_MS);
    expect(await compare(system)).toEqual({ agrees: 2 });
  });

  it("takes what changed since a day, one dossier, or what changed lately, as it is told", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A, B);
    system.clock.advance(10 * DAY_MS);
    await system.push(B, { lines: 1, version: 2 });
    await system.deliverAll();
    const yesterday = new Date(system.clock.now() - DAY_MS);
    expect((await begin(system, { changedSince: yesterday })).total).toBe(1);
    expect((await begin(system, { dossierCode: A })).total).toBe(1);
    expect((await begin(system, {}, { ...POLICY, changedWithinDays: 3 })).total).toBe(1);
    expect((await begin(system, {}, { ...POLICY, perNight: 1 })).total).toBe(1);
    expect((await begin(system, { scope: ["H99"] })).total).toBe(0);
    expect((await begin(system, { scope: ["H36"] })).total).toBe(2);
  });

  it("takes none the portal never heard of", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A);
    expect(await begin(system)).toMatchObject({ total: 0, endedAt: expect.any(String) as string });
  });

  it("keeps its pace", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A, B);
    await begin(system);
    const deps = depsOf(system);
    const steps: Step[] = [await reconcileNext(deps, running), await reconcileNext(deps, running)];
    system.clock.advance(999);
    steps.push(await reconcileNext(deps, running));
    system.clock.advance(1);
    steps.push(await reconcileNext(deps, running));
    expect(steps).toEqual([
      { again: true },
      { again: false, waitMs: 1000 },
      { again: false, waitMs: 1 },
      { again: true },
    ]);
  });

  it("goes on where a process that died left it", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A, B);
    const run = await begin(system);
    const { store } = depsOf(system);
    const taken = await store.claim({ at: new Date(system.clock.now()), everyMs: 0, holdMs: 120_000 });
    expect(taken).toMatchObject({ dossierCode: A });
    const startedAt = system.clock.now();
    expect(await finish(system, run)).toEqual({ agrees: 2 });
    expect(system.clock.now() - startedAt).toBeGreaterThanOrEqual(120_000);
  });

  it("that somebody asked for goes before the nightly one", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A, B);
    await begin(system, { night: "2026-05-18" });
    const asked = await begin(system, { dossierCode: B });
    await reconcileNext(depsOf(system), running);
    expect((await depsOf(system).store.run(asked.id, null))?.endedAt).not.toBeNull();
  });
});

describe("a portal that does not answer", () => {
  it("opens the breaker; then nobody asks, and the run goes on afterwards", async () => {
    const system = openFlowUnderTest(place());
    const codes = Array.from({ length: 7 }, (_, index) => `H36.03-260518-010${index}`);
    await deliver(system, ...codes);
    const run = await begin(system);
    system.faults({ kind: "http-500", service: "TraCuuHoSo" });
    const deps = depsOf(system);
    for (let steps = 0; system.breaker.view().state === "closed"; steps += 1) {
      if (steps > 50) throw new Error("the breaker stays closed");
      const step = await reconcileNext(deps, running);
      if (!step.again) system.clock.advance(step.waitMs ?? 0);
    }
    const step = await reconcileNext(deps, running);
    expect(step).toMatchObject({ again: false, waitMs: system.breaker.msUntilProbe() });
    expect(await deps.store.run(run.id, null)).toMatchObject({ done: 0, endedAt: null });
    system.faults();
    expect(await finish(system, run)).toEqual({ agrees: 7 });
  });

  it("about one dossier ends that one's comparison, and finds nothing", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A, B);
    system.faults({ kind: "bad-json", service: "TraCuuHoSo", dossierCode: A });
    expect(await compare(system)).toEqual({ unanswered: 1, agrees: 1 });
    expect(await openFindings(system)).toEqual([]);
    system.faults();
    expect(await compare(system)).toEqual({ agrees: 1 });
  });

  it("is not held against a dossier when it is we who stop", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A);
    const run = await begin(system);
    system.faults({ kind: "hang", service: "TraCuuHoSo", times: 1 });
    const deps = depsOf(system);
    await reconcileNext(deps, AbortSignal.abort());
    const task = await deps.store.claim({ at: new Date(system.clock.now()), everyMs: 0, holdMs: 0 });
    expect(task).toMatchObject({ dossierCode: A, tries: 0 });
    system.faults();
    expect(await finish(system, run)).toEqual({ agrees: 1 });
  });
});
