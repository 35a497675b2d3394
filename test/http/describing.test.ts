import { describe, expect, it } from "vitest";
import { checkDossier } from "#core/dossier/check-dossier.ts";
import { asFault } from "../../src/store/database/database-unavailable.ts";
import type { Store } from "../../src/store/store.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, refusalOf, sectors } from "./api-under-test.ts";

const place = sharedDatabase();

async function read<T>(path: string): Promise<T> {
  const response = await openApi(place().store).call(path);
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as T;
}

describe("the sectors", () => {
  it("are listed with their procedures", async () => {
    const list = await read<{ sectors: { sector: string; title: string; titleEn: string; procedures: object[] }[] }>(
      "/v1/sectors",
    );
    expect(list.sectors.map(({ sector }) => sector)).toEqual(sectors.all.map(({ sector }) => sector));
    for (const { title, titleEn, procedures } of list.sectors) {
      expect(title).not.toBe(titleEn);
      expect(procedures[0]).toMatchObject({ code: expect.any(String), name: expect.any(String) });
    }
  });

  it.each(sectors.all.map(({ sector }) => sector))("%s: schema, samples that can be pushed, rules", async (sector) => {
    expect(await read(`/v1/sectors/${sector}/schema`)).toBeTypeOf("object");
    const { samples } = await read<{ samples: { name: string; dossier: object; messages: object[] }[] }>(
      `/v1/sectors/${sector}/samples`,
    );
    expect(samples.length).toBeGreaterThan(0);
    for (const { name, dossier, messages } of samples) {
      expect([name, checkDossier(dossier, sectors).ok]).toEqual([name, true]);
      expect(messages.length).toBeGreaterThan(0);
    }
    const { rules, at } = await read<{ at: string; rules: object[] }>(`/v1/sectors/${sector}/rules?at=2026-05-18`);
    expect(at).toBe("2026-05-18");
    expect(rules[0]).toEqual({
      id: expect.any(String),
      severity: expect.stringMatching(/error|warning/),
      from: expect.any(String),
      to: null,
      source: expect.any(String),
      message: expect.any(String),
      messageEn: expect.any(String),
    });
    expect(await read(`/v1/sectors/${sector}/rules?at=1990-01-01`)).toMatchObject({ rules: [] });
  });

  it("that are none are not found, and a day that is none is refused", async () => {
    const api = openApi(place().store);
    for (const part of ["schema", "samples", "rules"])
      expect(await refusalOf(await api.call(`/v1/sectors/none/${part}`))).toBe("404 not-found");
    expect((await api.call("/v1/sectors/promotions/rules?at=tomorrow")).status).toBe(400);
  });
});

