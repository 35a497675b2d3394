import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { HttpEnv } from "../../src/http/dependencies.ts";
import { intakeGate, type IntakeGateDependencies } from "../../src/http/intake-gate.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { refusalOf } from "./api-under-test.ts";

const LIMITS = { maxWaitingMessages: 1000, maxPushesInFlight: 2, minFreeDiskBytes: 1_000_000 };

function setUp(options: Partial<IntakeGateDependencies> & { readonly work?: Promise<void> } = {}) {
  const clock = fakeClock();
  const asked: Date[] = [];
  const app = new Hono<HttpEnv>();
  app.post(
    "/v1/dossiers",
    intakeGate({
      clock,
      limits: LIMITS,
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
