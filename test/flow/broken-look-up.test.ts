import { describe, expect, it } from "vitest";
import { sharedDatabase } from "../store/shared-database.ts";
import type { FaultRule } from "../../src/simulator/faults/fault-rule.ts";
import { expectOnce, openFlowUnderTest } from "./flow-under-test.ts";

const place = sharedDatabase();
const codes = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `H36.03-260518-${String(from + index).padStart(4, "0")}`);

describe("a portal whose look-up alone is broken", () => {
  it("keeps no healthy dossier waiting: after an outage all are delivered, and those in doubt wait visibly", async () => {
    const system = openFlowUnderTest(place());
    const [lost, healthy] = [codes(1, 3), codes(101, 12)];
    system.faults({ kind: "drop-before-apply" });
    for (const code of lost) await system.push(code, { lines: 0 });
    for (let round = 0; round < 8; round += 1) {
      await system.deliver();
      system.clock.advance(1500);
      await place().hurry();
    }
    system.faults({ kind: "http-500", service: "TraCuuHoSo" });
    for (const code of healthy) await system.push(code, { lines: 1 });
    for (let round = 0; round < 40; round += 1) {
      await system.deliver();
      system.clock.advance(1500);
      await place().hurry();
    }
    expect(await Promise.all(healthy.map(system.state))).toEqual(healthy.map(() => "in-sync"));
    expect(await Promise.all(lost.map(system.state))).toEqual(lost.map(() => "unknown"));
    expect(system.services.allStopped().map(({ service }) => service)).toEqual(["TraCuuHoSo"]);
    expect(system.breaker.view().state).toBe("closed");
    const [waiting] = (await system.timeline(lost[0] ?? "")).filter((entry) => entry.kind === "message");
    expect(waiting?.standing?.message).toMatch(/tra cứu|TraCuuHoSo/iu);
    expect(waiting?.standing?.dueAt).toMatch(/^2026-/);

    system.faults();
    await system.deliverAll();
    expect(await Promise.all(lost.map(system.state))).toEqual(lost.map(() => "in-sync"));
    expectOnce(system);
  });

  it.each<[string, FaultRule, string]>([
    ["that fails parks nobody, however often it is asked", { kind: "http-500", service: "TraCuuHoSo" }, "unknown"],
    [
      "that is refused in words leaves the dossier to a person in the end",
      { kind: "error-code", service: "TraCuuHoSo", message: "Tham số không hợp lệ" },
      "parked",
    ],
  ])("%s", async (_name, rule, state) => {
    const retry = { firstDelayMs: 1000, longestDelayMs: 2000, maxAttempts: 3 };
    const system = openFlowUnderTest(place(), { policy: { retry } });
    system.faults({ kind: "drop-before-apply", service: "DongBoHoSoMC", times: 1 }, rule);
    const [code = ""] = codes(1, 1);
    await system.push(code, { lines: 0 });
    for (let round = 0; round < 40; round += 1) {
      await system.deliver();
      system.clock.advance(60_000);
      await place().hurry();
    }
    expect(await system.state(code)).toBe(state);
    expect((await system.attempts(code)).filter((attempt) => attempt.startsWith("lookup")).length).toBeGreaterThan(1);
  });

  it("stops no delivery where ministries' questions fail, and answers of either show that the destination is there", async () => {
    const system = openFlowUnderTest(place());
    for (let failure = 0; failure < 20; failure += 1) {
      system.services.recordAnswer(
        { kind: "unavailable", party: "portal", cause: "http-500", message: "", messageEn: "" },
        "traTrangThaiHoSo",
      );
    }
    expect(system.breaker.view().state).toBe("closed");
    expect(system.services.mayAsk("traTrangThaiHoSo")).toBe(false);
    expect(system.services.mayPass("DongBoHoSoMC")).toBe(true);
  });
});