describe("the house", () => {
  it("says that it lives, is ready, and how much it did", async () => {
    const api = openApi(place().store);
    const open = async (path: string) => api.call(path, { key: null });
    expect(await (await open("/healthz")).json()).toEqual({ status: "ok", version: "0.1.0" });
    expect(await (await open("/readyz")).json()).toEqual({ status: "ready" });
    const metrics = await open("/metrics");
    expect(metrics.headers.get("Content-Type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await metrics.text()).toContain("lienthong_pushed_dossiers_total");
    expect(await refusalOf(await open("/v1/sync"))).toBe("401 unauthenticated");
    expect(await refusalOf(await open("/nowhere"))).toBe("404 not-found");
    expect((await open("/")).headers.get("Location")).toBe("/console");
    expect((await api.call("/v1/sync", { key: KEYS.push })).status).toBe(403);
  });

  it("answers 503 and when to come back while the database is away", async () => {
    const away = async () => {
      throw asFault(Object.assign(new Error("gone"), { code: "ECONNREFUSED" }));
    };
    const methods = new Proxy({}, { get: () => away });
    // Every method fails as the real store's do when its server is gone; test/journey lets a real one go.
    const api = openApi({
      intake: methods,
      reads: methods,
      actions: methods,
      delivery: methods,
      changes: methods,
      webhooks: methods,
    } as Store);
    const dossier = sampleDossier("H36.03-260518-0001");
    const retry = { method: "POST", body: '{"state":"parked"}', headers: { "Content-Type": "application/json" } };
    for (const answer of [
      await api.call("/readyz"),
      await api.call("/v1/sync"),
      await api.call("/v1/dossiers"),
      await api.call("/v1/dossiers/H36.03-260518-0001"),
      await api.call("/v1/messages"),
      await api.call("/v1/changes"),
      await api.call("/v1/webhooks"),
      await api.call("/v1/messages/retry", retry),
      await api.push(dossier),
    ]) {
      expect(answer.headers.get("Retry-After")).toBe("5");
      expect(await refusalOf(answer)).toBe("503 database-unavailable");
    }
    expect(await (await api.push({ dossiers: [dossier, dossier] })).json()).toMatchObject({
      rejected: 2,
      results: [{ outcome: "rejected", problem: { code: "database-unavailable", status: 503 } }, {}],
    });
    expect((await api.call("/healthz")).status).toBe(200);
    expect((await api.call("/v1/sectors")).status).toBe(200);
  });

  it("answers 503, when to come back and what to do while the database's disk is full", async () => {
    const full = async () => {
      throw asFault(Object.assign(new Error("could not extend file"), { code: "53100" }));
    };
    const methods = new Proxy({}, { get: () => full });
    const api = openApi({
      intake: methods,
      reads: { ...place().store.reads, ping: full },
      actions: methods,
      delivery: methods,
      changes: methods,
      webhooks: methods,
    } as unknown as Store);
    const dossier = sampleDossier("H36.03-260518-0001");
    for (const answer of [await api.call("/readyz"), await api.push(dossier)]) {
      expect(answer.headers.get("Retry-After")).toBe("60");
      expect(await answer.clone().json()).toMatchObject({ detail: expect.stringContaining("giải phóng ổ đĩa") });
      expect(await refusalOf(answer)).toBe("503 disk-full");
    }
    expect(await (await api.push({ dossiers: [dossier] })).json()).toMatchObject({
      results: [{ outcome: "rejected", problem: { code: "disk-full", status: 503 } }],
    });
  });
});

interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly security: readonly object[];
  readonly components: { readonly securitySchemes: Record<string, object>; readonly schemas: Record<string, object> };
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { parameters?: { name: string; in: string }[]; responses: object }>>>
  >;
}

describe("the OpenAPI document", () => {
  it("describes every route of the app, and none that is not there", async () => {
    const document = await read<Document>("/openapi.json");
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes = openApi(place().store)
      .app.routes.filter(({ path, method }) => method !== "ALL" && path.startsWith("/v1/"))
      .map(({ path, method }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`)
      // Older paths of what the document lists under /v1/reconciliation/findings.
      .filter((route) => !/\/reconciliation\/\{id\}\/(?:resend|dismiss)$/.test(route));
    expect(described).toEqual(expect.arrayContaining([...new Set(routes)]));
    expect(described.filter((operation) => operation.includes("/v1/")).toSorted()).toEqual(
      [...new Set(routes)].toSorted(),
    );
    expect(described).toEqual(expect.arrayContaining(["GET /healthz", "GET /readyz", "GET /metrics"]));
  });

  it("has the shape of 3.1: info, security, parameters of every path, described answers", async () => {
    const document = await read<Document>("/openapi.json");
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: expect.any(String), version: "0.1.0" });
    expect(document.security).toEqual([{ apiKey: [] }]);
    expect(document.components.securitySchemes).toHaveProperty("apiKey");
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { parameters = [], responses } of Object.values(methods)) {
        const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
        expect([path, inPath]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)]);
        expect(Object.keys(responses).every((status) => /^[2-5]\d\d$/.test(status))).toBe(true);
        for (const response of Object.values(responses))
          expect(response).toMatchObject({ description: expect.any(String) });
      }
    }
    // Nothing may point at what is not there.
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    const schemas = Object.keys(document.components.schemas);
    expect(new Set(references.map(([, name]) => name))).toEqual(new Set(schemas));
  });
});
