import { describe, expect, it } from "vitest";
import type { JsonObject } from "#core/message.ts";
import type { Channel } from "#core/ports.ts";
import type { Finding, RunView } from "#core/reconciliation.ts";
import { beginRun, reconcileNext, type ReconcileDependencies, type Step } from "../../src/flow/reconcile.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openHouse, type House } from "./open-house.ts";

const [A, B, C] = ["H36.03-260518-0001", "H36.03-260518-0002", "H36.03-260518-0003"] as const;
const DOSSIERS = "DongBoHoSoMC";
const DAY_MS = 86_400_000;
const POLICY = { perMinute: 60, perNight: 100, everyDays: 7, finalEveryDays: 30, changedWithinDays: 0 };
const place = sharedDatabase();
const running = new AbortController().signal;

function depsOf(house: House, more: Partial<ReconcileDependencies> = {}): ReconcileDependencies {
  const events = { dossierCompared: (input: unknown) => void input };
  const { clock, breaker, channel } = house;
  return { clock, breaker, channel, events, store: house.place.store.reconciliation, policy: POLICY, ...more };
}

type RunInput = Partial<Parameters<typeof beginRun>[1]>;

async function begin(house: House, input: RunInput = {}, policy = POLICY): Promise<RunView> {
  const run = await beginRun(depsOf(house, { policy }), { actor: "operator:ops", scope: null, ...input });
  if (run === null) throw new Error("no run began");
  return run;
}

/** Goes on until a run has ended, moving the clock whenever there is nothing to do; gives its counts without zeros. */
async function finish(house: House, { id }: RunView, deps = depsOf(house)): Promise<Record<string, number>> {
  for (let steps = 0; steps < 200; steps += 1) {
    const run = await deps.store.run(id);
    if (run === null) throw new Error("the run is gone");
    if (run.endedAt !== null) return Object.fromEntries(Object.entries(run.counts).filter(([, count]) => count > 0));
    const step = await reconcileNext(deps, running);
    if (!step.again) house.clock.advance(step.waitMs ?? 5000);
  }
  throw new Error("the run never ends");
}

const compare = async (house: House, input: RunInput = {}) => finish(house, await begin(house, input));
const afresh = (house: House) => compare(house, { changedSince: new Date(0) });

async function open(house: House): Promise<readonly Finding[]> {
  return (await house.place.store.reconciliation.findings({ state: "open" }, { limit: 50 }, null)).items;
}
const kinds = async (house: House) => (await open(house)).map(({ dossierCode, kind }) => `${dossierCode} ${kind}`);

/** Takes a dossier away from the portal. */
function lose(house: House, code: string, all: readonly string[] = [A, B, C]): void {
  const { portalRecords } = house.simulator;
  const kept = all.flatMap((other) => {
    const record = portalRecords.get(other)?.record ?? null;
    return other === code || record === null ? [] : [[other, record] as const];
  });
  portalRecords.clear();
  for (const [other, record] of kept) portalRecords.put(other, record);
}

function change(house: House, code: string, fields: JsonObject): void {
  const record = house.simulator.portalRecords.get(code)?.record ?? {};
  house.simulator.portalRecords.put(code, { ...record, ...fields });
}

async function deliver(house: House, ...codes: readonly string[]): Promise<void> {
  for (const code of codes) await house.push(code, { lines: 1 });
  await house.deliverAll();
}

describe("comparing with the portal", () => {
  it("finds agreement where nothing was lost, and sends nothing", async () => {
    const house = openHouse(place());
    await deliver(house, A, B);
    const before = house.lines().length;
    expect(await compare(house)).toEqual({ agrees: 2 });
    expect(await open(house)).toEqual([]);
    expect(house.lines()).toHaveLength(before);
  });

  it("finds what the portal lost, what it holds otherwise, and names the fields but not their values", async () => {
    const house = openHouse(place());
    await deliver(house, A, B, C);
    lose(house, A);
    change(house, B, { ChuHoSo: "CÔNG TY KHÁC MẪU", TrangThaiHoSo: "9" });
    expect(await compare(house)).toEqual({ missing: 1, different: 1, agrees: 1 });
    expect((await kinds(house)).toSorted()).toEqual([`${A} missing`, `${B} different`]);
    const different = (await open(house)).find(({ dossierCode }) => dossierCode === B);
    expect(different?.fields).toEqual(["ChuHoSo", "TrangThaiHoSo"]);
    expect(JSON.stringify(await open(house))).not.toContain("CÔNG TY KHÁC");
  });

  it("finds a dossier that was refused to us and is there nevertheless", async () => {
    const house = openHouse(place());
    house.faults({ kind: "error-code", service: DOSSIERS, errorCode: "-1" });
    await deliver(house, A, B);
    expect(await house.state(A)).toBe("refused");
    house.simulator.portalRecords.put(A, { MaHoSo: A, TrangThaiHoSo: "1" });
    expect(await compare(house)).toEqual({ extra: 1, agrees: 1 });
    expect(await kinds(house)).toEqual([`${A} extra`]);
  });

  it("finds a dossier whose answer was lost until it was parked", async () => {
    const house = openHouse(place(), { policy: { retry: { firstDelayMs: 1, longestDelayMs: 1, maxAttempts: 2 } } });
    house.faults({ kind: "drop-before-apply", service: DOSSIERS });
    await deliver(house, A);
    expect(await house.state(A)).toBe("parked");
    // It was slow: the last one arrived after all.
    house.simulator.portalRecords.put(A, { MaHoSo: A, TrangThaiHoSo: "2" });
    expect(await compare(house)).toEqual({ extra: 1 });
  });

  it("says when the portal shows nothing to compare", async () => {
    const house = openHouse(place());
    await deliver(house, A);
    house.simulator.portalRecords.put(A, { MaHoSo: A });
    expect(await compare(house)).toEqual({ undetermined: 1 });
    expect(await open(house)).toEqual([]);
  });

  it("compares with what was delivered last, not with an update that was refused", async () => {
    const house = openHouse(place());
    await deliver(house, A);
    house.faults({ kind: "error-code", service: DOSSIERS, errorCode: "-1" });
    await house.push(A, { lines: 1, version: 2 });
    await house.deliverAll();
    expect(await house.state(A)).toBe("refused");
    house.faults();
    expect(await compare(house)).toEqual({ agrees: 1 });
  });
});

