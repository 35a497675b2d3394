import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { sharedDatabase } from "../store/shared-database.ts";
import { expectOnce, openFlowUnderTest } from "./flow-under-test.ts";

const [A, B, C, D] = ["H36.03-260518-0001", "H36.03-260518-0002", "H36.03-260518-0003", "H36.03-260518-0004"] as const;
const place = sharedDatabase();

describe("delivery", () => {
  it("creates what the portal does not know and updates what it knows", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    await system.push(A, { lines: 0, version: 2 });
    await system.push(B, { lines: 0 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "update"]);
    expect(system.applied(B)).toEqual(["create"]);
    expectOnce(system);
  });

  it("says everything a dossier has to say in its order, progress only after the dossier", async () => {
    const system = openFlowUnderTest(place(), { policy: { batchSize: 2 } });
    for (const code of [A, B, C]) await system.push(code, { lines: 3 });
    await system.push(A, { lines: 4, version: 2 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2", "progress 4", "progress 4", "update", "progress 4"]);
    for (const code of [B, C])
      expect(system.applied(code)).toEqual(["create", "progress 2", "progress 4", "progress 4"]);
    for (const code of [A, B, C]) {
      const entries = system.simulator.portalRecords.get(code)?.progress ?? [];
      const notes = entries.map((entry) => entry["NoiDungXuLy"]);
      expect(notes).toEqual(notes.map((_, index) => `Bước ${index + 1} của ${code}`));
    }
    expectOnce(system);
  });

  it("joins dossiers in one signed envelope and keeps its bytes", async () => {
    const system = openFlowUnderTest(place());
    for (const code of [A, B, C]) await system.push(code, { lines: 1 });
    await system.deliver();
    // One for the three dossiers; the lines of each go by themselves, for they cannot be asked after.
    expect(new Set(system.lines().map(({ requestId }) => requestId)).size).toBe(4);
    const { rows } = await sql<{ id: string; body: Uint8Array; is_updating: boolean | null }>`
      select id, body, is_updating from envelopes order by created_at, service desc`.execute(place().database.db);
    expect(rows.map(({ is_updating }) => is_updating)).toEqual(expect.arrayContaining([false, null]));
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(system.lines().map(({ requestId }) => requestId)));
    const bytes = Buffer.from(rows.find(({ is_updating }) => is_updating === false)?.body ?? []);
    const dossiers = JSON.parse(bytes.toString()) as { data: readonly { MaHoSo: string }[] };
    expect(dossiers.data.map(({ MaHoSo }) => MaHoSo).toSorted()).toEqual([A, B, C]);
  });

  it("meets a dossier that was filed at the portal itself: asks, and updates it", async () => {
    const system = openFlowUnderTest(place());
    system.simulator.portalRecords.put(B, { MaHoSo: B, TrangThaiHoSo: "1" });
    for (const code of [A, B, C]) await system.push(code, { lines: 1 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2"]);
    expect(system.applied(B)).toEqual(["update", "progress 2"]);
    expect(await system.attempts(B)).toEqual([
      "send already-exists (already-exists)",
      "lookup already-exists (held-differs)",
      "send delivered (accepted)",
      "send delivered (accepted)",
    ]);
    expectOnce(system);
  });

  it("settles a dossier that is there already with this very content, without sending it again", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "already-exists", afterApply: true, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create"]);
    expect(await system.state(A)).toBe("in-sync");
    expect(await system.attempts(A)).toEqual([
      "send already-exists (already-exists)",
      "lookup delivered (found-by-lookup)",
    ]);
  });

  it("does not argue for ever with a portal that contradicts itself", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "already-exists" });
    await system.push(A, { lines: 0 });
    const { portalRecords } = system.simulator;
    // Says «exists» to every create and finds nothing when asked.
    portalRecords.has = () => false;
    portalRecords.put = () => undefined;
    await system.deliver();
    expect(await system.attempts(A)).toHaveLength(3);
    expect(await system.deliver()).toBe(false);
    await system.deliverAll();
    expect(await system.state(A)).toBe("parked");
    expect((await system.attempts(A)).filter((attempt) => attempt.startsWith("send"))).toHaveLength(24);
  });

  it("does not argue for ever with a portal that answers an update with a dossier that exists", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    system.faults({ kind: "error-code", service: "DongBoHoSoMC", errorCode: "-3", message: "Hồ sơ đã tồn tại" });
    await system.push(A, { lines: 0, version: 2 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("parked");
    // Two for each of the twelve tries, once at once and once put off, beside the creation.
    expect((await system.attempts(A)).filter((attempt) => attempt.startsWith("send"))).toHaveLength(25);
  });
});

describe("a refused envelope", () => {
  it("is halved until only the culprit stops; everybody else gets through", async () => {
    const system = openFlowUnderTest(place());
    const all = Array.from({ length: 7 }, (_, index) => `H36.03-260518-10${index}0`);
    const culprit = all[4] ?? "";
    system.faults({ kind: "error-code", dossierCode: culprit, message: "Sai mã thành phần" });
    for (const code of all) await system.push(code, { lines: 1 });
    await system.deliverAll();
    for (const code of all)
      expect([code, await system.state(code)]).toEqual([code, code === culprit ? "refused" : "in-sync"]);
    expect(system.applied(culprit)).toEqual([]);
    expectOnce(system);
    const [row] = (await place().store.reads.messages({ state: "refused" }, { limit: 9 }, null)).items;
    expect(row).toMatchObject({ dossierCode: culprit, number: 1, fault: "vendor-data", cause: "error-code" });
    expect(row?.message).toContain("Sai mã thành phần");
    expect(system.heard.filter(({ name }) => name === "messageStopped")).toEqual([
      {
        name: "messageStopped",
        input: {
          dossierCode: culprit,
          kind: "dossier",
          state: "refused",
          party: "vendor-data",
          cause: "error-code",
        },
      },
    ]);
  });

  it("parks a dossier's lines that were refused as a whole, for some may have been applied, and no other dossier's", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "error-code", service: "CapNhatTienDoHoSoMC", dossierCode: A });
    for (const code of [A, B, C]) await system.push(code, { lines: 3 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create"]);
    for (const code of [B, C])
      expect(system.applied(code)).toEqual(["create", "progress 2", "progress 4", "progress 4"]);
    const states = (await system.timeline(A)).flatMap((entry) => (entry.kind === "message" ? [entry.state] : []));
    expect(states).toEqual(["delivered", "parked", "parked", "parked"]);
    expect(await system.state(A)).toBe("parked");
    expectOnce(system);
  });
});

describe("a stop", () => {
  it("ends between envelopes and leaves the rest for the next process", async () => {
    const system = openFlowUnderTest(place());
    for (const code of [A, B, C, D]) await system.push(code, { lines: 2 });
    await system.deliver({ signal: AbortSignal.abort() });
    expect(system.lines()).toEqual([]);
    const stopping = new AbortController();
    system.simulator.ledger.append = (
      (append) =>
      (...line: Parameters<typeof append>) => {
        stopping.abort();
        append.apply(system.simulator.ledger, line);
      }
    )(system.simulator.ledger.append);
    await system.deliver({ signal: stopping.signal });
    expect(system.applied()).toEqual(["create", "create", "create", "create"]);
    const next = openFlowUnderTest(place(), { seed: 12 });
    for (const code of [A, B, C, D]) next.simulator.portalRecords.put(code, { MaHoSo: code });
    await next.deliverAll();
    for (const code of [A, B, C, D]) expect(next.applied(code)).toEqual(["progress 2", "progress 4"]);
  });
});
