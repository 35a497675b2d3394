import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { createDeliver } from "../../src/flow/deliver.ts";
import { createSender } from "../../src/flow/send-envelope.ts";
import type { DeliveryDependencies } from "../../src/flow/delivery-dependencies.ts";
import { seededRandom } from "../kit/seeded-random.ts";
import { claimed, messagesIn } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openFlowUnderTest, type FlowUnderTest } from "./flow-under-test.ts";
import { readSample } from "../adapters/adapter-folders.ts";
import { batchOf, needs, outcomeOf } from "./message-under-test.ts";

const place = sharedDatabase();
const [A, B] = ["H36.03-260518-0001", "H36.03-260518-0002"] as const;
const DOSSIERS = "DongBoHoSoMC";
const LINES = "CapNhatTienDoHoSoMC";

const told = (system: FlowUnderTest, event: string) =>
  system.heard.flatMap(({ name, input }) => (name === event ? [input] : []));

async function audited(): Promise<readonly object[]> {
  const { rows } = await sql<object>`
    select action, subject, detail from audit where actor = 'worker' order by seq`.execute(place().database.db);
  return rows;
}

const idOf = async (code: string, kind: string) => {
  const { rows } = await sql<{ id: string }>`
    select id from messages where dossier_code = ${code} and kind = ${kind} order by number`.execute(
    place().database.db,
  );
  return rows.map(({ id }) => id);
};

describe("what delivery tells of an envelope", () => {
  it("is where it went, with how many, and of each message how long it waited", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.push(B, { lines: 0 });
    system.clock.advance(1500);
    await system.deliver();
    expect(told(system, "attemptEnded")).toEqual([
      {
        destination: "portal",
        service: DOSSIERS,
        envelopeId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        items: 2,
        durationMs: 0,
        outcome: expect.objectContaining({ kind: "delivered", cause: "accepted" }) as object,
      },
    ]);
    // Of dossiers in one envelope neither is the first.
    const delivered = told(system, "messageDelivered");
    expect(delivered).toHaveLength(2);
    for (const dossierCode of [A, B])
      expect(delivered).toContainEqual({ dossierCode, kind: "dossier", waitedMs: 1500 });
    expect(told(system, "messageStopped")).toEqual([]);
    expect(await audited()).toEqual([]);
  });

  it("is nothing of what is only put off, and of what was parked who has to act", async () => {
    const system = openFlowUnderTest(place(), { policy: { lostProgress: "park" } });
    await system.push(A, { lines: 1 });
    await system.deliver({ limit: 1 });
    await system.push(B, { lines: 1 });
    system.faults({ kind: "http-500", service: DOSSIERS, times: 1 });
    await system.deliver();
    expect(told(system, "messageStopped")).toEqual([]);
    system.faults({ kind: "drop-before-apply", service: LINES, times: 1 });
    await system.push(A, { lines: 2 });
    await system.deliverAll();
    const stopped = told(system, "messageStopped") as { readonly dossierCode: string }[];
    expect(stopped[0]).toMatchObject({
      kind: "progress",
      state: "parked",
      party: "network",
      cause: "parked-by-policy",
    });
    expect(await audited()).toContainEqual(
      expect.objectContaining({ action: "message.parked", detail: { cause: "parked-by-policy", party: "network" } }),
    );
  });

  it("names every line that is sent again by policy, in the audit log too", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "drop-after-apply", service: LINES, times: 1 });
    await system.push(A, { lines: 2 });
    await system.deliverAll();
    const lines = await idOf(A, "progress");
    expect(await audited()).toEqual(
      lines.map((subject) => ({
        action: "message.repeated",
        subject,
        detail: { kind: "progress", cause: "resent-by-policy" },
      })),
    );
    const attempts = (await system.timeline(A)).flatMap((entry) => (entry.kind === "message" ? [entry] : []));
    expect(attempts.map(({ state }) => state)).toEqual(["delivered", "delivered", "delivered"]);
  });

  it("says in words what a lost answer came to", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "drop-after-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    expect(await system.attempts(A)).toEqual(["send unknown (connection-lost)", "lookup delivered (found-by-lookup)"]);
    system.faults({ kind: "drop-before-apply", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0, version: 2 });
    await system.deliverAll();
    expect((await system.attempts(A)).slice(2)).toEqual([
      "send unknown (connection-lost)",
      "lookup already-exists (held-differs)",
      "lookup already-exists (held-differs)",
      "send delivered (accepted)",
    ]);
  });
});

