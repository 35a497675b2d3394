import { formatInstant } from "#schemas/common/timestamp.ts";
import type { DestinationView } from "#core/ports/ports.ts";
import type { SyncFigures } from "#core/ports/status-reads.ts";
import type { Scope } from "#core/scope.ts";
import type { HttpDependencies } from "../dependencies.ts";

/**
 * The figures of `GET /v1/sync`, of the dossiers in the reader's scope; how destinations stand is one for all. The time to drain is the waiting messages over the rate of the last minute; null while nothing
 * flows, because any number would be invented.
 */
export async function syncStatus(deps: Pick<HttpDependencies, "reads" | "clock" | "destinations">, scope: Scope) {
  const figures = await deps.reads.syncFigures(new Date(deps.clock.now()), scope);
  const figuresOf = ({ name, breaker: look, stoppedServices }: DestinationView) => {
    const { state, since, pausedUntil } = look();
    return {
      name,
      reachable: state === "closed",
      breaker: state,
      since: formatInstant(since.getTime()),
      pausedUntil: pausedUntil === null ? null : formatInstant(pausedUntil.getTime()),
      stoppedServices: stoppedServices().map(({ service, since: first }) => ({
        service,
        since: formatInstant(first.getTime()),
      })),
      waitingMessages: figures.waitingByDestination.get(name) ?? 0,
    };
  };
  const [portal, ...others] = deps.destinations;
  const first = figuresOf(portal);
  const { reachable, breaker, since } = first;
  return {
    portal: { reachable, breaker, since },
    destinations: [first, ...others.map(figuresOf)],
    queue: {
      depth: figures.queueDepth,
      oldestAgeSeconds: figures.oldestAgeSeconds,
      etaSeconds: etaSeconds(figures, breaker),
    },
    states: {
      pending: figures.states.pending,
      inSync: figures.states["in-sync"],
      unknown: figures.states.unknown,
      parked: figures.states.parked,
      refused: figures.states.refused,
      notTold: figures.notTold,
    },
    nearDue: figures.nearDue,
    throughputPerMinute: figures.deliveredLastMinute,
  };
}

function etaSeconds(figures: SyncFigures, breaker: "closed" | "open" | "half-open"): number | null {
  if (figures.waitingMessages === 0) return 0;
  if (breaker !== "closed" || figures.deliveredLastMinute === 0) return null;
  return Math.ceil((figures.waitingMessages / figures.deliveredLastMinute) * 60);
}
