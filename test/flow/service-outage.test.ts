import { describe, expect, it } from "vitest";
import { sharedDatabase } from "../store/shared-database.ts";
import { expectOnce, openFlowUnderTest } from "./flow-under-test.ts";

const codes = Array.from({ length: 15 }, (_, index) => `H36.03-260518-${String(index).padStart(4, "0")}`);
const LINES = "CapNhatTienDoHoSoMC";
const place = sharedDatabase();

describe("a service that is down while its portal answers", () => {
  const calls = (house: ReturnType<typeof openFlowUnderTest>, service: string) =>
    house.heard.filter(
      ({ name, input }) => name === "attemptEnded" && (input as { readonly service: string }).service === service,
    ).length;

  it("holds up only what is for it, spends nothing, and gets everything when it is back", async () => {
    const house = openFlowUnderTest(place());
    house.faults({ kind: "http-500", service: LINES });
    for (const code of codes) {
      await house.push(code, { lines: 1 });
      while (await house.deliver({ limit: 1 }));
    }
    expect(codes.filter((code) => house.applied(code).includes("create"))).toEqual(codes);
    expect(house.breaker.view().state).toBe("closed");
    expect(house.services.allStopped()).toMatchObject([{ service: LINES }]);
    // Five of its own to know it, and one before another service had answered since.
    expect(calls(house, LINES)).toBeLessThan(10);

    house.clock.advance(6 * 3_600_000);
    for (let n = 0; n < codes.length; n += 1) {
      await place().hurry();
      await house.deliver({ limit: 1 });
    }
    const states = await Promise.all(codes.map((code) => house.state(code)));
    expect(new Set(states)).not.toContain("parked");

    house.faults();
    await house.deliverAll();
    for (const code of codes)
      expect([await house.state(code), house.applied(code)]).toEqual(["in-sync", ["create", "progress 2"]]);
    expect(house.services.allStopped()).toEqual([]);
    expectOnce(house);
  });

  it("is not blamed alone when nothing else answers either", async () => {
    const house = openFlowUnderTest(place());
    for (const code of codes.slice(0, 6)) await house.push(code, { lines: 1 });
    await house.deliver({ limit: 1 });
    house.faults({ kind: "http-500" });
    for (let n = 0; n < 10 && house.breaker.msUntilProbe() === 0; n += 1) {
      house.clock.advance(60_000);
      await place().hurry();
      await house.deliver({ limit: 1 });
    }
    expect(house.breaker.view().state).toBe("open");
    expect(house.services.allStopped()).toEqual([]);
    house.faults();
    await house.deliverAll();
    for (const code of codes.slice(0, 6)) expect(await house.state(code)).toBe("in-sync");
    expectOnce(house);
  });
});