describe("what an envelope carries beside its messages", () => {
  it("are the fields that a sector's adapter gives, in its own envelopes and in no other", async () => {
    const system = openFlowUnderTest(place());
    expect(await system.pushAsIs(readSample("promotions", "loyalty-notice-from-portal"))).toMatchObject({
      outcome: "accepted",
    });
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    const { rows } = await sql<{ service: string; body: Uint8Array }>`select service, body from envelopes`.execute(
      place().database.db,
    );
    const types = rows.map(({ service, body }) => {
      const { type } = JSON.parse(Buffer.from(body).toString()) as { readonly type?: string };
      return [service, type];
    });
    expect(Object.fromEntries(types)).toEqual({
      [DOSSIERS]: undefined,
      [LINES]: undefined,
      DongBoTrangThaiHoSo: "2",
    });
  });
});

describe("a lease that runs out", () => {
  it("while the request waits for its connection is seen there, for whoever sends asks until the last moment", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    const claim = await claimed(place().store);
    let isHeld = true;
    const seen: unknown[] = [];
    const { portal, signer } = system.channel();
    const send: typeof portal.send = (_envelope, _signal, mayStill) => {
      seen.push(mayStill?.());
      isHeld = false;
      seen.push(mayStill?.());
      return Promise.resolve(outcomeOf("unavailable"));
    };
    const deps = {
      ...needs,
      random: seededRandom(5),
      store: place().store.delivery,
      attachments: place().attachments,
      channel: () => ({ portal: { ...portal, send }, signer }),
      events: { attemptEnded: () => undefined },
      breaker: { record: () => undefined, returnPass: () => undefined },
    } as unknown as DeliveryDependencies;
    const hold = { leaseToken: claim.leaseToken, stillHeld: () => isHeld };
    await createSender(deps)(batchOf(messagesIn(claim)), hold);
    expect(seen).toEqual([true, false]);
  });

  it("between the sealing and the sending ends the work: nothing is sent, and the pass is given back", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    const claim = await claimed(place().store);
    const messages = messagesIn(claim);
    const returned: unknown[] = [];
    const deps = {
      ...needs,
      random: seededRandom(5),
      store: place().store.delivery,
      attachments: place().attachments,
      channel: system.channel,
      events: { attemptEnded: () => expect.unreachable("it was sent") },
      breaker: { record: () => undefined, returnPass: (service?: string) => void returned.push(service) },
    } as unknown as DeliveryDependencies;
    const hold = { leaseToken: claim.leaseToken, stillHeld: () => false };
    await expect(createSender(deps)(batchOf(messages), hold)).rejects.toMatchObject({ code: "lease-lost" });
    expect(returned).toEqual([DOSSIERS]);
    expect(system.applied()).toEqual([]);
  });

  it("before anything was done leaves everything to the next", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    const claim = await claimed(place().store);
    const woken: unknown[] = [];
    const deliver = createDeliver({
      ...needs,
      random: seededRandom(5),
      store: place().store.delivery,
      attachments: place().attachments,
      channel: system.channel,
      breaker: system.services,
      wake: (destinations: readonly string[]) => void woken.push(destinations),
    } as unknown as DeliveryDependencies);
    await deliver(claim, { leaseToken: claim.leaseToken, stillHeld: () => false }, new AbortController().signal);
    expect([system.applied(), woken.length]).toEqual([[], 1]);
    await system.deliverAll();
    expect(system.applied()).toEqual(["create"]);
  });
});
