import { describe, expect, it } from "vitest";
import { startChangeWatch } from "../../src/worker/change-watch.ts";

const FOR_EVER = 3_600_000;

/** A watch over a feed whose newest batch the test says, and what it reported. */
function openWatch() {
  const failures: unknown[] = [];
  let newest = 0;
  let broken: Error | null = null;
  const watch = startChangeWatch({
    feed: {
      gather: async () => {
        if (broken === null) return newest;
        const error = broken;
        broken = null;
        throw error;
      },
    },
    events: { failed: (where: string, error: unknown) => void failures.push([where, error]) },
    pollMs: 1,
  });
  return {
    watch,
    failures,
    grow: () => {
      newest += 1;
    },
    fail: (error: Error) => {
      broken = error;
    },
  };
}

describe("the watch over the delta feed", () => {
  it("wakes everybody who waits, each time the feed grows, and lets nobody wait for what they missed", async () => {
    const { watch, grow } = openWatch();
    await using _watch = watch;
    for (let round = 0; round < 3; round += 1) {
      const heard = watch.updates();
      const waiting = [1, 2, 3].map(() => watch.wait(heard, FOR_EVER));
      grow();
      expect(await Promise.all(waiting)).toEqual([true, true, true]);
      expect(watch.updates()).toBe(heard + 1);
      expect(await watch.wait(heard, FOR_EVER)).toBe(true);
    }
  });

  it("lets go of who leaves and whose time is up", async () => {
    const { watch } = openWatch();
    await using _watch = watch;
    const leaving = new AbortController();
    const left = watch.wait(watch.updates(), FOR_EVER, leaving.signal);
    leaving.abort();
    expect([await left, await watch.wait(watch.updates(), 1)]).toEqual([true, true]);
  });

  it("sends everybody home when the house closes, and looks after the feed until it is disposed", async () => {
    const { watch, grow } = openWatch();
    const waiting = watch.wait(watch.updates(), FOR_EVER);
    watch.endWaiting();
    expect([await waiting, await watch.wait(watch.updates(), FOR_EVER)]).toEqual([false, false]);
    const heard = watch.updates();
    grow();
    while (watch.updates() === heard) await new Promise((resolve) => setImmediate(resolve));
    await watch[Symbol.asyncDispose]();
  });

  it("reports a failure and looks again", async () => {
    const { watch, grow, fail, failures } = openWatch();
    await using _watch = watch;
    fail(new Error("the database is away"));
    const waiting = watch.wait(watch.updates(), FOR_EVER);
    while (failures.length === 0) await new Promise((resolve) => setImmediate(resolve));
    grow();
    expect(await waiting).toBe(true);
    expect(failures).toEqual([["changes", new Error("the database is away")]]);
  });
});
