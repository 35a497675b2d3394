import { afterAll, describe, expect, it } from "vitest";
import { startPostgresServer, type PostgresServer } from "../kit/postgres-server.ts";
import { renderReport } from "./render-report.ts";
import { runScenario, type Finished } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";

/** Seconds each on two idle cores; this only ends what hangs. */
const LIMIT = { timeout: 300_000 };
/** Always the same draw, so that a failure can be had again: `npm run torture -- --short --seed 1`. */
const SEED = "1";

/** Runs scenarios in their short form as tests, and shows their figures. */
export function shortForm(scenarios: readonly Scenario[]): void {
  describe("nothing is lost, applied twice or out of order", () => {
    const finished: Finished[] = [];
    let server: Promise<PostgresServer> | undefined;
    afterAll(async () => {
      await (await server)?.[Symbol.asyncDispose]();
      process.stdout.write(`\n${renderReport(finished)}`);
    });

    it.each(scenarios.map((scenario) => [scenario.title.en, scenario] as const))(
      "%s",
      LIMIT,
      async (_title, scenario, { signal }: { signal?: AbortSignal } = {}) => {
        const report = await runScenario(scenario, {
          seed: SEED,
          isLong: false,
          server: () => (server ??= startPostgresServer({ durable: true })),
          signal: signal ?? AbortSignal.timeout(LIMIT.timeout - 20_000),
        });
        finished.push(report);
        expect(report.violations).toEqual([]);
        const { lost, twice, outOfOrder, left, unreasoned } = report.figures;
        expect({ lost, twice, outOfOrder, left, unreasoned }).toEqual({
          lost: 0,
          twice: 0,
          outOfOrder: 0,
          left: 0,
          unreasoned: 0,
        });
        expect(report.figures.owed).toBeGreaterThan(0);
      },
    );
  });
}
