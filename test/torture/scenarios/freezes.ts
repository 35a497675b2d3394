import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../gateway-process.ts";
import type { Strike } from "../point-plan.ts";
import { readLeases } from "../read-gateway-database.ts";
import type { Scenario, Stage } from "../scenario.ts";
import { revisionsOf } from "../workload.ts";
import { openWorld, type World } from "../world.ts";
import { counting, findStrikes, share } from "./crash-points.ts";

const FREEZE_WITHIN_MS = 15_000;
/** How long a process that wakes up gets to do what it must not. */
const AFTERLIFE_MS = 1000;

/** Between the last look at the lease and the first byte: where a process that wakes up does most harm. */
const ABOUT_TO_SEND: Strike = { point: "portal call request:create", nth: 1, signal: "SIGSTOP" };

/** Stands still at a point until another process has done its work and more, then goes on. */
export const frozenAtPoints: Scenario = {
  name: "frozen-at-points",
  title: {
    vi: "đứng hình tại từng điểm, tiến trình khác làm thay, rồi tỉnh lại",
    en: "frozen at a point, replaced, then awake again",
  },
  async run(stage) {
    await using world = await openWorld(stage, { database: "server", processes: 2 });
    const drawn = await findStrikes(world, "SIGSTOP", stage.isLong ? Infinity : 1);
    const sends = stage.isLong ? [1, 2, 3, 4, 5] : [1];
    const strikes = [...sends.map((nth) => ({ ...ABOUT_TO_SEND, nth })), ...drawn];
    const torment = { points: strikes.length, frozen: 0 };
    await world.start(1).ready;
    for (const [index, strike] of strikes.entries()) {
      if (stage.signal.aborted) break;
      stage.progress(index, strikes.length);
      if (await freezeAt(world, stage, strike, index)) torment.frozen += 1;
    }
    const settled = await world.settled();
    const report = await world.judge(strikes.length * world.inFlight, torment);
    const few = torment.frozen * 2 < torment.points ? ["most points were never reached"] : [];
    return { ...report, violations: [...report.violations, ...few, ...(settled ? [] : ["did not finish in time"])] };
  },
};

async function freezeAt(world: World, { signal }: Stage, strike: Strike, index: number): Promise<boolean> {
  const sleeper = world.start(0, counting({ strike }));
  await sleeper.ready;
  const other = world.gateways[1];
  // Or the other one would do the work.
  other?.freeze();
  const dossiers = share(index);
  const pushing = world.vendor.pushAll(dossiers.map((pushes) => pushes.slice(0, 1)));
  const frozen = await until(() => sleeper.isFrozen(), signal, { withinMs: FREEZE_WITHIN_MS });
  other?.thaw();
  await pushing;
  const replaced = frozen && (await world.settled(60_000));
  // What has changed meanwhile must not be undone by an echo of what was.
  await world.vendor.pushAll(dossiers.map((pushes) => pushes.slice(1)));
  if (replaced) await world.settled(60_000);
  if (frozen) {
    sleeper.thaw();
    await sleep(AFTERLIFE_MS);
  }
  await world.kill(0);
  return frozen;
}

/** One of three stands still at any moment until nothing is in its hands any more, again and again. */
export const frozenAtRandom: Scenario = {
  name: "frozen-at-random",
  isOnlyLong: true,
  title: { vi: "một trong ba tiến trình đứng hình bất chợt", en: "one of three processes frozen at random" },
  async run(stage) {
    await using world = await openWorld(stage, { database: "server", processes: 3 });
    world.simulator.faults.set([{ kind: "slow", probability: 0.4, delayMs: 50 }]);
    const freezes = stage.isLong ? 20 : 2;
    const dossiers = stage.dossiers ?? (stage.isLong ? 800 : 60);
    await world.startAll();
    const pushing: Promise<void>[] = [];
    for (let index = 0; index < freezes && !stage.signal.aborted; index += 1) {
      stage.progress(index, freezes);
      const from = Math.floor((index * dossiers) / freezes);
      const to = Math.floor(((index + 1) * dossiers) / freezes);
      pushing.push(world.vendor.pushAll(Array.from({ length: to - from }, (_, at) => revisionsOf(from + at))));
      await sleep(100 + world.random.next() * 400);
      const sleeper = world.gateways[Math.floor(world.random.next() * world.gateways.length)];
      sleeper?.freeze();
      const leases = await readLeases(world.house);
      await until(async () => (await readLeases(world.house)).isDisjointFrom(leases), stage.signal, {
        withinMs: 20_000,
        everyMs: 200,
      });
      sleeper?.thaw();
    }
    await Promise.all(pushing);
    const settled = await world.settled();
    const report = await world.judge(freezes * world.inFlight, { freezes });
    return settled ? report : { ...report, violations: [...report.violations, "did not finish in time"] };
  },
};
