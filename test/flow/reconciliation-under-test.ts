import type { JsonObject } from "#core/message/message.ts";
import type { Finding, RunView } from "#core/reconciliation/reconciliation.ts";
import { beginRun, reconcileNext, type ReconcileDependencies } from "../../src/flow/reconcile.ts";
import type { FlowUnderTest } from "./flow-under-test.ts";

/** Codes of invented dossiers. */
export const [A, B, C] = ["H36.03-260518-0001", "H36.03-260518-0002", "H36.03-260518-0003"] as const;
export const POLICY = { perMinute: 60, perNight: 100, everyDays: 7, finalEveryDays: 30, changedWithinDays: 0 };
/** Nobody stops. */
export const running = new AbortController().signal;

export function depsOf(system: FlowUnderTest, more: Partial<ReconcileDependencies> = {}): ReconcileDependencies {
  const events = { dossierCompared: (input: unknown) => void input };
  const { clock, breaker, channel } = system;
  return {
    clock,
    breaker,
    channel,
    events,
    store: system.place.store.reconciliation,
    policy: POLICY,
    wake: () => undefined,
    ...more,
  };
}

type RunInput = Partial<Parameters<typeof beginRun>[1]>;

export async function begin(system: FlowUnderTest, input: RunInput = {}, policy = POLICY): Promise<RunView> {
  const run = await beginRun(depsOf(system, { policy }), { actor: "operator:ops", scope: null, ...input });
  if (run === null) throw new Error("no run began");
  return run;
}

/** Goes on until a run has ended, moving the clock whenever there is nothing to do; gives its counts without zeros. */
export async function finish(
  system: FlowUnderTest,
  { id }: RunView,
  deps = depsOf(system),
): Promise<Record<string, number>> {
  for (let steps = 0; steps < 200; steps += 1) {
    const run = await deps.store.run(id, null);
    if (run === null) throw new Error("the run is gone");
    if (run.endedAt !== null) return Object.fromEntries(Object.entries(run.counts).filter(([, count]) => count > 0));
    const step = await reconcileNext(deps, running);
    if (!step.again) system.clock.advance(step.waitMs ?? 5000);
  }
  throw new Error("the run never ends");
}

export const compare = async (system: FlowUnderTest, input: RunInput = {}) =>
  finish(system, await begin(system, input));
/** Compares everything, whenever it was compared last. */
export const afresh = (system: FlowUnderTest) => compare(system, { changedSince: new Date(0) });

export async function openFindings(system: FlowUnderTest): Promise<readonly Finding[]> {
  return (await system.place.store.reconciliation.findings({ state: "open" }, { limit: 50 }, null)).items;
}
export const kinds = async (system: FlowUnderTest) =>
  (await openFindings(system)).map(({ dossierCode, kind }) => `${dossierCode} ${kind}`);

/** Takes a dossier away from the portal. */
export function lose(system: FlowUnderTest, code: string, all: readonly string[] = [A, B, C]): void {
  const { portalRecords } = system.simulator;
  const kept = all.flatMap((other) => {
    const record = portalRecords.get(other)?.record ?? null;
    return other === code || record === null ? [] : [[other, record] as const];
  });
  portalRecords.clear();
  for (const [other, record] of kept) portalRecords.put(other, record);
}

export function change(system: FlowUnderTest, code: string, fields: JsonObject): void {
  const record = system.simulator.portalRecords.get(code)?.record ?? {};
  system.simulator.portalRecords.put(code, { ...record, ...fields });
}

export async function deliver(system: FlowUnderTest, ...codes: readonly string[]): Promise<void> {
  for (const code of codes) await system.push(code, { lines: 1 });
  await system.deliverAll();
}
