import { describe, expect, it } from "vitest";
import type { Events } from "#core/ports/events.ts";
import { startHousekeeping, type HousekeepingOptions } from "../../src/worker/housekeeping.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { AT, claimed, codesIn, take, takeAndForget } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";

const place = sharedDatabase();
const NEVER = 3_600_000;

/** Housekeeping on the real store, with the first thing it tells the house. */
function openRounds(options: Partial<HousekeepingOptions>) {
  const told = Promise.withResolvers<readonly unknown[]>();
  const woken = Promise.withResolvers<void>();
  const tell =
    (name: string) =>
    (...what: readonly unknown[]) =>
      told.resolve([name, ...what]);
  const rounds = startHousekeeping({
    clock: fakeClock(),
    store: place().store.delivery,
    events: {
      abandonedRecovered: tell("recovered"),
      forgottenWoken: tell("forgotten"),
      clockSetBack: tell("clock set back"),
      failed: tell("failed"),
    } as unknown as Events,
    changes: place().store.changes,
    reads: place().store.reads,
    keepChangesDays: 30,
    wake: woken.resolve,
    leaseSeconds: 15,
    recoverEveryMs: 5,
    searchEveryMs: NEVER,
    ...options,
  });
  return { rounds, told: told.promise, woken: woken.promise };
}

describe("housekeeping", () => {
  it("frees what a dead worker held, and wakes the loop", async () => {
    const { rounds, told, woken } = openRounds({});
    await using _rounds = rounds;
    await take(place().store, "A");
    await claimed(place().store, { leaseSeconds: -1 });
    expect(await told).toEqual(["recovered", 1]);
    await woken;
    expect(codesIn(await claimed(place().store))).toEqual(["A"]);
  });

  it("finds what nobody remembers, after a grace of one round", async () => {
    await takeAndForget(place(), "A");
    const clock = fakeClock(AT.toISOString());
    const { rounds, told, woken } = openRounds({ clock, recoverEveryMs: NEVER, searchEveryMs: 5 });
    await using _rounds = rounds;
    clock.advance(6);
    expect(await told).toEqual(["forgotten", 1]);
    await woken;
    expect(codesIn(await claimed(place().store))).toEqual(["A"]);
  });

  it("reports a failed round and makes the next", async () => {
    const broken = new Error("broken");
    const again = Promise.withResolvers<void>();
    let tries = 0;
    const { rounds, told } = openRounds({
      recoverEveryMs: 2,
      store: {
        ...place().store.delivery,
        recoverAbandoned: () => {
          tries += 1;
          if (tries > 1) again.resolve();
          return tries === 1 ? Promise.reject(broken) : Promise.resolve(0);
        },
      },
    });
    await using _rounds = rounds;
    expect(await told).toEqual(["failed", "recover-abandoned", broken]);
    await again.promise;
  });
});
