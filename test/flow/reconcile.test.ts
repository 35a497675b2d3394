import { describe, expect, it } from "vitest";
import type { Channel } from "#core/ports/ports.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest } from "./flow-under-test.ts";
import {
  A,
  B,
  C,
  afresh,
  begin,
  change,
  compare,
  deliver,
  depsOf,
  finish,
  kinds,
  lose,
  openFindings,
} from "./reconciliation-under-test.ts";

const DOSSIERS = "DongBoHoSoMC";
const DAY_MS = 86_400_000;
const place = sharedDatabase();

describe("comparing with the portal", () => {
  it("finds agreement where nothing was lost, and sends nothing", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A, B);
    const before = system.lines().length;
    expect(await compare(system)).toEqual({ agrees: 2 });
    expect(await openFindings(system)).toEqual([]);
    expect(system.lines()).toHaveLength(before);
  });

  it("finds what the portal lost, what it holds otherwise, and names the fields but not their values", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A, B, C);
    lose(system, A);
    change(system, B, { ChuHoSo: "CÔNG TY KHÁC MẪU", TrangThaiHoSo: "9" });
    expect(await compare(system)).toEqual({ missing: 1, different: 1, agrees: 1 });
    expect((await kinds(system)).toSorted()).toEqual([`${A} missing`, `${B} different`]);
    const different = (await openFindings(system)).find(({ dossierCode }) => dossierCode === B);
    expect(different?.fields).toEqual(["ChuHoSo", "TrangThaiHoSo"]);
    expect(JSON.stringify(await openFindings(system))).not.toContain("CÔNG TY KHÁC");
  });

  it("finds a dossier that was refused to us and is there nevertheless", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "error-code", service: DOSSIERS, errorCode: "-1" });
    await deliver(system, A, B);
    expect(await system.state(A)).toBe("refused");
    system.simulator.portalRecords.put(A, { MaHoSo: A, TrangThaiHoSo: "1" });
    expect(await compare(system)).toEqual({ extra: 1, agrees: 1 });
    expect(await kinds(system)).toEqual([`${A} extra`]);
  });

  it("finds a dossier whose answer was lost until it was parked", async () => {
    const system = openFlowUnderTest(place(), {
      policy: { retry: { firstDelayMs: 1, longestDelayMs: 1, maxAttempts: 2 } },
    });
    system.faults({ kind: "drop-before-apply", service: DOSSIERS });
    await deliver(system, A);
    expect(await system.state(A)).toBe("parked");
    // It was slow: the last one arrived after all.
    system.simulator.portalRecords.put(A, { MaHoSo: A, TrangThaiHoSo: "2" });
    expect(await compare(system)).toEqual({ extra: 1 });
  });

  it("says when the portal shows nothing to compare", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A);
    system.simulator.portalRecords.put(A, { MaHoSo: A });
    expect(await compare(system)).toEqual({ undetermined: 1 });
    expect(await openFindings(system)).toEqual([]);
  });

  it("compares with what was delivered last, not with an update that was refused", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A);
    system.faults({ kind: "error-code", service: DOSSIERS, errorCode: "-1" });
    await system.push(A, { lines: 1, version: 2 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("refused");
    system.faults();
    expect(await compare(system)).toEqual({ agrees: 1 });
  });
});

describe("what a comparison teaches", () => {
  it("that the portal has nothing: the next push creates", async () => {
    const system = openFlowUnderTest(place(), { profile: { unknownDossierUpdate: "refuse" } });
    await deliver(system, A);
    lose(system, A);
    await compare(system);
    await system.push(A, { lines: 1, version: 2 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2", "create"]);
    expect(await afresh(system)).toEqual({ agrees: 1 });
    expect(await openFindings(system)).toEqual([]);
  });
});

describe("a dossier that is not quiet", () => {
  it("is left alone, and compared by a later run", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A);
    await system.push(A, { lines: 1, version: 2 });
    lose(system, A);
    expect(await compare(system)).toEqual({ busy: 1 });
    expect(await openFindings(system)).toEqual([]);
    system.simulator.portalRecords.put(A, { MaHoSo: A });
    await system.deliverAll();
    expect(await compare(system)).toEqual({ agrees: 1 });
  });

  it("is left alone when it moves while the portal is being asked", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A);
    lose(system, A);
    const { portal, signer } = system.channel();
    const lookup: Channel["portal"]["lookup"] = async (...about) => {
      const found = await portal.lookup(...about);
      await system.push(A, { lines: 1, version: 2 });
      return found;
    };
    const deps = depsOf(system, { channel: () => ({ signer, portal: { ...portal, lookup } }) });
    expect(await finish(system, await begin(system), deps)).toEqual({ busy: 1 });
    expect(await openFindings(system)).toEqual([]);
  });
});

describe("a finding", () => {
  it("disappears by itself when a later comparison finds agreement", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A);
    const record = system.simulator.portalRecords.get(A)?.record ?? {};
    lose(system, A);
    await compare(system);
    expect(await kinds(system)).toEqual([`${A} missing`]);
    system.simulator.portalRecords.put(A, record);
    expect(await afresh(system)).toEqual({ agrees: 1 });
    expect(await openFindings(system)).toEqual([]);
    const all = (await system.place.store.reconciliation.findings({}, { limit: 9 }, null)).items;
    expect(all).toMatchObject([{ state: "agreed", settledBy: "worker" }]);
  });

  it("is one however often it is seen, and follows what is seen", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A);
    change(system, A, { TrangThaiHoSo: "9" });
    await compare(system);
    const [first] = await openFindings(system);
    lose(system, A);
    system.clock.advance(DAY_MS);
    expect(await afresh(system)).toEqual({ missing: 1 });
    const again = await openFindings(system);
    expect(again).toMatchObject([{ id: first?.id, foundAt: first?.foundAt, kind: "missing", fields: [] }]);
    expect(again[0]?.seenAt).not.toBe(first?.seenAt);
  });

  it("that was dismissed does not come back, until the difference is another", async () => {
    const system = openFlowUnderTest(place());
    await deliver(system, A);
    change(system, A, { TrangThaiHoSo: "9" });
    await compare(system);
    const { reconciliation } = system.place.store;
    const [finding] = await openFindings(system);
    const by = { actor: "operator:ops", reason: "Cổng đúng", at: new Date(system.clock.now()) };
    expect(await reconciliation.dismiss(finding?.id ?? "", null, by)).toMatchObject({ outcome: "dismissed" });
    expect(await afresh(system)).toEqual({ dismissed: 1 });
    expect(await openFindings(system)).toEqual([]);
    change(system, A, { TrangThaiHoSo: "8" });
    system.clock.advance(1000);
    expect(await afresh(system)).toEqual({ different: 1 });
    expect(await kinds(system)).toEqual([`${A} different`]);
  });
});
