import { canonicalJson } from "#core/message/canonical-json.ts";
import { compareHeld } from "#core/reconciliation/compare-held.ts";
import type { Events } from "#core/ports/events.ts";
import type { Lookup, Outcome } from "#core/delivery/outcome.ts";
import type { Channel, Clock } from "#core/ports/ports.ts";
import type {
  Comparison,
  ComparisonTask,
  ReconciliationStore,
  RunView,
  RunWindow,
  ExpectedState,
} from "#core/reconciliation/reconciliation.ts";
import type { Scope } from "#core/scope.ts";
import { sha256 } from "./sha256.ts";

export interface ReconcilePolicy {
  /** Questions to the portal per minute, over all processes. */
  readonly perMinute: number;
  /** Most dossiers of one nightly run. */
  readonly perNight: number;
  /** A dossier is compared again after so many days; one that is over after `finalEveryDays`. */
  readonly everyDays: number;
  readonly finalEveryDays: number;
  /** Only dossiers changed within so many days; 0 for all. */
  readonly changedWithinDays: number;
}

/** What comparing needs. */
export interface ReconcileDependencies {
  readonly clock: Clock;
  readonly store: ReconciliationStore;
  readonly policy: ReconcilePolicy;
  /** How the portal is reached. */
  readonly channel: () => Channel;
  readonly breaker: {
    mayPass(): boolean;
    record(outcome: Outcome): void;
    msUntilProbe(): number;
  };
  readonly events: Pick<Events, "dossierCompared">;
  /** Tells the workers for these destinations that there is something to send. */
  readonly wake: (destinations: readonly string[]) => void;
}

/** Whether to go on at once, or how long there is nothing to do (null: not known). */
export type Step = { readonly again: true } | { readonly again: false; readonly waitMs: number | null };

const DAY_MS = 86_400_000;
/** A dossier whose process died comes up again after this long: longer than any question lasts. */
const HOLD_MS = 120_000;
/** Questions about one dossier that may go unanswered in one run, and the pause after the first of them. */
const MAX_TRIES = 5;
const PAUSE_MS = 30_000;

/** Plans a run over the dossiers that are due to be compared, those changed since a day, or a single one. */
export function beginRun(
  { clock, store, policy }: Pick<ReconcileDependencies, "clock" | "store" | "policy">,
  input: {
    readonly actor: string;
    readonly scope: Scope;
    readonly dossierCode?: string | undefined;
    readonly changedSince?: Date | undefined;
    /** Set for the nightly run. */
    readonly night?: string;
  },
): Promise<RunView | null> {
  const { actor, scope, night = null } = input;
  return store.begin({ window: windowOf(), scope, actor, night, at: new Date(clock.now()) });

  function windowOf(): RunWindow {
    if (input.dossierCode !== undefined) return { kind: "one", dossierCode: input.dossierCode };
    if (input.changedSince !== undefined) return { kind: "since", changedSince: input.changedSince };
    const daysAgo = (days: number) => new Date(clock.now() - days * DAY_MS);
    return {
      kind: "due",
      comparedBefore: daysAgo(policy.everyDays),
      finalComparedBefore: daysAgo(policy.finalEveryDays),
      changedSince: policy.changedWithinDays === 0 ? null : daysAgo(policy.changedWithinDays),
      limit: policy.perNight,
    };
  }
}

/**
 * Compares the next dossier of whatever runs there are: asks the portal what it holds (`TraCuuHoSo`) and keeps the
 * difference, if any, as a finding. Sends nothing. Progress lines cannot be asked after, so nothing is said of them.
 */
