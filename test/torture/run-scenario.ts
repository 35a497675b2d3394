import type { PostgresServer } from "../kit/postgres-server.ts";
import type { Report, Scenario, Stage } from "./scenario.ts";

/** A scenario's report with what it took. */
export interface Finished extends Report {
  readonly scenario: string;
  readonly seed: string;
  readonly seconds: number;
}

export interface RunOptions {
  readonly seed: string;
  readonly isLong: boolean;
  readonly dossiers?: number | undefined;
  readonly variants?: readonly string[] | undefined;
  readonly houses?: readonly string[] | undefined;
  readonly server: () => Promise<PostgresServer>;
  readonly signal: AbortSignal;
  readonly progress?: Stage["progress"];
}

/** Runs one scenario under its own seed, so that it goes the same way alone as among the others. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<Finished> {
  const startedAt = performance.now();
  const { seed, isLong, dossiers, variants, houses, server, signal, progress = () => undefined } = options;
  const report = await scenario.run({
    seed: `${seed} ${scenario.name}`,
    isLong,
    dossiers,
    variants,
    houses,
    server,
    signal,
    progress,
  });
  return {
    scenario: scenario.name,
    seed,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    ...report,
  };
}
