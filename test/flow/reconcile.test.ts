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
    const house = openFlowUnderTest(place());
    await deliver(house, A, B);
    const before = house.lines().length;
    expect(await compare(house)).toEqual({ agrees: 2 });
    expect(await openFindings(house)).toEqual([]);
    expect(house.lines()).toHaveLength(before);
  });

  it("finds what the portal lost, what it holds otherwise, and names the fields but not their values", async () => {
    const house = openFlowUnderTest(place());
    await deliver(house, A, B, C);
    lose(house, A);
    change(house, B, { ChuHoSo: "CÔNG TY KHÁC MẪU", TrangThaiHoSo: "9" });
    expect(await compare(house)).toEqual({ missing: 1, different: 1, agrees: 1 });
    expect((await kinds(house)).toSorted()).toEqual([`${A} missing`, `${B} different`]);
    const different = (await openFindings(house)).find(({ dossierCode }) => dossierCode === B);
    expect(different?.fields).toEqual(["ChuHoSo", "TrangThaiHoSo"]);
    expect(JSON.stringify(await openFindings(house))).not.toContain("CÔNG TY KHÁC");
  });

  it("finds a dossier that was refused to us and is there nevertheless", async () => {
    const house = openFlowUnderTest(place());
    house.faults({ kind: "error-code", service: DOSSIERS, errorCode: "-1" });
    await deliver(house, A, B);
    expect(await house.state(A)).toBe("refused");
    house.simulator.portalRecords.put(A, { MaHoSo: A, TrangThaiHoSo: "1" });
    expect(await compare(house)).toEqual({ extra: 1, agrees: 1 });
    expect(await kinds(house)).toEqual([`${A} extra`]);
  });

  it("finds a dossier whose answer was lost until it was parked", async () => {
    const house = openFlowUnderTest(place(), {
      policy: { retry: { firstDelayMs: 1, longestDelayMs: 1, maxAttempts: 2 } },
    });
    house.faults({ kind: "drop-before-apply", service: DOSSIERS });
    await deliver(house, A);
    expect(await house.state(A)).toBe("parked");
    // It was slow: the last one arrived after all.
    house.simulator.portalRecords.put(A, { MaHoSo: A, TrangThaiHoSo: "2" });
    expect(await compare(house)).toEqual({ extra: 1 });
  });

  it("says when the portal shows nothing to compare", async () => {
    const house = openFlowUnderTest(place());
    await deliver(house, A);
    house.simulator.portalRecords.put(A, { MaHoSo: A });
    expect(await compare(house)).toEqual({ undetermined: 1 });
    expect(await openFindings(house)).toEqual([]);
  });

  it("compares with what was delivered last, not with an update that was refused", async () => {
    const house = openFlowUnderTest(place());
    await deliver(house, A);
    house.faults({ kind: "error-code", service: DOSSIERS, errorCode: "-1" });
    await house.push(A, { lines: 1, version: 2 });
    await house.deliverAll();
    expect(await house.state(A)).toBe("refused");
    house.faults();
    expect(await compare(house)).toEqual({ agrees: 1 });
  });
});

describe("what a comparison teaches", () => {
  it("that the portal has nothing: the next push creates", async () => {
    const house = openFlowUnderTest(place(), { profile: { unknownDossierUpdate: "refuse" } });
    await deliver(house, A);
    lose(house, A);
    await compare(house);
    await house.push(A, { lines: 1, version: 2 });
    await house.deliverAll();
    expect(house.applied(A)).toEqual(["create", "progress 2", "create"]);
    expect(await afresh(house)).toEqual({ agrees: 1 });
    expect(await openFindings(house)).toEqual([]);
  });
});

describe("a dossier that is not quiet", () => {
  it("is left alone, and compared by a later run", async () => {
    const house = openFlowUnderTest(place());
    await deliver(house, A);
    await house.push(A, { lines: 1, version: 2 });
    lose(house, A);
    expect(await compare(house)).toEqual({ busy: 1 });
    expect(await openFindings(house)).toEqual([]);
    house.simulator.portalRecords.put(A, { MaHoSo: A });
    await house.deliverAll();
    expect(await compare(house)).toEqual({ agrees: 1 });
  });

  it("is left alone when it moves while the portal is being asked", async () => {
    const house = openFlowUnderTest(place());
    await deliver(house, A);
    lose(house, A);
    const { portal, signer } = house.channel();
    const lookup: Channel["portal"]["lookup"] = async (...about) => {
      const found = await portal.lookup(...about);
      await house.push(A, { lines: 1, version: 2 });
      return found;
    };
    const deps = depsOf(house, { channel: () => ({ signer, portal: { ...portal, lookup } }) });
    expect(await finish(house, await begin(house), deps)).toEqual({ busy: 1 });
    expect(await openFindings(house)).toEqual([]);
  });
});

describe("a finding", () => {
  it("disappears by itself when a later comparison finds agreement", async () => {
    const house = openFlowUnderTest(place());
    await deliver(house, A);
    const record = house.simulator.portalRecords.get(A)?.record ?? {};
    lose(house, A);
    await compare(house);
    expect(await kinds(house)).toEqual([`${A} missing`]);
    house.simulator.portalRecords.put(A, record);
    expect(await afresh(house)).toEqual({ agrees: 1 });
    expect(await openFindings(house)).toEqual([]);
    const all = (await house.place.store.reconciliation.findings({}, { limit: 9 }, null)).items;
    expect(all).toMatchObject([{ state: "agreed", settledBy: "worker" }]);
  });

  it("is one however often it is seen, and follows what is seen", async () => {
    const house = openFlowUnderTest(place());
    await deliver(house, A);
    change(house, A, { TrangThaiHoSo: "9" });
    await compare(house);
    const [first] = await openFindings(house);
    lose(house, A);
    house.clock.advance(DAY_MS);
    expect(await afresh(house)).toEqual({ missing: 1 });
    const again = await openFindings(house);
    expect(again).toMatchObject([{ id: first?.id, foundAt: first?.foundAt, kind: "missing", fields: [] }]);
    expect(again[0]?.seenAt).not.toBe(first?.seenAt);
  });

  it("that was dismissed does not come back, until the difference is another", async () => {
    const house = openFlowUnderTest(place());
    await deliver(house, A);
    change(house, A, { TrangThaiHoSo: "9" });
    await compare(house);
    const { reconciliation } = house.place.store;
    const [finding] = await openFindings(house);
    const by = { actor: "operator:ops", reason: "Cổng đúng", at: new Date(house.clock.now()) };
    expect(await reconciliation.dismiss(finding?.id ?? "", null, by)).toMatchObject({ outcome: "dismissed" });
    expect(await afresh(house)).toEqual({ dismissed: 1 });
    expect(await openFindings(house)).toEqual([]);
    change(house, A, { TrangThaiHoSo: "8" });
    house.clock.advance(1000);
    expect(await afresh(house)).toEqual({ different: 1 });
    expect(await kinds(house)).toEqual([`${A} different`]);
  });
});
