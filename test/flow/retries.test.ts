import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { FaultKind, FaultRule } from "../../src/simulator/faults/fault-rule.ts";
import { FAULT_KINDS } from "../../src/simulator/faults/fault-rule.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { expectOnce, openFlowUnderTest } from "./flow-under-test.ts";

const codes = Array.from({ length: 6 }, (_, index) => `H36.03-260518-000${index}`);
const [A = "", B = ""] = codes;
const DOSSIERS = "DongBoHoSoMC";
const place = sharedDatabase();

const envelopes = async () =>
  (
    await sql<{ id: string; body: Uint8Array; signature_value: string; body_sha256: string }>`
      select id, body, signature_value, body_sha256 from envelopes order by created_at`.execute(place().database.db)
  ).rows;

describe("a retry", () => {
  it("after «not now» sends the very same bytes under the same signature and id", async () => {
    const house = openFlowUnderTest(place());
    const sent: { readonly id: string | null; readonly body: string; readonly signature: string }[] = [];
    const { app } = house.simulator;
    const fetch = app.fetch;
    app.fetch = async (request, ...rest) => {
      const headers = [...request.headers].filter(([name]) => /jws|signature/i.test(name));
      if (new URL(request.url).pathname.endsWith("/mapi/g")) {
        const body = await request.clone().text();
        sent.push({ id: request.headers.get("x-request-id"), body, signature: JSON.stringify(headers) });
      }
      return fetch(request, ...rest);
    };
    house.faults({ kind: "maintenance", service: DOSSIERS, times: 3, retryAfterSeconds: 1 });
    for (const code of [A, B]) await house.push(code, { lines: 0 });
    await house.deliverAll();
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map((call) => JSON.stringify(call))).size).toBe(1);
    expect(sent[0]?.signature).not.toBe("[]");
    const kept = await envelopes();
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ id: sent[0]?.id });
    expect(Buffer.from(kept[0]?.body ?? []).toString()).toBe(sent[0]?.body);
    expectOnce(house);
  });

  it("on a session that ended midway logs in once more and seals anew", async () => {
    const house = openFlowUnderTest(place());
    await house.push(A, { lines: 0 });
    await house.deliverAll();
    house.faults({ kind: "session-expired", service: DOSSIERS, times: 1 });
    await house.push(A, { lines: 0, version: 2 });
    await house.deliver();
    expect(house.applied(A)).toEqual(["create", "update"]);
    expect((await house.attempts(A)).slice(1)).toEqual([
      "send session-refused (session-refused)",
      "send delivered (accepted)",
    ]);
    const [, refused, sealed] = await envelopes();
    const content = (body: Uint8Array = new Uint8Array()) => {
      const { session, ...rest } = JSON.parse(Buffer.from(body).toString()) as { session: string };
      return { session, rest };
    };
    expect(content(sealed?.body).rest).toEqual(content(refused?.body).rest);
    expect(content(sealed?.body).session).not.toBe(content(refused?.body).session);
    expect(sealed?.signature_value).not.toBe(refused?.signature_value);
    expectOnce(house);
  });

  it("stops after a second refused session in a row and comes back later", async () => {
    const house = openFlowUnderTest(place());
    house.faults({ kind: "session-expired", service: DOSSIERS, times: 2 });
    await house.push(A, { lines: 0 });
    await house.deliver();
    expect(await house.attempts(A)).toEqual([
      "send session-refused (session-refused)",
      "send session-refused (session-refused)",
    ]);
    expect(await house.state(A)).toBe("pending");
    await house.deliverAll();
    expect(house.applied(A)).toEqual(["create"]);
  });

  it("doubts an old session before it believes a refusal", async () => {
    const house = openFlowUnderTest(place());
    await house.push(A, { lines: 0 });
    await house.deliverAll();
    house.clock.advance(61_000);
    house.faults({ kind: "error-code", service: DOSSIERS, times: 1 });
    await house.push(A, { lines: 0, version: 2 });
    await house.deliverAll();
    expect(await house.state(A)).toBe("in-sync");
    expect(house.applied(A)).toEqual(["create", "update"]);
  });
});

