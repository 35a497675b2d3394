import { describe, expect, it } from "vitest";
import { createWakeSignal } from "../../src/worker/wake-signal.ts";

const FOR_EVER = 3_600_000;

describe("the doorbell", () => {
  it("wakes one sleeper, the one that has slept longest", async () => {
    const bell = createWakeSignal(new AbortController().signal);
    const woken: string[] = [];
    const sleep = (name: string) => bell.waitAtMost(FOR_EVER).then(() => woken.push(name));
    const first = sleep("first");
    const second = sleep("second");
    bell.ring();
    await first;
    expect(woken).toEqual(["first"]);
    const again = sleep("again");
    bell.ring();
    await second;
    bell.ring();
    await again;
    expect(woken).toEqual(["first", "second", "again"]);
  });

  it("counts, so that a ring between looking and lying down is not missed", () => {
    const bell = createWakeSignal(new AbortController().signal);
    const heard = bell.rings();
    bell.ring();
    expect(bell.rings()).toBe(heard + 1);
  });

  it("lets the deaf sleep until their time is up or the house stops", async () => {
    const stopping = new AbortController();
    const bell = createWakeSignal(stopping.signal);
    let woken = false;
    const sleeper = bell.waitAtMost(FOR_EVER, { deaf: true }).then(() => {
      woken = true;
    });
    const other = bell.waitAtMost(FOR_EVER);
    bell.ring();
    await other;
    expect(woken).toBe(false);
    stopping.abort();
    await sleeper;
    await bell.waitAtMost(FOR_EVER);
    await bell.waitAtMost(1);
  });
});
