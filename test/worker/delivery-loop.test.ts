import { describe, expect, it, vi } from "vitest";
import { Fault } from "#core/fault.ts";
import type { Events } from "#core/ports/events.ts";
import type { Claim, DeliveryStore } from "#core/ports/delivery-store.ts";
import type { LeaseHold } from "../../src/flow/delivery-dependencies.ts";
import { pauseWithoutRoom, startDeliveryLoop, type DeliveryLoopOptions } from "../../src/worker/delivery-loop.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { codesIn, finish, take } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";

const place = sharedDatabase();

interface Delivery {
  readonly claim: Claim;
  readonly hold: LeaseHold;
  readonly signal: AbortSignal;
}

/** A loop on the real store whose deliveries are handed to the test one by one; each waits for its `done`. */
function openLoop(options: Partial<DeliveryLoopOptions> = {}, changes: Partial<DeliveryStore> = {}) {
  const clock = fakeClock();
  const ticks = fakeClock();
  const failures: unknown[] = [];
  const begun: Delivery[] = [];
  let someBegan = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  const loop = startDeliveryLoop({
    destination: "portal",
    clock,
    ticks,
    random: seededRandom(5),
    store: { ...place().store.delivery, ...changes },
    deliver: async (claim, hold, signal) => {
      begun.push({ claim, hold, signal });
      someBegan.resolve();
      await done.promise;
      await finish(place().store, claim);
    },
    events: { failed: (where: string, error: unknown) => void failures.push([where, error]) } as unknown as Events,
    breaker: { msUntilProbe: () => 0 },
    concurrency: 1,
    claimSize: { least: 10, most: 10 },
    leaseSeconds: 60,
    pollMs: 3_600_000,
    ...options,
  });
  return {
    loop,
    clock,
    ticks,
    failures,
    done,
    nextDelivery: async (): Promise<Delivery> => {
      for (;;) {
        const next = begun.shift();
        if (next !== undefined) return next;
        someBegan = Promise.withResolvers();
        await someBegan.promise;
      }
    },
  };
}

describe("a database without room", () => {
  it("is asked less and less often, and at least four times a minute, not by every slot at every poll", () => {
    expect([0, 1, 2, 5, 6, 2000].map((failures) => pauseWithoutRoom(500, failures))).toEqual([
      500, 1000, 2000, 15_000, 15_000, 15_000,
    ]);
    expect(pauseWithoutRoom(60_000, 3)).toBe(60_000);
  });

  it("holds nothing up once it has room again", async () => {
    const full = new Fault("database-full", { vi: "đầy", en: "full" });
    let without = 3;
    const { claim } = place().store.delivery;
    const { loop, failures, done, nextDelivery } = openLoop(
      { pollMs: 1 },
      { claim: (options) => (without-- > 0 ? Promise.reject(full) : claim(options)) },
    );
    await using _loop = loop;
    await take(place().store, "A");
    expect([...(await nextDelivery()).claim.dossiers.keys()]).toEqual(["A"]);
    expect(failures).toEqual([full, full, full].map((error) => ["worker", error]));
    done.resolve();
  });
});

/** Resolves when `reached` says so, asked whenever something may have happened. */
function counted(): { readonly count: () => number; readonly up: () => void; reach(goal: number): Promise<void> } {
  let count = 0;
  const waiting: { goal: number; resolve: () => void }[] = [];
  return {
    count: () => count,
    up: () => {
      count += 1;
      for (const { goal, resolve } of waiting) if (count >= goal) resolve();
    },
    reach: (goal) =>
      new Promise((resolve) => (count >= goal ? resolve() : void waiting.push({ goal, resolve: () => resolve() }))),
  };
}

