import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Step } from "../../src/flow/reconcile.ts";
import { startReconciling, type ReconcilingOptions } from "../../src/worker/reconciling.ts";
import { fakeClock } from "../kit/fake-clock.ts";

const NEVER = 3_600_000;

/** The loop with what it did, one word each. */
function open(options: Partial<ReconcilingOptions> & { readonly steps?: readonly (Step | Error)[] } = {}) {
  const did: string[] = [];
  const steps = [...(options.steps ?? [])];
  const loop = startReconciling({
    clock: fakeClock("2026-05-18T03:00:00+07:00"),
    events: { failed: (where, error) => did.push(`failed ${where} ${String(error)}`) },
    nightlyAt: null,
    beginNight: async (night) => did.push(`night ${night}`),
    next: async () => {
      const step = steps.shift() ?? { again: false, waitMs: null };
      did.push("next");
      if (step instanceof Error) throw step;
      return step;
    },
    report: async () => void did.push("report"),
    reportEveryMs: NEVER,
    idleMs: NEVER,
    ...options,
  });
  const until = async (count: number) => {
    while (did.length < count) await turn();
    return did.slice(0, count);
  };
  return { loop, did, until };
}

describe("the loop of reconciliation", () => {
  it("goes on as long as there is something to compare, then sleeps until it is woken", async () => {
    const { loop, until } = open({ steps: [{ again: true }, { again: true }] });
    await using _loop = loop;
    expect(await until(4)).toEqual(["report", "next", "next", "next"]);
    loop.wake();
    expect((await until(5))[4]).toBe("next");
  });

  it("waits no longer than it is told to", async () => {
    const { loop, until } = open({ steps: [{ again: false, waitMs: 1 }] });
    await using _loop = loop;
    expect(await until(3)).toEqual(["report", "next", "next"]);
  });

  it("begins each night once, when its hour has come", async () => {
    const clock = fakeClock("2026-05-18T02:29:59+07:00");
    const { loop, did, until } = open({ clock, nightlyAt: "02:30" });
    await using _loop = loop;
    await until(2);
    expect(did).toEqual(["report", "next"]);
    clock.advance(1000);
    loop.wake();
    expect((await until(4)).slice(2)).toEqual(["night 2026-05-18", "next"]);
    loop.wake();
    expect((await until(5)).slice(4)).toEqual(["next"]);
    clock.jumpTo("2026-05-19T02:30:00+07:00");
    loop.wake();
    expect(await until(8)).toContain("night 2026-05-19");
  });

  it("reports a failure, and goes on", async () => {
    const { loop, until } = open({ steps: [new Error("away")], idleMs: 1 });
    await using _loop = loop;
    expect(await until(4)).toEqual(["report", "next", "failed reconcile Error: away", "next"]);
  });
});
