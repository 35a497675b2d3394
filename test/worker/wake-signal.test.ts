import { describe, expect, it } from "vitest";
import { createWakeSignal } from "../../src/worker/wake-signal.ts";

const FOR_EVER = 3_600_000;

describe("the wakeSignal", () => {
  it("wakes one sleeper, the one that has slept longest", async () => {
    const wakeSignal = createWakeSignal(new AbortController().signal);
    const woken: string[] = [];
    const sleep = (name: string) => wakeSignal.waitAtMost(FOR_EVER).then(() => woken.push(name));
    const first = sleep("first");
    const second = sleep("second");
    wakeSignal.notify();
    await first;
    expect(woken).toEqual(["first"]);
    const again = sleep("again");
    wakeSignal.notify();
    await second;
    wakeSignal.notify();
    await again;
    expect(woken).toEqual(["first", "second", "again"]);
  });

  it("counts, so that a ring between looking and lying down is not missed", () => {
    const wakeSignal = createWakeSignal(new AbortController().signal);
    const heard = wakeSignal.count();
    wakeSignal.notify();
    expect(wakeSignal.count()).toBe(heard + 1);
  });

  it("lets the ignoresSignals sleep until their time is up or the house stops", async () => {
    const stopping = new AbortController();
    const wakeSignal = createWakeSignal(stopping.signal);
    let woken = false;
    const sleeper = wakeSignal.waitAtMost(FOR_EVER, { ignoresSignals: true }).then(() => {
      woken = true;
    });
    const other = wakeSignal.waitAtMost(FOR_EVER);
    wakeSignal.notify();
    await other;
    expect(woken).toBe(false);
    stopping.abort();
    await sleeper;
    await wakeSignal.waitAtMost(FOR_EVER);
    await wakeSignal.waitAtMost(1);
  });
});
