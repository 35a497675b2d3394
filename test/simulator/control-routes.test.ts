import { describe, expect, it } from "vitest";
import { openPortal } from "./open-portal.ts";
import { CODE, dossier2022 } from "./portal-samples.ts";

describe("GET /healthz", () => {
  it("is well", async () => {
    const { simulator } = await openPortal();
    expect((await simulator.app.request("/healthz")).status).toBe(200);
  });
});

describe("PUT /faults", () => {
  it.each([
    ["an unknown kind", [{ kind: "explode" }], "/0/kind"],
    ["an unknown setting", [{ kind: "slow", often: 1 }], "/0/often"],
    ["a probability above 1", [{ kind: "slow", probability: 1.1 }], "/0/probability"],
    ["no times", [{ kind: "slow" }, { kind: "slow", times: 0 }], "/1/times"],
    ["a setting that would be ignored", [{ kind: "http-500", delayMs: 5 }], "/0/delayMs"],
    ["a dossier that exists for another service", [{ kind: "already-exists", service: "TraCuuHoSo" }], "/0/service"],
    ["a login without a session to expire", [{ kind: "session-expired", service: "login" }], "/0/kind"],
    ["a login about a dossier", [{ kind: "slow", service: "login", dossierCode: CODE }], "/0/dossierCode"],
    ["what is no list", { kind: "slow" }, ""],
  ])("refuses %s and leaves what was in force", async (_name, rules, pointer) => {
    const { simulator, faults } = await openPortal();
    await faults({ kind: "hang" });
    const response = await simulator.app.request("/faults", { method: "PUT", body: JSON.stringify(rules) });
    expect([response.status, response.headers.get("content-type")]).toEqual([
      422,
      "application/problem+json; charset=utf-8",
    ]);
    expect(await response.json()).toMatchObject({ status: 422, code: "faults-invalid", errors: [{ pointer }] });
    expect(simulator.faults.list()).toEqual([{ kind: "hang", fired: 0 }]);
  });

  it("refuses what is no JSON", async () => {
    const { simulator } = await openPortal();
    expect((await simulator.app.request("/faults", { method: "PUT", body: "{" })).status).toBe(422);
  });

  it("takes back what GET gave, with counts from the start", async () => {
    const { simulator, faults, call } = await openPortal();
    await faults({ kind: "rate-limit", service: "TraCuuHoSo", retryAfterSeconds: 9, times: 3, probability: 1 });
    await call("TraCuuHoSo", { mahoso: CODE });
    const body = await (await simulator.app.request("/faults")).text();
    expect(JSON.parse(body)).toMatchObject([{ fired: 1 }]);
    const again = await simulator.app.request("/faults", { method: "PUT", body });
    expect(await again.json()).toEqual([
      { kind: "rate-limit", service: "TraCuuHoSo", retryAfterSeconds: 9, times: 3, probability: 1, fired: 0 },
    ]);
  });
});

describe("the books", () => {
  it("say 404 for a dossier they do not know", async () => {
    const { simulator } = await openPortal();
    const response = await simulator.app.request(`/dossiers/${CODE}`);
    expect([response.status, await response.json()]).toEqual([404, expect.objectContaining({ code: "not-found" })]);
  });

  it("are emptied one by one, or all with reset()", async () => {
    const { simulator, create, ledger, ask } = await openPortal();
    await create(dossier2022);
    expect((await simulator.app.request("/ledger", { method: "DELETE" })).status).toBe(204);
    expect(await ledger()).toEqual([]);
    expect(await create(dossier2022)).toMatchObject({ error_code: "-3" });
    expect((await simulator.app.request("/dossiers", { method: "DELETE" })).status).toBe(204);
    expect(await create(dossier2022)).toMatchObject({ error_code: "0" });
    expect((await ledger()).map(({ seq }) => seq)).toEqual([1]);
    simulator.faults.set([{ kind: "http-500" }]);
    simulator.reset();
    expect([await ledger(), simulator.faults.list(), simulator.portalRecords.get(CODE)]).toEqual([[], [], undefined]);
    expect(await ask("TraCuuHoSo", { mahoso: CODE })).toMatchObject({ error_code: "-2" });
  });
});
