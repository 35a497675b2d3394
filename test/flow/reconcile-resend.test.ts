import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { canonicalJson } from "#core/message/canonical-json.ts";
import { allMessages, reportedKey } from "#core/message/plan-messages.ts";
import type { FindingSettlement } from "#core/reconciliation/reconciliation.ts";
import { planResend } from "../../src/flow/reconcile-resend.ts";
import { loadSectors } from "../../src/compose/load-sectors.ts";
import { folders, readSample, sampleNames } from "../adapters/adapter-folders.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest, type FlowUnderTest, type FlowUnderTestOptions } from "./flow-under-test.ts";
import { A, afresh, openFindings } from "./reconciliation-under-test.ts";

const DOSSIERS = "DongBoHoSoMC";
const LINES = "CapNhatTienDoHoSoMC";
const sectors = await loadSectors();
const place = sharedDatabase();

/** Compares everything; gives the open finding about the dossier. */
async function findingOf(system: FlowUnderTest) {
  await afresh(system);
  return (await openFindings(system))[0];
}

async function resend(system: FlowUnderTest, options = { withProgress: false }): Promise<FindingSettlement> {
  const finding = await findingOf(system);
  const by = { actor: "operator:ops", reason: "Đã xem trên Cổng", at: new Date(system.clock.now()) };
  return system.place.store.reconciliation.resend(finding?.id ?? "", null, by, (found) =>
    planResend(found, sectors, options),
  );
}

async function openDelivered(options: FlowUnderTestOptions = {}): Promise<FlowUnderTest> {
  const system = openFlowUnderTest(place(), options);
  await system.push(A, { lines: 2 });
  await system.deliverAll();
  return system;
}

describe("sending again what differs", () => {
  it("creates what the portal lost, and leaves its progress lines alone", async () => {
    const system = await openDelivered({ profile: { unknownDossierUpdate: "refuse" } });
    system.simulator.reset();
    const { changes } = system.place.store;
    const after = await changes.latest();
    expect(await resend(system)).toEqual({ outcome: "resent", dossierCode: A, destinations: ["portal"] });
    expect(await system.state(A)).toBe("pending");
    const told = [{ kind: "sync-state", dossierCode: A, syncState: "pending" }];
    expect(await changes.read({ after, limit: 10, scope: null })).toMatchObject({ changes: told, more: false });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create"]);
    expect(await system.state(A)).toBe("in-sync");
    expect(await findingOf(system)).toBeUndefined();
  });

  it("also sends the progress lines again when it is told to, and knows each line once", async () => {
    const system = await openDelivered();
    system.simulator.reset();
    await resend(system, { withProgress: true });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2", "progress 4"]);
    await system.push(A, { lines: 3 });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2", "progress 4", "progress 4"]);
  });

  it("updates what the portal holds otherwise, with the dossier as it now stands", async () => {
    const system = await openDelivered();
    system.faults({ kind: "error-code", service: DOSSIERS, errorCode: "-1" });
    await system.push(A, { lines: 3, version: 2 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("refused");
    system.faults();
    system.simulator.portalRecords.put(A, { MaHoSo: A, TrangThaiHoSo: "9" });
    expect(await resend(system)).toMatchObject({ outcome: "resent" });
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create", "progress 2", "progress 4", "update", "progress 4"]);
    expect(system.simulator.portalRecords.get(A)?.record).toMatchObject({
      TrichYeuHoSo: expect.stringContaining("lần 2") as string,
    });
    expect(await system.state(A)).toBe("in-sync");
  });

  it("updates what is there though it was refused, then says what waited behind", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "error-code", service: DOSSIERS, errorCode: "-1" });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    system.faults();
    system.simulator.portalRecords.put(A, { MaHoSo: A, TrangThaiHoSo: "1" });
    await resend(system);
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["update", "progress 2"]);
    expect(await system.state(A)).toBe("in-sync");
  });

  it("waits for who looked at what stopped for another reason: nothing of it changes", async () => {
    const system = openFlowUnderTest(place(), { policy: { lostProgress: "park" } });
    system.faults({ kind: "drop-after-apply", service: LINES, times: 1 });
    await system.push(A, { lines: 2 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("parked");
    system.simulator.portalRecords.put(A, { MaHoSo: A, TrangThaiHoSo: "9" });
    const before = await system.timeline(A);
    expect(await resend(system)).toEqual({ outcome: "stopped" });
    expect(await system.timeline(A)).toEqual(before);
    expect(await findingOf(system)).toMatchObject({ state: "open" });
  });

  it("waits while messages are under way", async () => {
    const system = await openDelivered();
    system.simulator.portalRecords.put(A, { MaHoSo: A, TrangThaiHoSo: "9" });
    const finding = await findingOf(system);
    await system.push(A, { lines: 2, version: 2 });
    const by = { actor: "operator:ops", reason: "x", at: new Date(system.clock.now()) };
    const plan = () => {
      throw new Error("it was planned");
    };
    const { reconciliation } = system.place.store;
    expect(await reconciliation.resend(finding?.id ?? "", null, by, plan)).toEqual({ outcome: "busy" });
  });

  it("says what is wrong with a dossier that is no longer valid, and changes nothing", async () => {
    const system = await openDelivered();
    system.simulator.reset();
    await findingOf(system);
    await sql`update dossiers set content = jsonb_set(content, '{status}', '11')`.execute(system.place.database.db);
    expect(await resend(system)).toMatchObject({ outcome: "invalid", issues: [{ pointer: "/status" }] });
    expect(await system.state(A)).toBe("in-sync");
    expect(await findingOf(system)).toMatchObject({ state: "open" });
  });

  it("is in the audit log with who and why, once", async () => {
    const system = await openDelivered();
    system.simulator.reset();
    const finding = await findingOf(system);
    await resend(system);
    const by = { actor: "operator:else", reason: "x", at: new Date(system.clock.now()) };
    const again = await system.place.store.reconciliation.dismiss(finding?.id ?? "", null, by);
    expect(again).toEqual({ outcome: "settled-already" });
    const { rows } = await sql`
      select actor, action, subject, detail from audit where action like 'reconciliation.%' and subject = ${A}
      order by seq`.execute(system.place.database.db);
    expect(rows).toEqual([
      { actor: "worker", action: "reconciliation.found", subject: A, detail: { kind: "missing", fields: "" } },
      {
        actor: "operator:ops",
        action: "reconciliation.resent",
        subject: A,
        detail: { finding: finding?.id, kind: "missing", reason: "Đã xem trên Cổng" },
      },
    ]);
  });
});

