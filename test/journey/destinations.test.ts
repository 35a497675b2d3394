import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { DossierDetail } from "#core/ports/status-reads.ts";
import { DEMO_PORTAL } from "../../src/simulator/demo-account.ts";
import { serveSimulator } from "../../src/simulator/serve-simulator.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";
import { seededRandom } from "../../src/simulator/seeded-random.ts";
import { readSample, registry } from "../adapters/adapter-folders.ts";
import { openJourney, type Journey } from "./open-journey.ts";

const BIRTH = readSample("civil-status", "birth-single-mother") as { readonly dossierCode: string };

async function detailOf(journey: Journey): Promise<DossierDetail> {
  return (await (await journey.call(`/v1/dossiers/${BIRTH.dossierCode}`)).json()) as DossierDetail;
}

/** Looks again and again until the dossier is as awaited; the test's own time limit ends a vain wait. */
async function awaitDetail(journey: Journey, awaited: (detail: DossierDetail) => boolean): Promise<DossierDetail> {
  for (;;) {
    const detail = await detailOf(journey);
    if (awaited(detail)) return detail;
    await sleep(30);
  }
}

const services = (detail: DossierDetail, state: string) =>
  detail.timeline.flatMap((entry) => (entry.kind === "message" && entry.state === state ? [entry.service] : []));

describe("a ministry's system with a door of its own", () => {
  it("may be down without keeping the portal waiting, gets its message afterwards, and is asked where it stands", async () => {
    await using stack = new AsyncDisposableStack();
    const folder = mkdtempSync(join(tmpdir(), "lienthong-test-destinations-"));
    stack.defer(() => rmSync(folder, { recursive: true, force: true }));
    const simulator = createSimulator({
      clock: { now: () => Date.now() },
      random: seededRandom("ministry"),
      sectors: registry.all,
    });
    const ministry = stack.use(await serveSimulator({ simulator }));
    const journey = stack.use(
      await openJourney({ DATA_DIR: join(folder, "data") }, 60, {
        "civil-status": {
          askEveryMinutes: 0.01,
          doors: [
            {
              wire: "rest",
              url: `${ministry.url}/rest`,
              tokenUrl: `${ministry.url}/rest/token`,
              username: DEMO_PORTAL.username,
              passwordEnv: "MINISTRY_SECRET",
            },
          ],
        },
      }),
    );
    simulator.faults.set([{ kind: "maintenance", service: "dangKyHoTich", retryAfterSeconds: 1 }]);
    expect(await journey.push(BIRTH)).toBe(202);
    const waiting = await awaitDetail(journey, (detail) => services(detail, "waiting").length === 1);
    // Between two tries: while one is under way the ministry's message is not waiting but being sent.
    const told = await awaitDetail(
      journey,
      (detail) => services(detail, "delivered").length > 1 && services(detail, "waiting").length === 1,
    );
    expect([services(waiting, "waiting"), services(told, "waiting"), told.syncState]).toEqual([
      ["dangKyHoTich"],
      ["dangKyHoTich"],
      "pending",
    ]);
    expect(journey.simulator.ledger.lines().map(({ service }) => service)).not.toContain("dangKyHoTich");

    simulator.faults.set([]);
    const registered = await awaitDetail(journey, ({ feedbackResults }) => feedbackResults.length > 0);
    expect(registered.syncState).toBe("in-sync");
    expect(simulator.ledger.lines()).toMatchObject([{ service: "dangKyHoTich", dossierCode: BIRTH.dossierCode }]);
    expect(registered.timeline.flatMap((entry) => (entry.kind === "feedback" ? [entry.status] : []))).toEqual([
      "1",
      "3",
      "4",
    ]);
    const sync = (await (await journey.call("/v1/sync")).json()) as { readonly destinations: readonly object[] };
    expect(sync.destinations).toContainEqual(expect.objectContaining({ name: "civil-status", reachable: true }));
    expect(journey.errors).toEqual([]);
  });
});
