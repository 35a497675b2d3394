import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { expectOnce, openFlowUnderTest, type FlowUnderTest } from "./flow-under-test.ts";

const [A, B, C] = ["H36.03-260518-0001", "H36.03-260518-0002", "H36.03-260518-0003"] as const;
const DOSSIERS = "DongBoHoSoMC";
const LINES = "CapNhatTienDoHoSoMC";
const place = sharedDatabase();

/** What the system noted about messages it sent again without being able to ask. */
const repeated = (system: FlowUnderTest) =>
  system.heard.flatMap(({ name, input }) => (name === "messageRepeated" ? [input] : []));

/** What the audit log says of messages that were parked. */
async function auditOfParked(): Promise<readonly object[]> {
  const { rows } = await sql<object>`
    select subject, detail from audit where actor = 'worker' and action = 'message.parked' order by seq`.execute(
    place().database.db,
  );
  return rows;
}

describe("a dossier whose answer was lost", () => {
  it("is asked after and not sent again when the portal has it", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "drop-after-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 1 });
    await system.deliver();
    expect(await system.state(A)).toBe("unknown");
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2"]);
    expect((await system.attempts(A)).slice(0, 2)).toEqual([
      "send unknown (connection-lost)",
      "lookup delivered (found-by-lookup)",
    ]);
    const [settled] = await system.timeline(A).then((all) => all.filter((entry) => entry.kind === "message"));
    const waited = system.heard.find(({ name }) => name === "messageDelivered")?.input;
    const waitedMs = Date.parse(settled?.settledAt ?? "") - Date.parse(settled?.at ?? "");
    expect(waitedMs).toBeGreaterThan(0);
    // The timeline tells whole seconds.
    expect((waited as { waitedMs: number }).waitedMs - (waitedMs % 1000)).toBeGreaterThanOrEqual(waitedMs - 1000);
    expectOnce(system);
  });

  it("is sent again when the portal does not have it", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "drop-before-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2"]);
    expect((await system.attempts(A)).slice(0, 3)).toEqual([
      "send unknown (connection-lost)",
      "lookup unavailable (absent-by-lookup)",
      // Only when the portal had the time to show it does a second look count.
      "lookup unavailable (absent-by-lookup)",
    ]);
    expectOnce(system);
  });

  it("is sent as an update when the portal holds something else", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    system.faults({ kind: "drop-before-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0, version: 2 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "update"]);
    expect((await system.attempts(A)).slice(1)).toEqual([
      "send unknown (connection-lost)",
      "lookup already-exists (held-differs)",
      // Only when the portal had the time to show it does a second look count.
      "lookup already-exists (held-differs)",
      "send delivered (accepted)",
    ]);
    expectOnce(system);
  });

  it("is asked after one by one where several shared the envelope", async () => {
    const system = openFlowUnderTest(place());
    for (const code of [A, B, C]) await system.push(code, { lines: 0 });
    system.simulator.portalRecords.put(B, { MaHoSo: B, TrangThaiHoSo: "1" });
    system.faults({ kind: "drop-before-apply", service: DOSSIERS, times: 1 });
    await system.deliverAll();
    expect([A, B, C].map((code) => system.applied(code))).toEqual([["create"], ["update"], ["create"]]);
    expectOnce(system);
  });

  it("does not count against the portal when it answers that it does not have it", async () => {
    const system = openFlowUnderTest(place(), { policy: { settlingMs: 0 } });
    const codes = Array.from({ length: 8 }, (_, index) => `H36.03-260518-${String(index + 1).padStart(4, "0")}`);
    system.faults({ kind: "drop-before-apply", service: DOSSIERS, times: 1 });
    await Promise.all(codes.map((code) => system.push(code, { lines: 0 })));
    await system.deliver();
    system.clock.advance(10_000);
    await place().hurry();
    await system.deliver();
    expect(system.breaker.view().state).toBe("closed");
    expect(codes.flatMap((code) => system.applied(code))).toEqual(codes.map(() => "create"));
    expectOnce(system);
  });

  it("waits before asking: the portal may still be at it", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "drop-after-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliver();
    system.clock.advance(1999);
    await place().hurry();
    await system.deliver();
    expect(await system.attempts(A)).toHaveLength(1);
    system.clock.advance(1);
    await place().hurry();
    await system.deliver();
    expect(await system.state(A)).toBe("in-sync");
  });

  it("is asked after again when the question is lost too, and a new push waits its turn", async () => {
    const system = openFlowUnderTest(place());
    system.faults(
      { kind: "drop-after-apply", service: DOSSIERS, times: 1 },
      { kind: "http-500", service: "TraCuuHoSo", times: 2 },
    );
    await system.push(A, { lines: 0 });
    await system.deliver();
    await system.push(A, { lines: 0, version: 2 });
    expect(await system.state(A)).toBe("unknown");
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "update"]);
    expectOnce(system);
  });

  it("is parked, with an audit entry, when asking after it fails until the budget is spent", async () => {
    const system = openFlowUnderTest(place());
    system.faults(
      { kind: "drop-after-apply", service: DOSSIERS, times: 1 },
      { kind: "error-code", service: "TraCuuHoSo", errorCode: "-1" },
    );
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("parked");
    const [row] = (await place().store.reads.messages({ state: "parked" }, { limit: 9 }, null)).items;
    expect(await auditOfParked()).toEqual([{ subject: row?.id, detail: { cause: row?.cause, party: row?.fault } }]);
  });

  it("spends the budget and is parked at its end", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "drop-before-apply", service: DOSSIERS });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("parked");
    expect((await system.attempts(A)).filter((attempt) => attempt.startsWith("send"))).toHaveLength(12);
    const [row] = (await place().store.reads.messages({ state: "parked" }, { limit: 9 }, null)).items;
    expect(row).toMatchObject({ number: 1, fault: "network", cause: "connection-lost", attempts: 12 });

    system.faults();
    system.clock.advance(system.breaker.msUntilProbe());
    await place().store.actions.retry([row?.id ?? ""], {
      actor: "operator:ops",
      reason: null,
      at: new Date(system.clock.now()),
    });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2"]);
  });
});

