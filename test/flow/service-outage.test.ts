import { describe, expect, it } from "vitest";
import { sharedDatabase } from "../store/shared-database.ts";
import { expectOnce, openFlowUnderTest } from "./flow-under-test.ts";

const codes = Array.from({ length: 15 }, (_, index) => `H36.03-260518-${String(index).padStart(4, "0")}`);
const LINES = "CapNhatTienDoHoSoMC";
const place = sharedDatabase();

describe("a service that is down while its portal answers", () => {
  const calls = (system: ReturnType<typeof openFlowUnderTest>, service: string) =>
    system.heard.filter(
      ({ name, input }) => name === "attemptEnded" && (input as { readonly service: string }).service === service,
    ).length;

  it("holds up only what is for it, spends nothing, and gets everything when it is back", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "http-500", service: LINES });
    for (const code of codes) {
      await system.push(code, { lines: 1 });
      while (await system.deliver({ limit: 1 }));
    }
    expect(codes.filter((code) => system.applied(code).includes("create"))).toEqual(codes);
    expect(system.breaker.view().state).toBe("closed");
    expect(system.services.allStopped()).toMatchObject([{ service: LINES }]);
    // Five of its own to know it, and one before another service had answered since.
    expect(calls(system, LINES)).toBeLessThan(10);

    system.clock.advance(6 * 3_600_000);
    for (let n = 0; n < codes.length; n += 1) {
      await place().hurry();
      await system.deliver({ limit: 1 });
    }
    const states = await Promise.all(codes.map((code) => system.state(code)));
    expect(new Set(states)).not.toContain("parked");

    system.faults();
    await system.deliverAll();
    for (const code of codes)
      expect([await system.state(code), system.applied(code)]).toEqual(["in-sync", ["create", "progress 2"]]);
    expect(system.services.allStopped()).toEqual([]);
    expectOnce(system);
  });

  it("is not blamed alone when nothing else answers either", async () => {
    const system = openFlowUnderTest(place());
    for (const code of codes.slice(0, 6)) await system.push(code, { lines: 1 });
    await system.deliver({ limit: 1 });
    system.faults({ kind: "http-500" });
    for (let n = 0; n < 10 && system.breaker.msUntilProbe() === 0; n += 1) {
      system.clock.advance(60_000);
      await place().hurry();
      await system.deliver({ limit: 1 });
    }
    expect(system.breaker.view().state).toBe("open");
    expect(system.services.allStopped()).toEqual([]);
    system.faults();
    await system.deliverAll();
    for (const code of codes.slice(0, 6)) expect(await system.state(code)).toBe("in-sync");
    expectOnce(system);
  });
});
