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
    const system = openFlowUnderTest(place());
    const sent: { readonly id: string | null; readonly body: string; readonly signature: string }[] = [];
    const { app } = system.simulator;
    const fetch = app.fetch;
    app.fetch = async (request, ...rest) => {
      const headers = [...request.headers].filter(([name]) => /jws|signature/i.test(name));
      if (new URL(request.url).pathname.endsWith("/mapi/g")) {
        const body = await request.clone().text();
        sent.push({ id: request.headers.get("x-request-id"), body, signature: JSON.stringify(headers) });
      }
      return fetch(request, ...rest);
    };
    system.faults({ kind: "maintenance", service: DOSSIERS, times: 3, retryAfterSeconds: 1 });
    for (const code of [A, B]) await system.push(code, { lines: 0 });
    await system.deliverAll();
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map((call) => JSON.stringify(call))).size).toBe(1);
    expect(sent[0]?.signature).not.toBe("[]");
    const kept = await envelopes();
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ id: sent[0]?.id });
    expect(Buffer.from(kept[0]?.body ?? []).toString()).toBe(sent[0]?.body);
    expectOnce(system);
  });

  it("on a session that ended midway logs in once more and seals anew", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    system.faults({ kind: "session-expired", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0, version: 2 });
    await system.deliver();
    expect(system.applied(A)).toEqual(["create", "update"]);
    expect((await system.attempts(A)).slice(1)).toEqual([
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
    expectOnce(system);
  });

  it.each<[string, () => Response, string]>([
    ["403", () => new Response("Forbidden", { status: 403 }), "send unavailable (http-403)"],
    ["a redirect", () => new Response(null, { status: 302 }), "send unavailable (redirected)"],
    ["a login page", () => new Response("<html><title>Đăng nhập</title>"), "send session-refused (login-page)"],
    [
      "«Không có quyền truy cập»",
      () => Response.json({ error_code: -1, message: "Không có quyền truy cập" }),
      "send refused (access-denied)",
    ],
  ])("on a session that ended in %s logs in once more, and blames nobody", async (_name, ended, attempt) => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 1 });
    await system.deliverAll();
    const { app } = system.simulator;
    const fetch = app.fetch;
    let over = "";
    app.fetch = async (request, ...rest) => {
      if (!new URL(request.url).pathname.endsWith("/mapi/g")) return fetch(request, ...rest);
      const { session } = (await request.clone().json()) as { session: string };
      over ||= session;
      return session === over ? ended() : fetch(request, ...rest);
    };
    await system.push(A, { lines: 2, version: 2 });
    await system.deliver();
    expect(await system.state(A)).toBe("in-sync");
    expect(system.applied(A)).toEqual(["create", "progress 2", "update", "progress 4"]);
    expect((await system.attempts(A)).filter((one) => !one.includes("delivered"))).toEqual([attempt]);
    expectOnce(system);
  });

  it("stops after a second refused session in a row and comes back later", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "session-expired", service: DOSSIERS, times: 2 });
    await system.push(A, { lines: 0 });
    await system.deliver();
    expect(await system.attempts(A)).toEqual([
      "send session-refused (session-refused)",
      "send session-refused (session-refused)",
    ]);
    expect(await system.state(A)).toBe("pending");
    const { rows } = await sql<{ told: string }>`select last_message || last_message_en as told from messages`.execute(
      place().database.db,
    );
    expect(rows[0]?.told).toContain("Đã đăng nhập lại và gửi thêm một lần");
    expect(rows[0]?.told).not.toMatch(/không cần làm gì|nothing to do/u);
    await system.deliverAll();
    expect(system.applied(A)).toEqual(["create"]);
  });

  it("blames nobody when others used up the new session, too, and their answers were lost", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    const { app } = system.simulator;
    const { portal } = system.channel();
    const { fetch } = app;
    const { session } = portal;
    let usedUp = 0;
    app.fetch = async (request, ...rest) => {
      if (!new URL(request.url).pathname.endsWith("/mapi/g")) return fetch(request, ...rest);
      const { service } = (await request.clone().json()) as { service: string };
      if (service === "TraCuuHoSo") return new Response(null, { status: 500 });
      if ((usedUp += 1) > 4) return fetch(request, ...rest);
      return Response.json({ error_code: -1, message: "Không có quyền truy cập" });
    };
    portal.session = async (...given) => {
      const opened = await session(...given);
      await portal.lookup(B);
      return opened;
    };
    await system.push(A, { lines: 0, version: 2 });
    await system.deliver();
    expect(await system.state(A)).toBe("pending");
    await system.deliverAll();
    expect((await system.attempts(A)).slice(1)).toEqual([
      ...Array.from({ length: 4 }, () => "send refused (access-denied)"),
      "send delivered (accepted)",
    ]);
    expect(system.applied(A)).toEqual(["create", "update"]);
    expectOnce(system);
  });

  it("doubts an old session before it believes a refusal", async () => {
    const system = openFlowUnderTest(place());
    await system.push(A, { lines: 0 });
    await system.deliverAll();
    system.clock.advance(61_000);
    system.faults({ kind: "error-code", service: DOSSIERS, times: 1 });
    await system.push(A, { lines: 0, version: 2 });
    await system.deliverAll();
    expect(await system.state(A)).toBe("in-sync");
    expect(system.applied(A)).toEqual(["create", "update"]);
  });
});

