import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { KEYS, openContractGateway, type Api } from "./contract-gateway.ts";

let api: Api;
const codes = Array.from({ length: 12 }, (_, index) => `H36.03-260518-${String(index + 1).padStart(4, "0")}`);
const WARD = "H26.107-260518-0001";

beforeAll(async () => {
  api = await openContractGateway();
  for (const code of codes) await api.push(sampleDossier(code));
  await api.push(
    { ...sampleDossier(WARD), agencyCode: "H26.107", applicant: { type: "citizen", name: "Lê 100% Mẫu" } },
    { key: KEYS.ward },
  );
});
afterAll(() => api[Symbol.asyncDispose]());

interface Listed {
  readonly dossiers: readonly { readonly dossierCode: string; readonly syncState: string }[];
  readonly nextCursor: string | null;
}
const list = async (query: string, key: string = KEYS.all) =>
  (await api.call(`/v1/dossiers${query}`, { key })).body as unknown as Listed;
const codesOf = ({ dossiers }: Listed) => dossiers.map(({ dossierCode }) => dossierCode);

describe("GET /v1/dossiers", () => {
  it("pages through everything once, newest change first, never more than the limit", async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: Listed = await list(`?limit=100${cursor === "" ? "" : `&cursor=${cursor}`}`);
      expect(page.dossiers.length).toBeLessThanOrEqual(5);
      seen.push(...codesOf(page));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([WARD, ...codes.toReversed()]);
  });

  it.each([
    ["?q=0007", [codes[6]]],
    ["?q=100%25", [WARD]],
    ["?q=%25%25", []],
    ["?agency=H26", [WARD]],
    ["?agency=H2", []],
    ["?sector=promotions&status=4", []],
    ["?state=in-sync", []],
    ["?from=2026-05-19", []],
    ["?to=2026-05-17", []],
  ])("finds by %s", async (query, expected) => {
    expect(codesOf(await list(query))).toEqual(expected);
  });

  it("names a parameter it does not understand", async () => {
    const answer = await api.call("/v1/dossiers?state=done&sort=x");
    expect(answer.status).toBe(400);
    expect((answer.body["errors"] as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(["/state", "/sort"]);
  });

  it("shows a client with agencies only theirs, in the list and one by one", async () => {
    expect(codesOf(await list("", KEYS.ward))).toEqual([WARD]);
    expect((await api.call(`/v1/dossiers/${WARD}`, { key: KEYS.ward })).status).toBe(200);
    expect((await api.call(`/v1/dossiers/${codes[0] ?? ""}`, { key: KEYS.ward })).status).toBe(404);
  });
});

describe("GET /v1/dossiers/{code}", () => {
  it("gives the dossier as it was pushed and what happened to it", async () => {
    const { body } = await api.call(`/v1/dossiers/${codes[0] ?? ""}`);
    expect(body).toMatchObject({
      dossierCode: codes[0],
      revision: 1,
      warnings: [],
      dossier: { sector: "promotions", status: 2 },
    });
    const timeline = body["timeline"] as { kind: string; number?: number; service?: string }[];
    expect(timeline[0]).toMatchObject({ kind: "accepted", revision: 1, messages: 3, by: "client:bootstrap" });
    const messages = timeline.filter(({ kind }) => kind === "message");
    expect(messages.map(({ number, service }) => `${number ?? ""} ${service ?? ""}`)).toEqual([
      "1 DongBoHoSoMC",
      "2 CapNhatTienDoHoSoMC",
      "3 CapNhatTienDoHoSoMC",
    ]);
  });
});

describe("what operators and monitors read", () => {
  it("counts the dossiers by state and says whether the portal answers", async () => {
    const { body } = await api.call("/v1/sync");
    expect(body["states"]).toEqual({ pending: 13, inSync: 0, unknown: 0, parked: 0, refused: 0, notTold: 0 });
    expect(body["queue"]).toMatchObject({ depth: 13 });
    expect(Object.keys(body["portal"] as object)).toEqual(["reachable", "breaker", "since"]);
  });

  it("counts before it retries, needs the right to, and finds nothing to retry here", async () => {
    const retry = (body: object, key: string = KEYS.all) =>
      api.call("/v1/messages/retry", {
        method: "POST",
        key,
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json" },
      });
    expect((await retry({ state: "parked", preview: true })).body).toMatchObject({ matching: 0 });
    expect((await retry({ state: "delivered" })).status).toBe(400);
    expect((await retry({ state: "parked" }, KEYS.reader)).status).toBe(403);
    expect((await api.call("/v1/messages?state=waiting&limit=5")).body["messages"]).toHaveLength(5);
    expect((await api.call("/v1/messages/khong-phai-uuid/retry", { method: "POST" })).status).toBe(404);
  });

  it("describes sectors, schemas, samples, rules and code lists", async () => {
    const { body } = await api.call("/v1/sectors");
    const sectors = (body["sectors"] as { sector: string }[]).map(({ sector }) => sector);
    expect(sectors).toEqual(
      expect.arrayContaining(["civil-status", "driving-licences", "judicial-records", "promotions"]),
    );
    expect((await api.call("/v1/sectors/civil-status/schema")).status).toBe(200);
    const samples = (await api.call("/v1/sectors/civil-status/samples")).body["samples"] as {
      dossier: object;
      messages: object[];
    }[];
    expect(samples.every(({ messages }) => messages.length > 0)).toBe(true);
    const rules = (day: string) => api.call(`/v1/sectors/civil-status/rules?at=${day}`);
    const ids = async (day: string) => ((await rules(day)).body["rules"] as { id: string }[]).map(({ id }) => id);
    expect(await ids("2026-05-18")).toContain("HT-R01");
    expect(await ids("2027-03-01")).not.toContain("HT-R01");
    expect((await rules("hôm nay")).status).toBe(400);
    expect((await api.call("/v1/sectors/civil-statu/rules")).status).toBe(404);
    const provinces = async (day: string) =>
      ((await api.call(`/v1/codes/provinces?at=${day}`)).body["items"] as object[]).length;
    expect([await provinces("2025-06-30"), await provinces("2025-07-01")]).toEqual([63, 34]);
    expect((await api.call("/v1/codes/province")).body["detail"]).toContain("provinces");
  });

  it("answers health, readiness and metrics without a key", async () => {
    for (const path of ["/healthz", "/readyz", "/metrics", "/openapi.json"]) {
      expect((await api.call(path, { key: null })).status, path).toBe(200);
    }
    expect((await api.call("/metrics", { key: null })).text).toContain("lienthong_pushed_dossiers_total");
    expect((await api.call("/v1/khong-co")).body).toMatchObject({ code: "not-found" });
  });
});

describe("GET /openapi.json", () => {
  it("describes every call of the fixed interface", async () => {
    const { body } = await api.call("/openapi.json", { key: null });
    expect(body["openapi"]).toBe("3.1.0");
    expect(Object.keys(body["paths"] as object)).toEqual(
      expect.arrayContaining([
        "/v1/dossiers",
        "/v1/dossiers/{dossierCode}",
        "/v1/sync",
        "/v1/messages",
        "/v1/messages/{id}/retry",
        "/v1/messages/retry",
        "/v1/sectors",
        "/v1/sectors/{sector}/schema",
        "/v1/sectors/{sector}/samples",
        "/v1/sectors/{sector}/rules",
        "/v1/codes/{list}",
        "/healthz",
        "/readyz",
        "/metrics",
      ]),
    );
  });
});