export async function reconcileNext(deps: ReconcileDependencies, signal: AbortSignal): Promise<Step> {
  const { clock, store, breaker } = deps;
  const outage = breaker.msUntilProbe();
  if (outage > 0) return { again: false, waitMs: outage };
  const everyMs = 60_000 / deps.policy.perMinute;
  const task = await store.claim({ at: new Date(clock.now()), everyMs, holdMs: HOLD_MS });
  if ("waitMs" in task) return { again: false, waitMs: task.waitMs };

  const { expected } = task;
  if (expected.kind === "busy" && task.isSecondLook) {
    await store.putBack(task, { dueAt: new Date(clock.now() + PAUSE_MS), tries: task.tries });
    return { again: true };
  }
  if (expected.kind === "busy") return conclude(deps, task, { ...NOTHING, result: "busy" });
  if (expected.kind === "nothing") return conclude(deps, task, { ...NOTHING, result: "undetermined" });
  if (!breaker.mayPass()) {
    await store.putBack(task, { dueAt: new Date(clock.now()), tries: task.tries });
    return { again: false, waitMs: breaker.msUntilProbe() };
  }
  const lookup = await deps.channel().portal.lookup(task.dossierCode, signal);
  breaker.record(lookup.kind === "no-answer" ? lookup.outcome : ANSWERED);
  if (lookup.kind === "no-answer") return unanswered(deps, task, signal);
  return conclude(deps, task, await isOvertaken(deps, task, compare(expected, lookup), lookup));
}

/** A second look that finds an older content of ours where the newest was confirmed: that one was applied late. */
async function isOvertaken(
  { store }: ReconcileDependencies,
  { dossierCode, isSecondLook }: ComparisonTask,
  comparison: Comparison,
  lookup: Lookup,
): Promise<Comparison> {
  if (!isSecondLook || comparison.result !== "different" || lookup.kind !== "found") return comparison;
  const earlier = await store.earlierContents(dossierCode);
  const isOurs = earlier.some((content) => compareHeld(content, lookup.record).differing.length === 0);
  return isOurs ? { ...comparison, result: "overtaken" } : comparison;
}

async function conclude(deps: ReconcileDependencies, task: ComparisonTask, comparison: Comparison): Promise<Step> {
  const written = await deps.store.conclude(task, comparison, new Date(deps.clock.now()));
  if (written !== null) {
    const { result, opened, destinations = [] } = written;
    deps.wake(destinations);
    deps.events.dossierCompared({ dossierCode: task.dossierCode, result, opened });
  }
  return { again: true };
}

async function unanswered(deps: ReconcileDependencies, task: ComparisonTask, signal: AbortSignal): Promise<Step> {
  const tries = task.tries + (signal.aborted ? 0 : 1);
  if (tries >= MAX_TRIES) return conclude(deps, task, { ...NOTHING, result: "unanswered" });
  const pauseMs = signal.aborted ? 0 : PAUSE_MS * 2 ** task.tries;
  await deps.store.putBack(task, { dueAt: new Date(deps.clock.now() + pauseMs), tries });
  return { again: true };
}

type Known = Exclude<ExpectedState, { readonly kind: "busy" | "nothing" }>;

function compare(expected: Known, lookup: Exclude<Lookup, { readonly kind: "no-answer" }>): Comparison {
  if (lookup.kind === "absent") {
    if (expected.kind === "unconfirmed") return { ...NOTHING, result: "agrees" };
    return { ...NOTHING, result: "missing", fingerprint: sha256(expected.messageId) };
  }
  const held = canonicalJson(lookup.record);
  if (expected.kind === "unconfirmed") return { ...NOTHING, result: "extra", fingerprint: sha256(held) };
  const { differing, agreeing, sent, compared } = compareHeld(expected.payload, lookup.record);
  const shown = { fields: differing, agreeing, coverage: { sent, compared } };
  if (differing.length > 0)
    return { ...shown, result: "different", fingerprint: sha256(`${expected.messageId} ${held}`) };
  const result = agreeing.length === 0 ? "undetermined" : compared < sent ? "partly" : "agrees";
  return { ...shown, result, fingerprint: null };
}

const NOTHING = { fields: [], agreeing: [], coverage: { sent: 0, compared: 0 }, fingerprint: null } as const;

/** What the breaker learns from an answer. */
const ANSWERED: Outcome = {
  kind: "delivered",
  cause: "looked-up",
  message: "Cổng đã trả lời tra cứu.",
  messageEn: "The portal answered the look-up.",
};
