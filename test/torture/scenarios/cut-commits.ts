import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "../../../src/simulator/seeded-random.ts";
import { startDatabaseProxy } from "../database-proxy.ts";
import type { Scenario } from "../scenario.ts";
import { revisionsOf } from "../workload.ts";
import { openWorld } from "../world.ts";

/** The line to PostgreSQL breaks around COMMIT and in the middle of things: nobody knows whether it committed. */
export const cutCommits: Scenario = {
  name: "cut-commits",
  title: { vi: "đứt đường tới PostgreSQL quanh COMMIT", en: "the line to PostgreSQL cut around COMMIT" },
  async run(stage) {
    const { url } = await stage.server();
    await using proxy = await startDatabaseProxy(url, seededRandom(`${stage.seed} proxy`));
    const processes = stage.isLong ? 3 : 2;
    await using world = await openWorld(stage, { database: "server", processes, databaseAt: (at) => proxy.at(at) });
    await world.startAll();
    proxy.cutting = true;
    const rounds = stage.isLong ? 20 : 2;
    const dossiers = stage.dossiers ?? (stage.isLong ? 1000 : 40);
    for (let round = 0; round < rounds && !stage.signal.aborted; round += 1) {
      stage.progress(round, rounds);
      const from = Math.floor((round * dossiers) / rounds);
      const to = Math.floor(((round + 1) * dossiers) / rounds);
      await world.vendor.pushAll(Array.from({ length: to - from }, (_, at) => revisionsOf(from + at)));
      await sleep(200);
    }
    proxy.cutting = false;
    const settled = await world.settled();
    const cuts = Object.values(proxy.cuts).reduce((sum, count) => sum + count, 0);
    const report = await world.judge(cuts * world.inFlight, { ...proxy.cuts });
    return settled ? report : { ...report, violations: [...report.violations, "did not finish in time"] };
  },
};
