import type { JsonObject } from "#core/message/message.ts";
import type { Finding, RunView } from "#core/reconciliation/reconciliation.ts";
import { beginRun, reconcileNext, type ReconcileDependencies } from "../../src/flow/reconcile.ts";
import type { FlowUnderTest } from "./flow-under-test.ts";

/** Codes of invented dossiers. */
export const [A, B, C] = ["H36.03-260518-0001", "H36.03-260518-0002", "H36.03-260518-0003"] as const;
export const POLICY = { perMinute: 60, perNight: 100, everyDays: 7, finalEveryDays: 30, changedWithinDays: 0 };
/** Nobody stops. */
export const running = new AbortController().signal;

export function depsOf(house: FlowUnderTest, more: Partial<ReconcileDependencies> = {}): ReconcileDependencies {
  const events = { dossierCompared: (input: unknown) => void input };
  const { clock, breaker, channel } = house;
  return { clock, breaker, channel, events, store: house.place.store.reconciliation, policy: POLICY, ...more };
}

type RunInput = Partial<Parameters<typeof beginRun>[1]>;

export async function begin(house: FlowUnderTest, input: RunInput = {}, policy = POLICY): Promise<RunView> {
  const run = await beginRun(depsOf(house, { policy }), { actor: "operator:ops", scope: null, ...input });
  if (run === null) throw new Error("no run began");
  return run;
}

/** Goes on until a run has ended, moving the clock whenever there is nothing to do; gives its counts without zeros. */
export async function finish(
  house: FlowUnderTest,
  { id }: RunView,
  deps = depsOf(house),
): Promise<Record<string, number>> {
  for (let steps = 0; steps < 200; steps += 1) {
    const run = await deps.store.run(id);
    if (run === null) throw new Error("the run is gone");
    if (run.endedAt !== null) return Object.fromEntries(Object.entries(run.counts).filter(([, count]) => count > 0));
    const step = await reconcileNext(deps, running);
    if (!step.again) house.clock.advance(step.waitMs ?? 5000);
  }
  throw new Error("the run never ends");
}

export const compare = async (house: FlowUnderTest, input: RunInput = {}) => finish(house, await begin(house, input));
/** Compares everything, whenever it was compared last. */
export const afresh = (house: FlowUnderTest) => compare(house, { changedSince: new Date(0) });

export async function openFindings(house: FlowUnderTest): Promise<readonly Finding[]> {
  return (await house.place.store.reconciliation.findings({ state: "open" }, { limit: 50 }, null)).items;
}
export const kinds = async (house: FlowUnderTest) =>
  (await openFindings(house)).map(({ dossierCode, kind }) => `${dossierCode} ${kind}`);

/** Takes a dossier away from the portal. */
export function lose(house: FlowUnderTest, code: string, all: readonly string[] = [A, B, C]): void {
  const { portalRecords } = house.simulator;
  const kept = all.flatMap((other) => {
    const record = portalRecords.get(other)?.record ?? null;
    return other === code || record === null ? [] : [[other, record] as const];
  });
  portalRecords.clear();
  for (const [other, record] of kept) portalRecords.put(other, record);
}

export function change(house: FlowUnderTest, code: string, fields: JsonObject): void {
  const record = house.simulator.portalRecords.get(code)?.record ?? {};
  house.simulator.portalRecords.put(code, { ...record, ...fields });
}

export async function deliver(house: FlowUnderTest, ...codes: readonly string[]): Promise<void> {
  for (const code of codes) await house.push(code, { lines: 1 });
  await house.deliverAll();
}
