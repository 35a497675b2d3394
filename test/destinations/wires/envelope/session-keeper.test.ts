import { describe, expect, it } from "vitest";
import type { Outcome } from "#core/delivery/outcome.ts";
import { createSessionKeeper, type Session } from "../../../../src/destinations/wires/envelope/session-keeper.ts";
import { fakeClock } from "../../../kit/fake-clock.ts";

function failed(cause: string): Session {
  const outcome: Outcome = { kind: "unavailable", party: "gateway", cause, message: "", messageEn: "" };
  return { failed: outcome };
}

function setUp(answer: (count: number) => Session = (count) => ({ token: `token-${count}` })) {
  const clock = fakeClock();
  let logins = 0;
  const login = async (): Promise<Session> => {
    logins += 1;
    return answer(logins);
  };
  const keeper = createSessionKeeper({ sessionMinutes: 10, pauseAfterRefusalMs: 30_000, clock, login });
  return { clock, keeper, logins: () => logins };
}

describe("session keeper", () => {
  it("shares one login among concurrent callers and keeps its session", async () => {
    const { keeper, logins } = setUp();
    const all = await Promise.all(Array.from({ length: 20 }, () => keeper.current()));
    expect(new Set(all.map((one) => JSON.stringify(one)))).toEqual(new Set(['{"token":"token-1"}']));
    await keeper.current();
    expect(logins()).toBe(1);
  });

  it("logs in anew when the time is up", async () => {
    const { keeper, clock } = setUp();
    await keeper.current();
    clock.advance(10 * 60_000 - 1);
    expect(await keeper.current()).toEqual({ token: "token-1" });
    clock.advance(1);
    expect(await keeper.current()).toEqual({ token: "token-2" });
  });

  it("forgets a renounced session, but not a newer one", async () => {
    const { keeper } = setUp();
    await keeper.current();
    keeper.renounce("token-1");
    expect(await keeper.current()).toEqual({ token: "token-2" });
    keeper.renounce("token-1");
    expect(await keeper.current()).toEqual({ token: "token-2" });
  });

  it("tries again at once after a failure that is not about the account", async () => {
    const { keeper } = setUp((count) => (count === 1 ? failed("timeout") : { token: `token-${count}` }));
    expect(await keeper.current()).toMatchObject({ failed: { cause: "timeout" } });
    expect(await keeper.current()).toEqual({ token: "token-2" });
  });

  it("leaves the account alone for a while after refused credentials", async () => {
    const { keeper, clock, logins } = setUp(() => failed("login-refused"));
    await keeper.current();
    clock.advance(10_000);
    expect(await keeper.current()).toMatchObject({ failed: { cause: "login-refused", retryAfterMs: 20_000 } });
    expect(logins()).toBe(1);
    clock.advance(20_000);
    await keeper.current();
    expect(logins()).toBe(2);
  });
});
