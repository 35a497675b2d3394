import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { HttpEnv } from "../../src/http/http-env.ts";
import { createShares } from "../../src/http/access/client-shares.ts";
import { intakeGate, type IntakeGateDependencies } from "../../src/http/access/intake-gate.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { refusalOf } from "./api-under-test.ts";

const LIMITS = { maxWaitingMessages: 1000, maxPushesInFlight: 2, minFreeDiskBytes: 1_000_000 };

function setUp(options: Partial<IntakeGateDependencies> & { readonly work?: Promise<void> } = {}) {
  const clock = fakeClock();
  const asked: Date[] = [];
  const app = new Hono<HttpEnv>();
  app.use(async (c, next) => {
    c.set("client", { id: "mot-cua", name: "Một cửa", rights: new Set(["push"]), agencies: null });
    await next();
  });
  app.post(
    "/v1/dossiers",
    intakeGate({
      clock,
      limits: LIMITS,
      pushes: createShares(LIMITS.maxPushesInFlight),
      figures: async (now) => {
        asked.push(now);
        return { waitingMessages: 0, deliveredLastMinute: 0 };
      },
      freeDiskBytes: async () => null,
      ...options,
    }),
    async (c) => {
      await options.work;
      return c.text("taken", 202);
    },
  );
  return { clock, asked, push: async () => app.request("/v1/dossiers", { method: "POST" }) };
}
/** Lets what is under way go on until this holds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    if (await holds()) return;
    await new Promise(setImmediate);
  }
  throw new Error("it never came to be");
}

const waiting = (waitingMessages: number, deliveredLastMinute: number) => async () => ({
  waitingMessages,
  deliveredLastMinute,
});
const answer = async (response: Response) => [await refusalOf(response), response.headers.get("Retry-After")];

describe("the gate of intake", () => {
  it("is open below its limits, and does not count the queue anew for every push", async () => {
    const { push, asked, clock } = setUp();
    for (let times = 0; times < 5; times += 1) expect((await push()).status).toBe(202);
    expect(asked).toHaveLength(1);
    clock.advance(2000);
    await push();
    expect(asked).toHaveLength(2);
  });

  it("lets pushes through by the last look while a slow one is under way, and looks the more rarely the longer it takes", async () => {
    const looks: PromiseWithResolvers<{ waitingMessages: number; deliveredLastMinute: number }>[] = [];
    const figures = () => {
      const look = Promise.withResolvers<{ waitingMessages: number; deliveredLastMinute: number }>();
      looks.push(look);
      return look.promise;
    };
    const { push, clock } = setUp({ figures });
    const first = push();
    await until(() => looks.length === 1);
    looks[0]?.resolve({ waitingMessages: 0, deliveredLastMinute: 60 });
    expect((await first).status).toBe(202);

    clock.advance(2000);
    expect([(await push()).status, (await push()).status, looks.length]).toEqual([202, 202, 2]);
    clock.advance(3000);
    looks[1]?.resolve({ waitingMessages: 1000, deliveredLastMinute: 60 });
    await until(async () => (await push()).status === 429);
    clock.advance(29_999);
    expect([(await push()).status, looks.length]).toEqual([429, 2]);

    clock.advance(1);
    const afterwards = push();
    await until(() => looks.length === 3);
    looks[2]?.resolve({ waitingMessages: 999, deliveredLastMinute: 60 });
    expect((await afterwards).status).toBe(202);
  });

  it("tells of a look that failed, once nobody can go by an older one", async () => {
    let fails = false;
    const { push, clock } = setUp({
      figures: async () => {
        if (fails) throw new Error("the figures are gone");
        return { waitingMessages: 0, deliveredLastMinute: 0 };
      },
    });
    await push();
    fails = true;
    clock.advance(2000);
    expect((await push()).status).toBe(202);
    await until(async () => (await push()).status === 500);
    fails = false;
    expect((await push()).status).toBe(202);
  });

  it.each([
    [1000, 60, "5"],
    [1599, 60, "600"],
    [1059, 120, "30"],
    [2000, 0, "600"],
    [9_000_000, 60, "600"],
  ])("with %i messages waiting and %i delivered a minute asks to come back in %s s", async (count, rate, seconds) => {
    const { push } = setUp({ figures: waiting(count, rate) });
    expect(await answer(await push())).toEqual(["429 queue-full", seconds]);
  });

  it("refuses more pushes at once than it can work on", async () => {
    const work = Promise.withResolvers<void>();
    const { push } = setUp({ work: work.promise });
    const first = [push(), push()];
    expect(await answer(await push())).toEqual(["429 too-busy", "1"]);
    work.resolve();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([202, 202]);
    expect((await push()).status).toBe(202);
  });

  it("takes nothing that a full disk could not keep", async () => {
    const { push } = setUp({ freeDiskBytes: async () => 999_999 });
    expect(await answer(await push())).toEqual(["503 disk-full", "600"]);
  });
});
