import { describe, expect, it } from "vitest";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest } from "./flow-under-test.ts";

const A = "H36.03-260518-0001";
const DOSSIERS = "DongBoHoSoMC";
const HOUR_MS = 3_600_000;
const place = sharedDatabase();

/** By an hour; then the pause of the portal's breaker goes by, which may have opened. */
function setBack(system: ReturnType<typeof openFlowUnderTest>): void {
  system.clock.advance(-HOUR_MS);
  system.clock.advance(system.breaker.msUntilProbe());
}

/** Lets the database's clock go on until something is due, as it does whatever this machine's clock says. */
async function timePasses(system: ReturnType<typeof openFlowUnderTest>): Promise<void> {
  await place().waitOut();
  await system.deliver();
}

describe("a dossier, once the gateway's clock was set back by an hour,", () => {
  it("that was put off for a second is sent then, not in an hour", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "maintenance", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliver();
    setBack(system);
    await timePasses(system);
    expect(await system.state(A)).toBe("in-sync");
    expect(system.applied(A)).toEqual(["create"]);
  });

  it("is not sent early because something else woke it", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "maintenance", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliver();
    setBack(system);
    await system.push(A, { lines: 1 });
    await system.deliver();
    expect(system.applied(A)).toEqual([]);
    await timePasses(system);
    while (await system.deliver());
    expect(system.applied(A)).toEqual(["create", "progress 2"]);
  });

  it("that could not go when its time came, the portal being down, goes when the portal is back", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "maintenance", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliver();
    setBack(system);
    const failed = { kind: "unavailable", party: "network", cause: "http-503", message: "", messageEn: "" } as const;
    expect(system.breaker.mayPass()).toBe(true);
    system.breaker.record(failed);
    await timePasses(system);
    expect(system.applied(A)).toEqual([]);
    system.clock.advance(system.breaker.msUntilProbe());
    while (await system.deliver());
    expect(system.applied(A)).toEqual(["create"]);
  });

  it("whose answer was lost is asked after, and sent again when the portal has settled", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "drop-before-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliver();
    system.clock.advance(-HOUR_MS);
    await timePasses(system);
    expect(await system.attempts(A)).toHaveLength(2);
    expect(system.applied(A)).toEqual([]);
    system.clock.advance(30_000);
    await timePasses(system);
    while (await system.deliver());
    expect(system.applied(A)).toEqual(["create"]);
  });
});
