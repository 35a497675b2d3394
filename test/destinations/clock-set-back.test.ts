import { describe, expect, it } from "vitest";
import { SIGNING_KEY_UNAVAILABLE } from "#core/delivery/key-unavailable.ts";
import type { Outcome } from "#core/delivery/outcome.ts";
import type { Portal } from "#core/ports/ports.ts";
import { createBreaker } from "../../src/destinations/breaker/breaker.ts";
import { awaitingKey } from "../../src/destinations/breaker/key-gate.ts";
import { withSlowStart } from "../../src/destinations/breaker/slow-start.ts";
import { rateLimited } from "../../src/destinations/rate-limited-destination.ts";
import { createSessionKeeper, type Session } from "../../src/destinations/wires/envelope/session-keeper.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { seededRandom } from "../kit/seeded-random.ts";

const HOUR_MS = 3_600_000;
const random = seededRandom(7);
const down: Outcome = { kind: "unavailable", party: "network", cause: "http-503", message: "", messageEn: "" };
const refused: Outcome = { kind: "refused", party: "gateway", cause: "login-refused", message: "", messageEn: "" };
const fine: Outcome = { kind: "delivered", cause: "accepted", message: "", messageEn: "" };

describe("a destination, once the clock was set back by an hour,", () => {
  it("that was down is probed after the pause, not after an hour of silence", () => {
    const clock = fakeClock();
    const breaker = createBreaker({ clock, random, firstPauseMs: 1000 });
    for (let n = 0; n < 5; n += 1) breaker.record(down);
    clock.advance(-HOUR_MS);
    expect(breaker.msUntilProbe()).toBeLessThanOrEqual(1000);
    clock.advance(1000);
    expect(breaker.mayPass()).toBe(true);
    clock.advance(-HOUR_MS);
    expect(breaker.mayPass()).toBe(false);
    clock.advance(60_000);
    expect(breaker.mayPass()).toBe(true);
  });

  it("that has just come back gets its traffic back within seconds", () => {
    const clock = fakeClock();
    const breaker = withSlowStart(createBreaker({ clock, random, firstPauseMs: 1000 }), { clock });
    for (let n = 0; n < 5; n += 1) breaker.record(down);
    clock.advance(1000);
    expect(breaker.mayPass()).toBe(true);
    breaker.record(fine);
    clock.advance(-HOUR_MS);
    expect(breaker.msUntilProbe()).toBeLessThanOrEqual(1000);
    clock.advance(6000);
    for (let n = 0; n < 100; n += 1) expect(breaker.mayPass()).toBe(true);
  });

  it("is not kept waiting for a token that is back", () => {
    const clock = fakeClock();
    const breaker = awaitingKey(createBreaker({ clock, random }), clock);
    breaker.record({ ...down, party: "gateway", cause: SIGNING_KEY_UNAVAILABLE, retryAfterMs: 5000 });
    clock.advance(-HOUR_MS);
    expect(breaker.msUntilProbe()).toBe(5000);
    clock.advance(5000);
    expect(breaker.mayPass()).toBe(true);
  });

  it("with a limited rate is not left without a call for an hour", async () => {
    const clock = fakeClock();
    const waited: number[] = [];
    const portal = { send: () => Promise.resolve(fine) } as unknown as Portal;
    const limited = rateLimited(portal, {
      clock,
      perMinute: 60,
      wait: (ms) => {
        waited.push(ms);
        return Promise.resolve();
      },
    });
    const send = () => limited.send({} as never);
    await send();
    clock.advance(-HOUR_MS);
    await send();
    expect(waited).toEqual([1000]);
  });

  it("gets a new session when the old one is used up, and a login after the pause", async () => {
    const clock = fakeClock();
    let logins = 0;
    let answer: Session = { token: "first" };
    const keeper = createSessionKeeper({
      clock,
      sessionMinutes: 10,
      pauseAfterRefusalMs: 30_000,
      login: () => {
        logins += 1;
        return Promise.resolve(answer);
      },
    });
    await keeper.current();
    clock.advance(-HOUR_MS);
    await keeper.current();
    expect(logins).toBe(1);
    clock.advance(10 * 60_000);
    answer = { failed: refused };
    await keeper.current();
    expect(logins).toBe(2);
    clock.advance(-HOUR_MS);
    expect(await keeper.current()).toEqual({ failed: { ...refused, retryAfterMs: 30_000 } });
    clock.advance(30_000);
    await keeper.current();
    expect(logins).toBe(3);
  });
});