describe("a dossier that is not quiet", () => {
  it("is left alone, and compared by a later run", async () => {
    const house = openHouse(place());
    await deliver(house, A);
    await house.push(A, { lines: 1, version: 2 });
    lose(house, A);
    expect(await compare(house)).toEqual({ busy: 1 });
    expect(await open(house)).toEqual([]);
    house.simulator.portalRecords.put(A, { MaHoSo: A });
    await house.deliverAll();
    expect(await compare(house)).toEqual({ agrees: 1 });
  });

  it("is left alone when it moves while the portal is being asked", async () => {
    const house = openHouse(place());
    await deliver(house, A);
    lose(house, A);
    const { portal, signer } = house.channel();
    const lookup: Channel["portal"]["lookup"] = async (...about) => {
      const found = await portal.lookup(...about);
      await house.push(A, { lines: 1, version: 2 });
      return found;
    };
    const deps = depsOf(house, { channel: () => ({ signer, portal: { ...portal, lookup } }) });
    expect(await finish(house, await begin(house), deps)).toEqual({ busy: 1 });
    expect(await open(house)).toEqual([]);
  });
});

describe("a finding", () => {
  it("disappears by itself when a later comparison finds agreement", async () => {
    const house = openHouse(place());
    await deliver(house, A);
    const record = house.simulator.portalRecords.get(A)?.record ?? {};
    lose(house, A);
    await compare(house);
    expect(await kinds(house)).toEqual([`${A} missing`]);
    house.simulator.portalRecords.put(A, record);
    expect(await afresh(house)).toEqual({ agrees: 1 });
    expect(await open(house)).toEqual([]);
    const all = (await house.place.store.reconciliation.findings({}, { limit: 9 }, null)).items;
    expect(all).toMatchObject([{ state: "agreed", settledBy: "worker" }]);
  });

  it("is one however often it is seen, and follows what is seen", async () => {
    const house = openHouse(place());
    await deliver(house, A);
    change(house, A, { TrangThaiHoSo: "9" });
    await compare(house);
    const [first] = await open(house);
    lose(house, A);
    house.clock.advance(DAY_MS);
    expect(await afresh(house)).toEqual({ missing: 1 });
    const again = await open(house);
    expect(again).toMatchObject([{ id: first?.id, foundAt: first?.foundAt, kind: "missing", fields: [] }]);
    expect(again[0]?.seenAt).not.toBe(first?.seenAt);
  });

  it("that was dismissed does not come back, until the difference is another", async () => {
    const house = openHouse(place());
    await deliver(house, A);
    change(house, A, { TrangThaiHoSo: "9" });
    await compare(house);
    const { reconciliation } = house.place.store;
    const [finding] = await open(house);
    const by = { actor: "operator:ops", reason: "Cổng đúng", at: new Date(house.clock.now()) };
    expect(await reconciliation.dismiss(finding?.id ?? "", null, by)).toMatchObject({ outcome: "dismissed" });
    expect(await afresh(house)).toEqual({ dismissed: 1 });
    expect(await open(house)).toEqual([]);
    change(house, A, { TrangThaiHoSo: "8" });
    house.clock.advance(1000);
    expect(await afresh(house)).toEqual({ different: 1 });
    expect(await kinds(house)).toEqual([`${A} different`]);
  });
});

