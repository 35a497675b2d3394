import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Random } from "#core/ports/ports.ts";
import { until, type GatewayProcess } from "../gateway-process.ts";
import { countPoints, type PointPlan, type Strike } from "../point-plan.ts";
import type { Scenario } from "../scenario.ts";
import { revisionsOf } from "../workload.ts";
import { openWorld, type Start, type World } from "../world.ts";

const COUNTING = new URL("../points.ts", import.meta.url);
/** A point that is not passed when all is done, or within this time, is left out, and counted. */
const REACH_WITHIN_MS = 60_000;
/** Some points are passed only by one who has nothing to do. */
const IDLE_MS = 2000;
/** Points that are struck in the short form. */
const FEW = 4;
/** Dossiers pushed for each point. */
const EACH = 4;
/** Most times one and the same point is struck: a COMMIT may be that of a push, a claim, an attempt, a settlement … */
const MOST_OF_ONE = 12;

/** Dies at each point at which it touches the outside: around every statement, at every step of a request. */
export const crashPoints: Scenario = {
  name: "crash-points",
  title: { vi: "chết tại từng điểm chạm ra ngoài", en: "death at every point that touches the outside" },
  async run(stage) {
    await using world = await openWorld(stage, { database: "server", processes: 1 });
    const strikes = await findStrikes(world, "SIGKILL", stage.isLong ? Infinity : 2 * FEW);
    const wanted = stage.isLong ? strikes.length : FEW;
    const torment = { points: 0, struck: 0 };
    const pushing: Promise<void>[] = [];
    for (const [index, strike] of strikes.entries()) {
      if (stage.signal.aborted || torment.struck === wanted) break;
      stage.progress(torment.struck, wanted);
      torment.points += 1;
      const gateway = world.start(0, counting({ strike }));
      await gateway.ready;
      const pushes = world.vendor.pushAll(share(index));
      pushing.push(pushes);
      if (await diesAtWork(gateway, world, pushes, stage.signal)) torment.struck += 1;
      else await world.kill(0);
    }
    await world.startAll();
    await Promise.all(pushing);
    const settled = await world.settled();
    const report = await world.judge(torment.points * world.inFlight, torment);
    const few = torment.struck * 2 < torment.points ? ["most points were never reached"] : [];
    return { ...report, violations: [...report.violations, ...few, ...(settled ? [] : ["did not finish in time"])] };
  },
};

/** Whether a gateway dies before everything it was pushed is done. */
async function diesAtWork(
  gateway: GatewayProcess,
  world: World,
  pushes: Promise<void>,
  signal: AbortSignal,
): Promise<boolean> {
  let pushed = false;
  void pushes.then(
    () => (pushed = true),
    () => (pushed = true),
  );
  const isOver = async (): Promise<boolean> => !gateway.running || (pushed && (await world.settled(1)));
  await until(isOver, signal, { withinMs: REACH_WITHIN_MS });
  return until(() => !gateway.running, signal, { withinMs: IDLE_MS });
}

/** The dossiers of a point; those of the run that finds the points come before. */
export function share(index: number): ReturnType<typeof revisionsOf>[] {
  return Array.from({ length: EACH }, (_, at) => revisionsOf((index + 3) * EACH + at));
}

export function counting(plan: PointPlan): Start {
  return { preload: COUNTING, env: { TORTURE_POINTS: JSON.stringify(plan) } };
}

/**
 * Runs once without harm, counts the points, and draws where to strike: each point at least once as far as `most` allows.
 */
export async function findStrikes(world: World, signal: Strike["signal"], most: number): Promise<Strike[]> {
  const folder = mkdtempSync(join(tmpdir(), "lienthong-torture-points-"));
  try {
    const record = join(folder, "points");
    await world.start(0, counting({ record })).ready;
    await world.vendor.pushAll([...share(-3), ...share(-2), ...share(-1)]);
    await world.settled();
    await world.kill(0);
    const points = countPoints(readFileSync(record, "utf8"));
    const strikes = [...points].flatMap(([point, times]) => drawTimes(point, times, signal));
    return shuffled(strikes, world.random).slice(0, most);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first time always, and others spread over the run. The run that strikes has less to do than the one that counted. */
function drawTimes(point: string, times: number, signal: Strike["signal"]): Strike[] {
  const wanted = Math.min(MOST_OF_ONE, Math.ceil(times / 6));
  return Array.from({ length: wanted }, (_, index) => ({
    point,
    nth: 1 + Math.floor((index * times) / (wanted * 3)),
    signal,
  }));
}

function shuffled<Thing>(things: readonly Thing[], random: Random): Thing[] {
  return things
    .map((thing) => ({ thing, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ thing }) => thing);
}
