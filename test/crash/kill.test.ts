import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startPostgresServer } from "../kit/postgres-server.ts";
import { killingSpree, type SpreeReport } from "./killing-spree.ts";

const DOSSIERS = 500;
const KILLS = 20;
/** A minute each on two idle cores; this only ends what hangs. */
const LIMIT = { timeout: 600_000 };

function expectNothingLost(name: string, report: SpreeReport): void {
  const { faults, states, ...figures } = report;
  process.stdout.write(`killed ${KILLS} times on ${name}: ${JSON.stringify({ ...figures, ...states })}\n`);
  expect(faults).toEqual([]);
  expect(states).toEqual({ pending: 0, inSync: DOSSIERS, unknown: 0, parked: 0, refused: 0 });
  expect(report.forgotten).toBe(0);
  expect(report.repeatedLines).toBeLessThanOrEqual(report.repeatsAllowed);
  // The kills struck: pushes were cut off.
  expect(report.pushes.repeated).toBeGreaterThan(KILLS);
}

describe("a gateway killed again and again loses nothing it accepted and applies nothing twice", () => {
  it("on the embedded database", LIMIT, async ({ signal }) => {
    const folder = mkdtempSync(join(tmpdir(), "lienthong-test-crash-data-"));
    try {
      const database = { DATA_DIR: join(folder, "data") };
      expectNothingLost("PGlite", await killingSpree({ dossiers: DOSSIERS, kills: KILLS, seed: 42, database, signal }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("on PostgreSQL", LIMIT, async ({ signal }) => {
    await using server = await startPostgresServer({ durable: true });
    const database = { DATABASE_URL: server.url };
    expectNothingLost(
      "PostgreSQL",
      await killingSpree({ dossiers: DOSSIERS, kills: KILLS, seed: 43, database, signal }),
    );
  });
});