describe("a worker that died", () => {
  it("leaves messages under way, which the next one asks after", async () => {
    const system = openFlowUnderTest(place());
    for (const code of [A, B]) await system.push(code, { lines: 1 });
    const { delivery } = place().store;
    // Killed after the portal answered and before anything was written.
    const settle = () => Promise.reject(new Error("killed"));
    const store = { ...place().store, delivery: { ...delivery, settle } };
    const dying = openFlowUnderTest({ ...place(), store }, { seed: 12 });
    await expect(dying.deliver()).rejects.toThrow("killed");
    expect(dying.applied()).toEqual(["create", "create"]);
    await place()
      .database.db.updateTable("dossiers")
      .set({ lease_until: new Date(0) })
      .execute();
    expect(await delivery.recoverAbandoned(new Date(dying.clock.now()))).toBe(2);

    for (const line of dying.lines()) {
      const held = dying.simulator.portalRecords.get(line.dossierCode)?.record;
      if (line.dossierCode === A && held != null) system.simulator.portalRecords.put(A, held);
    }
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["progress 2"]);
    expect(system.applied(B)).toEqual(["create", "progress 2"]);
  });
});

describe("progress lines whose answer was lost", () => {
  it("are sent again, because the portal cannot be asked about them", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "drop-after-apply", service: LINES, times: 1 });
    await system.push(A, { lines: 2 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2", "progress 4", "progress 2", "progress 4"]);
    expect(await system.state(A)).toBe("in-sync");
    // Each line that is sent again is counted.
    expect(repeated(system)).toEqual([
      { dossierCode: A, kind: "progress" },
      { dossierCode: A, kind: "progress" },
    ]);
  });

  it("are parked when they ask for supplements, with the lines behind them", async () => {
    const system = openFlowUnderTest(place());
    const line = (id: string, hour: string, status: number) => ({
      id,
      at: `2026-05-18T${hour}:00:00+07:00`,
      actor: "Kiều Mẫu",
      note: id,
      status,
    });
    const progress = [line("a", "09", 2), line("b", "10", 5), line("c", "11", 4)];
    system.faults({ kind: "drop-before-apply", service: LINES, dossierCode: A, times: 1 });
    await system.push(A, { patch: { progress } });
    await system.push(B, { lines: 1 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2"]);
    expect(await system.state(A)).toBe("parked");
    expect(system.applied(B)).toEqual(["create", "progress 2"]);
    const parked = (await place().store.reads.messages({ state: "parked" }, { limit: 9 }, null)).items;
    expect(parked.map(({ number, cause }) => [number, cause])).toEqual([[3, "parked-by-policy"]]);
    expect(await auditOfParked()).toEqual([
      { subject: parked[0]?.id, detail: { cause: "parked-by-policy", party: "network" } },
    ]);

    await place().store.actions.retry([parked[0]?.id ?? ""], {
      actor: "operator:ops",
      reason: "Cổng chưa có",
      at: new Date(system.clock.now()),
    });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2", "progress 5", "progress 4"]);
  });

  it("are all parked where the policy says so", async () => {
    const system = openFlowUnderTest(place(), { policy: { lostProgress: "park" } });
    system.faults({ kind: "drop-after-apply", service: LINES, times: 1 });
    await system.push(A, { lines: 2 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2", "progress 4"]);
    expect(await system.state(A)).toBe("parked");
    expect(await auditOfParked()).toHaveLength(2);
    expect(repeated(system)).toEqual([]);
  });
});

describe("an envelope of updates that the portal applied and yet refused", () => {
  it("is asked after before its halves are sent, so that nothing is applied twice", async () => {
    const system = openFlowUnderTest(place());
    for (const code of [A, B, C]) await system.push(code, { lines: 0 });
    await system.deliverAll();
    for (const code of [A, B, C]) await system.push(code, { lines: 0, version: 2 });
    system.faults({ kind: "error-code", service: DOSSIERS, afterApply: true, times: 1 });
    await system.deliverAll();
    for (const code of [A, B, C]) {
      expect([system.applied(code), await system.state(code)]).toEqual([["create", "update"], "in-sync"]);
    }
    expectOnce(system);
  });

  it("is halved as ever when the portal applied nothing", async () => {
    const system = openFlowUnderTest(place());
    for (const code of [A, B, C]) await system.push(code, { lines: 0 });
    await system.deliverAll();
    for (const code of [A, B, C]) await system.push(code, { lines: 0, version: 2 });
    system.faults({ kind: "error-code", service: DOSSIERS, dossierCode: B });
    await system.deliverAll();
    expect([await system.state(A), await system.state(B), await system.state(C)]).toEqual([
      "in-sync",
      "refused",
      "in-sync",
    ]);
    expectOnce(system);
  });

  it("alone is asked after before anybody is blamed, if it was to be created", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    system.faults({ kind: "error-code", service: DOSSIERS, afterApply: true, times: 1 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(system.applied(A)[0]).toBe("create");
  });

  it("alone is asked after when an operator retries it", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    await system.push(A, { lines: 0, version: 2 });
    system.faults({ kind: "error-code", service: DOSSIERS, afterApply: true, times: 1 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("refused");
    const { reads, actions } = place().store;
    const { items } = await reads.messages({ state: "refused" }, { limit: 10 }, null);
    const by = { actor: "operator:a", reason: null, at: new Date(system.clock.now()) };
    await actions.retry(
      items.map(({ id }) => id),
      by,
    );
    await system.deliverAll();
    expect([system.applied(A), await system.state(A)]).toEqual([["create", "update"], "in-sync"]);
    expectOnce(system);
  });
});

describe("a request for supplements that was parked because its answer was lost", () => {
  it("is not sent by a later push: only a person decides", async () => {
    const system = openFlowUnderTest(place());
    const [line] = sampleDossier(A, { lines: 1 }).progress;
    const askedForMore = { patch: { progress: [{ ...line, status: 5 }] } };
    system.faults({ kind: "drop-after-apply", service: LINES, times: 1 });
    await system.push(A, askedForMore);
    await system.deliverAll();
    expect([await system.state(A), system.applied(A)]).toEqual(["parked", ["create", "progress 5"]]);
    await system.push(A, { ...askedForMore, version: 2 });
    await system.deliverAll();
    expect([await system.state(A), system.applied(A)]).toEqual(["parked", ["create", "progress 5"]]);

    const { reads, actions } = place().store;
    const { items } = await reads.messages({ state: "parked" }, { limit: 10 }, null);
    const by = { actor: "operator:a", reason: "Đã thấy trên Cổng", at: new Date(system.clock.now()) };
    for (const { id } of items) expect(await actions.skip(id, by)).toMatchObject({ messages: 1 });
    await system.deliverAll();
    expect([await system.state(A), system.applied(A)]).toEqual(["in-sync", ["create", "progress 5", "update"]]);
  });
});