describe("an outage", () => {
  it("of hours burns no budget and parks nothing", async () => {
    const house = openFlowUnderTest(place());
    const maintenance = { kind: "maintenance", retryAfterSeconds: 900 } as const;
    house.faults(maintenance, { ...maintenance, service: "login", times: 10 });
    for (const code of codes) await house.push(code, { lines: 1 });
    const until = house.clock.now() + 6 * 3_600_000;
    while (house.clock.now() < until) {
      house.clock.advance(Math.max(1000, house.breaker.msUntilProbe()));
      await place().hurry();
      await house.deliver();
    }
    expect(await place().store.reads.syncFigures(new Date(house.clock.now()))).toMatchObject({
      states: { pending: codes.length, parked: 0, refused: 0 },
    });
    const { rows } = await sql<{ most: number }>`select max(spent) as most from messages`.execute(place().database.db);
    expect(rows).toEqual([{ most: 0 }]);
    house.faults();
    house.clock.advance(house.breaker.msUntilProbe());
    await house.deliverAll();
    for (const code of codes) expect(house.applied(code)).toEqual(["create", "progress 2"]);
    expectOnce(house);
  });

  it("opens the breaker, and while it is open nothing is sent", async () => {
    const house = openFlowUnderTest(place());
    house.faults({ kind: "rate-limit", retryAfterSeconds: 30 });
    await house.push(A, { lines: 0 });
    await house.deliver();
    expect(house.breaker.view().state).toBe("open");
    house.faults();
    await house.push(B, { lines: 0 });
    await house.deliver();
    expect(house.lines()).toEqual([]);
    expect(await house.attempts(B)).toEqual([]);
    house.clock.advance(house.breaker.msUntilProbe());
    await house.deliverAll();
    expect(house.breaker.view().state).toBe("closed");
    expect(house.applied(A)).toEqual(["create"]);
    expect(house.applied(B)).toEqual(["create"]);
  });
});

/** Kinds that need somebody to push the mended dossier or to retry. */
const NEEDS_A_PERSON: ReadonlySet<FaultKind> = new Set(["error-code"]);
const LATE = ["hang", "http-500", "html-200", "bad-json"] as const;
const rules: readonly FaultRule[] = [
  ...FAULT_KINDS.map((kind) => ({ kind })),
  ...LATE.map((kind) => ({ kind, afterApply: true })),
];

describe("every way the portal can misbehave ends with each dossier applied exactly once", () => {
  it.each(rules.map((rule) => [rule.kind + (rule.afterApply === true ? ", applied first" : ""), rule] as const))(
    "%s",
    async (_name, rule) => {
      const house = openFlowUnderTest(place(), { policy: { batchSize: 4 }, timeoutMs: 40 });
      house.faults({ ...rule, service: DOSSIERS, times: 2 });
      for (const code of codes) await house.push(code, { lines: 1 });
      await house.deliverAll();
      for (const [index, code] of codes.entries())
        if (index % 2 === 0) await house.push(code, { lines: 2, version: 2 });
      house.faults({ ...rule, probability: 0.3, times: 6 });
      await house.deliverAll();
      house.faults();
      if (NEEDS_A_PERSON.has(rule.kind)) {
        const by = { actor: "operator:ops", reason: null, at: new Date(house.clock.now()) };
        const { actions } = place().store;
        await actions.retry(await actions.matching({ state: "refused" }, 100, null), by);
      }
      await house.deliverAll();
      for (const code of codes) expect([code, await house.state(code)]).toEqual([code, "in-sync"]);
      expect(house.lines().filter(({ service }) => service === DOSSIERS)).toHaveLength(9);
      expectOnce(house);
      for (const code of codes) expect(house.applied(code)[0]).toMatch(/create|update/);
    },
  );
});