describe("a run", () => {
  it("takes what was not compared for seven days, and dossiers that are over less often", async () => {
    const house = openHouse(place());
    await deliver(house, A);
    await house.push(B, {
      lines: 0,
      patch: { status: 10, completedAt: "2026-05-18T09:00:00+07:00", returnedAt: "2026-05-18T09:30:00+07:00" },
    });
    await house.deliverAll();
    expect(await compare(house)).toEqual({ agrees: 2 });
    house.clock.advance(6 * DAY_MS);
    expect((await begin(house)).total).toBe(0);
    house.clock.advance(2 * DAY_MS);
    expect(await compare(house)).toEqual({ agrees: 1 });
    house.clock.advance(23 * DAY_MS);
    expect(await compare(house)).toEqual({ agrees: 2 });
  });

  it("takes what changed since a day, one dossier, or what changed lately, as it is told", async () => {
    const house = openHouse(place());
    await deliver(house, A, B);
    house.clock.advance(10 * DAY_MS);
    await house.push(B, { lines: 1, version: 2 });
    await house.deliverAll();
    const yesterday = new Date(house.clock.now() - DAY_MS);
    expect((await begin(house, { changedSince: yesterday })).total).toBe(1);
    expect((await begin(house, { dossierCode: A })).total).toBe(1);
    expect((await begin(house, {}, { ...POLICY, changedWithinDays: 3 })).total).toBe(1);
    expect((await begin(house, {}, { ...POLICY, perNight: 1 })).total).toBe(1);
    expect((await begin(house, { scope: ["H99"] })).total).toBe(0);
    expect((await begin(house, { scope: ["H36"] })).total).toBe(2);
  });

  it("takes none the portal never heard of", async () => {
    const house = openHouse(place());
    await house.push(A);
    expect(await begin(house)).toMatchObject({ total: 0, endedAt: expect.any(String) as string });
  });

  it("keeps its pace", async () => {
    const house = openHouse(place());
    await deliver(house, A, B);
    await begin(house);
    const deps = depsOf(house);
    const steps: Step[] = [await reconcileNext(deps, running), await reconcileNext(deps, running)];
    house.clock.advance(999);
    steps.push(await reconcileNext(deps, running));
    house.clock.advance(1);
    steps.push(await reconcileNext(deps, running));
    expect(steps).toEqual([
      { again: true },
      { again: false, waitMs: 1000 },
      { again: false, waitMs: 1 },
      { again: true },
    ]);
  });

  it("goes on where a process that died left it", async () => {
    const house = openHouse(place());
    await deliver(house, A, B);
    const run = await begin(house);
    const { store } = depsOf(house);
    const taken = await store.claim({ at: new Date(house.clock.now()), everyMs: 0, holdMs: 120_000 });
    expect(taken).toMatchObject({ dossierCode: A });
    const startedAt = house.clock.now();
    expect(await finish(house, run)).toEqual({ agrees: 2 });
    expect(house.clock.now() - startedAt).toBeGreaterThanOrEqual(120_000);
  });

  it("that somebody asked for goes before the nightly one", async () => {
    const house = openHouse(place());
    await deliver(house, A, B);
    await begin(house, { night: "2026-05-18" });
    const asked = await begin(house, { dossierCode: B });
    await reconcileNext(depsOf(house), running);
    expect((await depsOf(house).store.run(asked.id))?.endedAt).not.toBeNull();
  });
});

describe("a portal that does not answer", () => {
  it("opens the breaker; then nobody asks, and the run goes on afterwards", async () => {
    const house = openHouse(place());
    const codes = Array.from({ length: 7 }, (_, index) => `H36.03-260518-010${index}`);
    await deliver(house, ...codes);
    const run = await begin(house);
    house.faults({ kind: "http-500", service: "TraCuuHoSo" });
    const deps = depsOf(house);
    for (let steps = 0; house.breaker.view().state === "closed"; steps += 1) {
      if (steps > 50) throw new Error("the breaker stays closed");
      const step = await reconcileNext(deps, running);
      if (!step.again) house.clock.advance(step.waitMs ?? 0);
    }
    const step = await reconcileNext(deps, running);
    expect(step).toMatchObject({ again: false, waitMs: house.breaker.msUntilProbe() });
    expect(await deps.store.run(run.id)).toMatchObject({ done: 0, endedAt: null });
    house.faults();
    expect(await finish(house, run)).toEqual({ agrees: 7 });
  });

  it("about one dossier ends that one's comparison, and finds nothing", async () => {
    const house = openHouse(place());
    await deliver(house, A, B);
    house.faults({ kind: "bad-json", service: "TraCuuHoSo", dossierCode: A });
    expect(await compare(house)).toEqual({ unanswered: 1, agrees: 1 });
    expect(await open(house)).toEqual([]);
    house.faults();
    expect(await compare(house)).toEqual({ agrees: 1 });
  });

  it("is not held against a dossier when it is we who stop", async () => {
    const house = openHouse(place());
    await deliver(house, A);
    const run = await begin(house);
    house.faults({ kind: "hang", service: "TraCuuHoSo", times: 1 });
    const deps = depsOf(house);
    await reconcileNext(deps, AbortSignal.abort());
    const task = await deps.store.claim({ at: new Date(house.clock.now()), everyMs: 0, holdMs: 0 });
    expect(task).toMatchObject({ dossierCode: A, tries: 0 });
    house.faults();
    expect(await finish(house, run)).toEqual({ agrees: 1 });
  });
});
