import type { Events } from "#core/ports/events.ts";
import type { HttpLimits } from "#core/ports/http-limits.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { dossierShapes } from "../http/input/dossier-input.ts";
import { createReadingPool, type ReadingPool } from "../http/input/reading-pool.ts";

/** Large texts that may wait for a thread; their bytes are held in memory meanwhile. */
const WAITING = 64;

/** The threads that read large bodies, as the limits want them. */
export function startReading(sectors: SectorRegistry, limits: HttpLimits, events: Pick<Events, "failed">): ReadingPool {
  return createReadingPool({
    threads: limits.readingThreads,
    seconds: limits.maxReadingSeconds,
    waiting: WAITING,
    data: { shapes: dossierShapes(sectors), limits },
    failed: (error) => events.failed("reading", error),
  });
}
