import { setTimeout as sleep } from "node:timers/promises";
import type { Scenario } from "../scenario.ts";
import { revisionsOf } from "../workload.ts";
import { openWorld } from "../world.ts";

const FAST = new URL("../fast-clock.ts", import.meta.url);
/**
 * Seconds of the gateway's clock to one of ours. Its longest lease is an hour, which must stay seconds. Pushing so many
 * dossiers as the long form has lasts minutes, and they are to be pushed within its outage.
 */
const FACTORS = { short: 900, long: 60 };
/**
 * Longest wait between two looks at a dossier, by the gateway's clock. Its database wakes it by its own, so these seconds
 * are lived through.
 */
const LONGEST_DELAY_MS = { short: 10_000, long: 300_000 };
/** Far more than one dossier takes to be delivered. */
const SETTLE_MS_EACH = 30;

/** The portal is away for hours while dossiers pile up; no retry budget burns, and then everything gets through. */
export const longOutage: Scenario = {
  name: "long-outage",
  title: { vi: "Cổng ngừng nhiều giờ, hồ sơ dồn lại", en: "the portal away for hours, dossiers piling up" },
  async run(stage) {
    const factor = stage.isLong ? FACTORS.long : FACTORS.short;
    const hours = stage.isLong ? 6 : 1;
    const dossiers = stage.dossiers ?? (stage.isLong ? 100_000 : 60);
    const from = Date.now();
    await using world = await openWorld(stage, {
      // The portal judges signatures and sessions by the same clock.
      clock: { now: () => Math.floor(from + (Date.now() - from) * factor) },
      database: "server",
      processes: 1,
      concurrency: 4,
      delivery: {
        leaseSeconds: 3600,
        longestDelayMs: LONGEST_DELAY_MS[stage.isLong ? "long" : "short"],
        firstDelayMs: 1000,
        maxAttempts: 12,
      },
    });
    world.simulator.faults.set([
      { kind: "drop-before-apply", probability: 0.2 },
      { kind: "http-500", probability: 0.2 },
      { kind: "maintenance", retryAfterSeconds: 30 },
    ]);
    await world.start(0, { preload: FAST, env: { TORTURE_CLOCK: String(factor), TORTURE_CLOCK_FROM: String(from) } })
      .ready;
    const beganAt = performance.now();
    await world.vendor.pushMany(
      Array.from({ length: dossiers }, (_, index) => revisionsOf(index).slice(0, 1)).flat(),
      (done) => stage.progress(done, dossiers),
    );
    await sleep(Math.max(0, (hours * 3_600_000) / factor - (performance.now() - beganAt)), undefined, {
      signal: stage.signal,
    }).catch(() => undefined);
    const tries = world.simulator.faults.list().reduce((sum, { fired = 0 }) => sum + fired, 0);
    const early = world.simulator.ledger.lines().length;
    world.simulator.faults.set([]);
    const settled = await world.settled(Math.max(600_000, dossiers * SETTLE_MS_EACH));
    const report = await world.judge(tries * 10, { hours, tries });
    return {
      ...report,
      violations: [
        ...report.violations,
        ...(early > 0 ? [`${early} items were applied during the outage`] : []),
        ...(report.figures.parked > 0 ? [`${report.figures.parked} messages were parked by an outage`] : []),
        ...(settled ? [] : ["did not finish in time"]),
      ],
    };
  },
};
