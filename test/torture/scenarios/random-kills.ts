import { setTimeout as sleep } from "node:timers/promises";
import type { Report, Scenario, Stage } from "../scenario.ts";
import { revisionsOf } from "../workload.ts";
import { openWorld, type World } from "../world.ts";

interface Plan {
  readonly database: "embedded" | "server";
  readonly processes: number;
  readonly dossiers: number;
  readonly kills: number;
  /** Of the database server. */
  readonly crashes: number;
}

/** One process on the embedded database, killed while it starts, takes in, delivers. */
export const killEmbedded: Scenario = {
  name: "kill-embedded",
  title: {
    vi: "giết gateway trên cơ sở dữ liệu nhúng",
    en: "kill -9 of the gateway on the embedded database",
  },
  run: (stage) =>
    kill(stage, {
      database: "embedded",
      processes: 1,
      dossiers: stage.dossiers ?? (stage.isLong ? 500 : 40),
      kills: stage.isLong ? 25 : 2,
      crashes: 0,
    }),
};

export const killOne: Scenario = {
  name: "kill-one",
  isOnlyLong: true,
  title: { vi: "giết gateway và PostgreSQL, một tiến trình", en: "kill -9 of gateway and PostgreSQL, one process" },
  run: (stage) =>
    kill(stage, {
      database: "server",
      processes: 1,
      dossiers: stage.dossiers ?? (stage.isLong ? 500 : 40),
      kills: stage.isLong ? 25 : 3,
      crashes: stage.isLong ? 10 : 1,
    }),
};

export const killThree: Scenario = {
  name: "kill-three",
  title: { vi: "giết gateway và PostgreSQL, ba tiến trình", en: "kill -9 of gateways and PostgreSQL, three processes" },
  run: (stage) =>
    kill(stage, {
      database: "server",
      processes: 3,
      dossiers: stage.dossiers ?? (stage.isLong ? 900 : 80),
      kills: stage.isLong ? 40 : 3,
      crashes: stage.isLong ? 10 : 1,
    }),
};

async function kill(stage: Stage, plan: Plan): Promise<Report> {
  await using world = await openWorld(stage, plan);
  world.simulator.faults.set([{ kind: "slow", probability: 0.4, delayMs: 30 }]);
  const torment = { kills: 0, crashes: 0 };
  const blows = drawBlows(world, plan);
  const pushing: Promise<void>[] = [];
  await world.startAll();
  for (const [index, blow] of blows.entries()) {
    if (stage.signal.aborted) break;
    stage.progress(index, blows.length);
    const from = Math.floor((index * plan.dossiers) / blows.length);
    const to = Math.floor(((index + 1) * plan.dossiers) / blows.length);
    pushing.push(world.vendor.pushAll(Array.from({ length: to - from }, (_, at) => revisionsOf(from + at))));
    await strike(world, stage, blow, torment);
  }
  await world.startAll();
  await Promise.all(pushing);
  const settled = await world.settled();
  // Everything that can be on its way at once, each time; a database that goes away cuts off every process.
  const mayRepeat = (torment.kills + torment.crashes * plan.processes) * world.inFlight;
  const report = await world.judge(mayRepeat, torment);
  return settled ? report : { ...report, violations: [...report.violations, "the gateways did not finish in time"] };
}

type Blow = "gateway" | "database";

/** Blows in an order drawn by seed. */
function drawBlows({ random }: World, { kills, crashes }: Plan): Blow[] {
  const blows: Blow[] = [...Array<Blow>(kills).fill("gateway"), ...Array<Blow>(crashes).fill("database")];
  return blows
    .map((blow) => ({ blow, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ blow }) => blow);
}

async function strike(
  world: World,
  stage: Stage,
  blow: Blow,
  torment: { kills: number; crashes: number },
): Promise<void> {
  const { random, gateways } = world;
  const place = Math.floor(random.next() * gateways.length);
  // Most die at work, some before they have properly started.
  if (gateways.length > 1 || random.next() < 0.75) await gateways[place]?.ready;
  await sleep(random.next() * 700);
  if (blow === "database") {
    const server = await stage.server();
    await server.crash();
    torment.crashes += 1;
    await sleep(random.next() * 500);
    await server.restart();
    return;
  }
  await world.kill(place);
  torment.kills += 1;
  if (gateways.length > 1) await sleep(random.next() * 500);
  world.start(place);
}
