import { PORTAL } from "#core/delivery/destination.ts";
import type { Events } from "#core/ports/events.ts";
import type { Channel, Clock } from "#core/ports/ports.ts";
import type { ReconciliationStore } from "#core/reconciliation/reconciliation.ts";
import type { Config } from "../config/config.ts";
import { beginRun, reconcileNext } from "../flow/reconcile.ts";
import type { ReconcileDependencies } from "../flow/reconcile.ts";
import { startReconciling, type Reconciling } from "../worker/reconciling.ts";

/** How soon the night and work begun by other processes are noticed. */
const IDLE_MS = 5000;
const REPORT_EVERY_MS = 30_000;

/**
 * Starts comparing with the portal, behind the same breaker as delivery to it. Disposing ends the comparison under way.
 * @throws Error when the channels have none to the portal
 */
export function startReconciliation(options: {
  readonly config: Config["reconcile"];
  readonly clock: Clock;
  readonly store: ReconciliationStore;
  /** How each destination is reached, by name; the portal among them. */
  readonly channels: ReadonlyMap<string, () => Channel>;
  readonly breaker: ReconcileDependencies["breaker"];
  readonly events: Events;
  readonly wake: ReconcileDependencies["wake"];
}): Reconciling {
  const { config, clock, store, events, wake } = options;
  const { nightlyAt, ...policy } = config;
  const channel = options.channels.get(PORTAL);
  if (channel === undefined) throw new Error("no channel for the portal");
  const deps = { clock, store, policy, channel, breaker: options.breaker, events, wake };
  return startReconciling({
    clock,
    events,
    nightlyAt,
    beginNight: (night) => beginRun(deps, { actor: "worker", scope: null, night }),
    next: (signal) => reconcileNext(deps, signal),
    report: async () => events.findingsCounted(await store.counts(null)),
    reportEveryMs: REPORT_EVERY_MS,
    idleMs: IDLE_MS,
  });
}
