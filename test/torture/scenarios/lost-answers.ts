import type { Report, Scenario, Stage } from "../scenario.ts";
import { revisionsOf, type Pushable } from "../workload.ts";
import { openWorld } from "../world.ts";

const BATCH = 4;

/** Three calls in ten are applied and never answered; lost progress lines are sent again. */
export const lostAnswers: Scenario = {
  name: "lost-answers",
  title: { vi: "Cổng ghi nhận rồi mất câu trả lời", en: "applied by the portal, the answer lost" },
  run: (stage) => loseAnswers(stage, "resend", revisionsOf),
};

/** The same, with a policy that sends no line again: what was lost waits for a person. */
export const lostAnswersParked: Scenario = {
  name: "lost-answers-parked",
  title: { vi: "mất câu trả lời, không tự gửi lại", en: "lost answers under the policy that never repeats" },
  // A later push would plan anew what waits for a person.
  run: (stage) => loseAnswers(stage, "park", (index) => revisionsOf(index).slice(0, 1)),
};

async function loseAnswers(
  stage: Stage,
  lostProgress: "resend" | "park",
  pushesOf: (index: number) => Pushable[],
): Promise<Report> {
  const processes = stage.isLong ? 3 : 1;
  await using world = await openWorld(stage, {
    database: "server",
    processes,
    batch: BATCH,
    delivery: { lostProgress, maxAttempts: 1000 },
  });
  world.simulator.faults.set([{ kind: "drop-after-apply", probability: 0.3 }]);
  await world.startAll();
  const dossiers = stage.dossiers ?? (stage.isLong ? 600 : 30);
  let done = 0;
  await world.vendor.pushAll(
    Array.from({ length: dossiers }, (_, index) => pushesOf(index)),
    () => stage.progress((done += 1), dossiers),
  );
  const settled = await world.settled();
  const lost = world.simulator.faults.list().reduce((sum, { fired = 0 }) => sum + fired, 0);
  const report = await world.judge(lostProgress === "park" ? 0 : lost * BATCH, { answersLost: lost });
  const idle = lost === 0 ? ["no answer was lost"] : [];
  return { ...report, violations: [...report.violations, ...idle, ...(settled ? [] : ["did not finish in time"])] };
}
