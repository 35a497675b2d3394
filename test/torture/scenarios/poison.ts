import type { FaultRule } from "../../../src/simulator/faults/fault-rule.ts";
import type { Scenario } from "../scenario.ts";
import { codeOf, revisionsOf } from "../workload.ts";
import { openWorld } from "../world.ts";

/** One dossier in a hundred is refused whatever is tried; it must stop itself and no other. */
export const poison: Scenario = {
  name: "poison",
  title: { vi: "1 % hồ sơ Cổng luôn từ chối", en: "one dossier in a hundred is poison" },
  async run(stage) {
    await using world = await openWorld(stage, { database: "server", processes: stage.isLong ? 3 : 1 });
    const dossiers = stage.dossiers ?? (stage.isLong ? 1500 : 100);
    const poisoned = Array.from({ length: Math.ceil(dossiers / 100) }, (_, index) => index * 100 + 42).filter(
      (index) => index < dossiers,
    );
    world.simulator.faults.set(
      poisoned.map((index): FaultRule => ({ kind: "error-code", service: "DongBoHoSoMC", dossierCode: codeOf(index) })),
    );
    await world.startAll();
    let done = 0;
    await world.vendor.pushAll(
      // Pushed once: a later push would be the mended dossier.
      Array.from({ length: dossiers }, (_, index) => revisionsOf(index).slice(0, 1)),
      () => stage.progress((done += 1), dossiers),
    );
    const settled = await world.settled();
    const report = await world.judge(0, { poisoned: poisoned.length });
    const { parked, heldBack } = report.figures;
    // Of each its dossier message, and behind that the two lines.
    const expected = parked === poisoned.length && heldBack === 2 * poisoned.length;
    return {
      ...report,
      violations: [
        ...report.violations,
        ...(expected ? [] : [`${poisoned.length} dossiers are poison, ${parked} messages stopped, ${heldBack} wait`]),
        ...(settled ? [] : ["did not finish in time"]),
      ],
    };
  },
};