describe("the delivery loop", () => {
  it("takes up what waits at the start, and what a wakeSignal announces", async () => {
    await take(place().store, "A");
    const { loop, done, nextDelivery } = openLoop();
    await using _loop = loop;
    expect(codesIn((await nextDelivery()).claim)).toEqual(["A"]);
    done.resolve();
    await take(place().store, "B");
    loop.wake();
    expect(codesIn((await nextDelivery()).claim)).toEqual(["B"]);
  });

  it("finds by itself what no signal announced", async () => {
    const { loop, done, nextDelivery } = openLoop({ pollMs: 5 });
    await using _loop = loop;
    done.resolve();
    await take(place().store, "A");
    expect(codesIn((await nextDelivery()).claim)).toEqual(["A"]);
  });

  it("works on as many claims side by side as it may", async () => {
    for (const code of ["A", "B", "C"]) await take(place().store, code);
    const { loop, done, nextDelivery } = openLoop({ concurrency: 2, claimSize: { least: 1, most: 1 } });
    await using _loop = loop;
    const [first, second] = [await nextDelivery(), await nextDelivery()];
    expect(new Set([...codesIn(first.claim), ...codesIn(second.claim)]).size).toBe(2);
    done.resolve();
    expect(codesIn((await nextDelivery()).claim)).toHaveLength(1);
  });

  it("takes more at once while the queue is long", async () => {
    for (const code of ["A", "B", "C", "D", "E", "F", "G", "H"]) await take(place().store, code);
    const { loop, done, nextDelivery } = openLoop({ claimSize: { least: 1, most: 4 } });
    await using _loop = loop;
    done.resolve();
    const sizes: number[] = [];
    for (let claim = 0; claim < 4; claim += 1) sizes.push(codesIn((await nextDelivery()).claim).length);
    expect(sizes).toEqual([1, 2, 4, 1]);
    await take(place().store, "A2");
    await take(place().store, "B2");
    loop.wake();
    expect(codesIn((await nextDelivery()).claim)).toHaveLength(1);
  });

  it("wakes one slot at a time, and another when there is more than that one takes", async () => {
    const claims = counted();
    const { loop, done, nextDelivery } = openLoop(
      { concurrency: 3, claimSize: { least: 1, most: 1 } },
      {
        claim: async (options) => {
          const claim = await place().store.delivery.claim(options);
          claims.up();
          return claim;
        },
      },
    );
    await using _loop = loop;
    await claims.reach(3);
    for (const code of ["A", "B"]) await take(place().store, code);
    loop.wake();
    const both = [await nextDelivery(), await nextDelivery()];
    expect(both.flatMap(({ claim }) => codesIn(claim)).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["A", "B"]);
    await claims.reach(6);
    done.resolve();
  });

  it("claims nothing while the breaker is open, and looks again when it may", async () => {
    await take(place().store, "A");
    const naps = counted();
    const claims = counted();
    let pause = 3_600_000;
    const { loop, nextDelivery, done } = openLoop(
      {
        pollMs: 2,
        breaker: {
          msUntilProbe: () => {
            naps.up();
            return pause;
          },
        },
      },
      {
        claim: (options) => {
          claims.up();
          return place().store.delivery.claim(options);
        },
      },
    );
    await using _loop = loop;
    loop.wake();
    await naps.reach(5);
    expect(claims.count()).toBe(0);
    pause = 0;
    expect(codesIn((await nextDelivery()).claim)).toEqual(["A"]);
    done.resolve();
  });

  it("reports a failure and carries on", async () => {
    await take(place().store, "A");
    const broken = new Error("broken");
    let tries = 0;
    const { loop, failures, nextDelivery, done } = openLoop(
      { pollMs: 2 },
      {
        claim: (options) => {
          tries += 1;
          return tries === 1 ? Promise.reject(broken) : place().store.delivery.claim(options);
        },
      },
    );
    await using _loop = loop;
    expect(codesIn((await nextDelivery()).claim)).toEqual(["A"]);
    expect(failures).toEqual([["worker", broken]]);
    done.resolve();
  });

  it("stops when what is under way has ended, and tells it to end soon", async () => {
    await take(place().store, "A");
    const { loop, done, nextDelivery } = openLoop();
    const { signal } = await nextDelivery();
    expect(signal.aborted).toBe(false);
    let stopped = false;
    const stopping = loop[Symbol.asyncDispose]().then(() => {
      stopped = true;
    });
    expect(signal.aborted).toBe(true);
    await take(place().store, "B");
    expect(stopped).toBe(false);
    done.resolve();
    await stopping;
    expect(await place().store.reads.dossier("A", null)).toMatchObject({ syncState: "in-sync" });
    expect(await place().store.reads.dossier("B", null)).toMatchObject({ syncState: "pending" });
  });
});

describe("a lease", () => {
  it("is prolonged as long as the work lasts", async () => {
    await take(place().store, "A");
    const renewals = counted();
    const { loop, clock, done, nextDelivery } = openLoop(
      { leaseSeconds: 0.03 },
      {
        renew: async () => {
          renewals.up();
          return true;
        },
      },
    );
    await using _loop = loop;
    const { hold } = await nextDelivery();
    for (let goal = 2; goal <= 4; goal += 1) {
      clock.advance(20);
      await renewals.reach(renewals.count() + 2);
      expect(hold.stillHeld()).toBe(true);
    }
    done.resolve();
  });

  const withRenewals = (renew: DeliveryStore["renew"]) => {
    const renewals = counted();
    const opened = openLoop(
      { leaseSeconds: 0.03 },
      {
        renew: (...given) => {
          renewals.up();
          return renew(...given);
        },
      },
    );
    return { renewals, ...opened };
  };

  it.each(["clock", "ticks"] as const)("that cannot be prolonged runs out by the %s", async (name) => {
    await take(place().store, "A");
    const { renewals, loop, done, nextDelivery, ...clocks } = withRenewals(() =>
      Promise.reject(new Error("the database is away")),
    );
    await using _loop = loop;
    const { hold } = await nextDelivery();
    await renewals.reach(1);
    clocks[name].advance(29);
    expect(hold.stillHeld()).toBe(true);
    clocks[name].advance(1);
    expect(hold.stillHeld()).toBe(false);
    done.resolve();
  });

  it("does not last longer because the clock was set back", async () => {
    await take(place().store, "A");
    const { loop, clock, ticks, done, nextDelivery } = withRenewals(() => Promise.reject(new Error("away")));
    await using _loop = loop;
    const { hold } = await nextDelivery();
    clock.advance(-3_600_000);
    ticks.advance(30);
    expect(hold.stillHeld()).toBe(false);
    done.resolve();
  });

  it("that the database calls over is over at once", async () => {
    await take(place().store, "A");
    const over = Promise.withResolvers<boolean>();
    const { loop, done, nextDelivery } = withRenewals(() => over.promise);
    await using _loop = loop;
    const { hold } = await nextDelivery();
    expect(hold.stillHeld()).toBe(true);
    over.resolve(false);
    await over.promise;
    await vi.waitFor(() => expect(hold.stillHeld()).toBe(false));
    done.resolve();
  });
});
