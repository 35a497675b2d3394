import { readFileSync } from "node:fs";
import type { Events } from "#core/ports/events.ts";
import type { Clock, Random } from "#core/ports/ports.ts";
import { createEvents } from "../telemetry/events.ts";
import { createLogger } from "../telemetry/logger.ts";
import { createMetrics, type Metrics } from "../telemetry/metrics.ts";
import { systemClock, systemRandom } from "./system.ts";

/** What every part of the gateway measures, draws and reports with. */
export interface Instruments {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: ReturnType<typeof createLogger>;
  readonly metrics: Metrics;
  /** Everything worth telling, in log lines and metrics. */
  readonly events: Events;
  /** Of the package, e.g. `1.4.0`. */
  readonly version: string;
}

/** The machine's own clock and chance, unless others are given, and log and metrics that nobody else has. */
export function createInstruments(
  logLevel: string,
  given: { readonly clock?: Clock; readonly random?: Random; readonly log?: { write(line: string): void } },
): Instruments {
  const { clock = systemClock, random = systemRandom } = given;
  const logger = createLogger(logLevel, given.log);
  const metrics = createMetrics();
  return { clock, random, logger, metrics, events: createEvents(logger, metrics), version: packageVersion() };
}

function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return manifest.version;
}
