import { describe, expect, it } from "vitest";
import { KeyUnavailable } from "#core/delivery/key-unavailable.ts";
import type { Signer } from "#core/ports/ports.ts";
import { createBreaker } from "../../src/destinations/breaker/breaker.ts";
import { awaitingKey } from "../../src/destinations/breaker/key-gate.ts";
import { fakeClock } from "../kit/fake-clock.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { expectOnce, openFlowUnderTest } from "./flow-under-test.ts";

const [A, B] = ["H36.03-260518-0000", "H36.03-260518-0001"];
const place = sharedDatabase();

/** A token that is there or not, and how often it was asked to sign. */
function lossyToken() {
  const token = { away: false, asked: 0 };
  const signer = (inner: Signer): Signer => ({
    ...inner,
    sign: async (bytes, now) => {
      token.asked += 1;
      if (token.away) throw new KeyUnavailable({ vi: "Mất thiết bị.", en: "Device lost." }, 5000);
      return inner.sign(bytes, now);
    },
  });
  return { token, signer };
}

describe("delivery while the token with the signing key is away", () => {
  it("waits for as long as it takes, spends no try, parks nothing, and goes on by itself", async () => {
    const { token, signer } = lossyToken();
    const system = openFlowUnderTest(place(), { signer });
    for (const code of [A, B]) await system.push(code, { lines: 2 });
    token.away = true;
    for (let round = 0; round < 40; round += 1) {
      await system.deliver();
      system.clock.advance(10_000);
      await place().hurry();
    }
    expect(token.asked).toBeGreaterThan(30);
    expect([await system.state(A), await system.state(B)]).toEqual(["pending", "pending"]);
    expect(await system.attempts(A)).toEqual([]);
    expect(system.lines()).toEqual([]);
    const { items } = await place().store.reads.messages({ dossierCode: A }, { limit: 50 }, null);
    expect(items.find(({ number }) => number === 1)).toMatchObject({
      state: "waiting",
      attempts: 0,
      fault: "gateway",
      cause: "signing-key-away",
    });
    expect(system.heard.filter(({ name }) => name === "messageStopped")).toEqual([]);

    token.away = false;
    await system.deliverAll();
    expectOnce(system);
    expect(await system.state(A)).toBe("in-sync");
  });

  it("asks for nothing more before the token is asked again", async () => {
    const { token, signer } = lossyToken();
    const system = openFlowUnderTest(place(), { signer });
    for (const code of [A, B]) await system.push(code, { lines: 0 });
    token.away = true;
    await system.deliver({ limit: 1 });
    expect(system.breaker.msUntilProbe()).toBe(5000);
    await system.deliver({ limit: 1 });
    expect(token.asked).toBe(1);
    token.away = false;
    await system.deliverAll();
    expectOnce(system);
  });
});

describe("the gate before a breaker", () => {
  const away = {
    kind: "unavailable",
    party: "gateway",
    cause: "signing-key-away",
    message: "",
    messageEn: "",
  } as const;

  it("says nothing about the destination, and gives the one probe back", () => {
    const clock = fakeClock();
    const breaker = awaitingKey(createBreaker({ clock, random: seededRandom(), failuresToOpen: 1 }), clock);
    breaker.record({ ...away, retryAfterMs: 1000 });
    expect([breaker.mayPass(), breaker.msUntilProbe(), breaker.view().state]).toEqual([false, 1000, "closed"]);
    clock.advance(1000);
    expect([breaker.mayPass(), breaker.msUntilProbe()]).toEqual([true, 0]);

    breaker.record({ ...away, party: "portal", cause: "http-503" });
    clock.advance(breaker.msUntilProbe());
    expect([breaker.mayPass(), breaker.view().state]).toEqual([true, "half-open"]);
    breaker.record({ ...away, retryAfterMs: 1000 });
    expect([breaker.mayPass(), breaker.view().state]).toEqual([false, "open"]);
    clock.advance(1000);
    expect(breaker.mayPass()).toBe(true);
  });
});