describe("what is sent again", () => {
  const stored = JSON.parse(JSON.stringify(readSample("civil-status", "birth-single-mother"))) as Record<
    string,
    unknown
  >;
  const checked = checkDossier(stored, sectors);
  if (!checked.ok) throw new Error("the sample is not valid");
  const all = allMessages(checked);
  const [newest, ...told] = all
    .filter(({ kind }) => kind === "progress")
    .map(({ entryId }) => entryId ?? "")
    .toReversed();
  /** Everything but the newest progress line was told. */
  const reported = {
    last: new Map(
      all
        .filter(({ kind }) => kind !== "progress")
        .map((message) => [reportedKey(message), canonicalJson(message.payload)]),
    ),
    entryIds: new Set(told),
  };
  const plan = (withProgress: boolean) => {
    const planned = planResend({ kind: "missing", dossier: stored, reported }, sectors, { withProgress });
    if (!planned.ok) throw new Error("nothing is planned");
    return planned.drafts;
  };

  it("is the dossier, and what was not told yet; never what another was told before", () => {
    expect(told.length).toBeGreaterThan(0);
    expect(all.some(({ kind }) => kind === "sector")).toBe(true);
    expect(plan(false)).toEqual(all.filter(({ kind, entryId }) => kind === "dossier" || entryId === newest));
  });

  it("is with its lines the dossier, the lines that were told, without their ids, and then the new one", () => {
    const again = all.flatMap(({ entryId, ...message }) => (told.includes(entryId ?? "") ? [message] : []));
    expect(plan(true)).toEqual([
      ...all.filter(({ kind }) => kind === "dossier"),
      ...again,
      ...all.filter(({ entryId }) => entryId === newest),
    ]);
  });
});

describe("the sectors' samples", () => {
  const samples = folders.flatMap((name) => sampleNames(name).map((sample) => [name, sample] as const));

  it.each(samples)("%s/%s: as stored it plans what it did when it was pushed", (name, sample) => {
    const pushed = checkDossier(readSample(name, sample), sectors);
    if (!pushed.ok) throw new Error("the sample is not valid");
    const stored = JSON.parse(JSON.stringify({ ...pushed.dossier, record: pushed.record })) as Record<string, unknown>;
    const told = { last: new Map<string, string>(), entryIds: new Set<string>() };
    const plan = planResend({ kind: "missing", dossier: stored, reported: told }, sectors, { withProgress: false });
    expect(plan).toEqual({ ok: true, drafts: allMessages(pushed) });
  });
});