describe("an outage", () => {
  it("of hours burns no budget and parks nothing", async () => {
    const system = openFlowUnderTest(place());
    const maintenance = { kind: "maintenance", retryAfterSeconds: 900 } as const;
    system.faults(maintenance, { ...maintenance, service: "login", times: 10 });
    for (const code of codes) await system.push(code, { lines: 1 });
    const until = system.clock.now() + 6 * 3_600_000;
    while (system.clock.now() < until) {
      system.clock.advance(Math.max(1000, system.breaker.msUntilProbe()));
      await place().hurry();
      await system.deliver();
    }
    expect(await place().store.reads.syncFigures(new Date(system.clock.now()), null)).toMatchObject({
      states: { pending: codes.length, parked: 0, refused: 0 },
    });
    const { rows } = await sql<{ most: number }>`select max(spent) as most from messages`.execute(place().database.db);
    expect(rows).toEqual([{ most: 0 }]);
    system.faults();
    system.clock.advance(system.breaker.msUntilProbe());
    await system.deliverAll();
    for (const code of codes) expect(system.applied(code)).toEqual(["create", "progress 2"]);
    expectOnce(system);
  });

  it("opens the breaker, and while it is open nothing is sent", async () => {
    const system = openFlowUnderTest(place());
    system.faults({ kind: "rate-limit", retryAfterSeconds: 30 });
    await system.push(A, { lines: 0 });
    await system.deliver();
    expect(system.breaker.view().state).toBe("open");
    system.faults();
    await system.push(B, { lines: 0 });
    await system.deliver();
    expect(system.lines()).toEqual([]);
    expect(await system.attempts(B)).toEqual([]);
    system.clock.advance(system.breaker.msUntilProbe());
    await system.deliverAll();
    expect(system.breaker.view().state).toBe("closed");
    expect(system.applied(A)).toEqual(["create"]);
    expect(system.applied(B)).toEqual(["create"]);
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
      const system = openFlowUnderTest(place(), { policy: { batchSize: 4 }, timeoutMs: 40 });
      system.faults({ ...rule, service: DOSSIERS, times: 2 });
      for (const code of codes) await system.push(code, { lines: 1 });
      await system.deliverAll();
      for (const [index, code] of codes.entries())
        if (index % 2 === 0) await system.push(code, { lines: 2, version: 2 });
      system.faults({ ...rule, probability: 0.3, times: 6 });
      await system.deliverAll();
      system.faults();
      if (NEEDS_A_PERSON.has(rule.kind)) {
        const by = { actor: "operator:ops", reason: null, at: new Date(system.clock.now()) };
        const { actions } = place().store;
        await actions.retry(await actions.matching({ state: "refused" }, 100, null), by);
      }
      await system.deliverAll();
      for (const code of codes) expect([code, await system.state(code)]).toEqual([code, "in-sync"]);
      expect(system.lines().filter(({ service }) => service === DOSSIERS)).toHaveLength(9);
      expectOnce(system);
      for (const code of codes) expect(system.applied(code)[0]).toMatch(/create|update/);
    },
  );
});
