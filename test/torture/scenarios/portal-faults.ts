import { FAULT_KINDS, type FaultRule } from "../../../src/simulator/faults/fault-rule.ts";
import { until } from "../gateway-process.ts";
import type { Scenario } from "../scenario.ts";
import { revisionsOf } from "../workload.ts";
import { openWorld, type World } from "../world.ts";

const BATCH = 3;
const SETTINGS: Partial<Record<FaultRule["kind"], Partial<FaultRule>>> = {
  slow: { delayMs: 150 },
  hang: { delayMs: 150 },
  "rate-limit": { retryAfterSeconds: 0 },
  maintenance: { retryAfterSeconds: 0 },
};
const LATE = ["hang", "http-500", "html-200", "bad-json", "error-code"] as const;
const RULES: readonly FaultRule[] = [
  ...FAULT_KINDS.map((kind) => ({ kind, ...SETTINGS[kind] })),
  ...LATE.map((kind) => ({ kind, ...SETTINGS[kind], afterApply: true })),
];

/** Every way the simulator can misbehave, one after the other, each striking one call in ten. */
export const portalFaults: Scenario = {
  name: "portal-faults",
  title: { vi: "từng kiểu sự cố của Cổng, 10 %", en: "every failure mode of the portal at 10 %" },
  async run(stage) {
    await using world = await openWorld(stage, { database: "server", processes: stage.isLong ? 3 : 1, batch: BATCH });
    await world.startAll();
    const each = Math.ceil((stage.dossiers ?? (stage.isLong ? 1800 : 72)) / RULES.length);
    let fired = 0;
    for (const [index, rule] of RULES.entries()) {
      stage.progress(index, RULES.length);
      // Once for certain, so that none is left out by luck.
      world.simulator.faults.set([
        { ...rule, times: 1 },
        { ...rule, probability: 0.1 },
      ]);
      await world.vendor.pushAll(Array.from({ length: each }, (_, at) => revisionsOf(index * each + at)));
      const struck = () => world.simulator.faults.list().reduce((sum, { fired: times = 0 }) => sum + times, 0);
      // In the short form it is enough that it struck; what it left undone goes on beside the next.
      if (stage.isLong) await world.settled(60_000);
      else await until(() => struck() > 0, stage.signal, { withinMs: 10_000, everyMs: 20 });
      fired += struck();
    }
    world.simulator.faults.set([]);
    const settled = await settleRefused(world);
    const report = await world.judge(fired * BATCH, { faults: fired, kinds: RULES.length });
    return settled ? report : { ...report, violations: [...report.violations, "not everything got through"] };
  },
};

/** A refusal needs a person: here one who says that the portal was mended, and to send again. */
async function settleRefused(world: World): Promise<boolean> {
  for (let round = 0; round < 5; round += 1) {
    if (!(await world.settled())) return false;
    const body = JSON.stringify({ state: "refused", reason: "Cổng đã sửa" });
    const answer = await (await world.call("/v1/messages/retry", { method: "POST", body })).json();
    if ((answer as { retried: number }).retried === 0) return true;
  }
  return false;
}
