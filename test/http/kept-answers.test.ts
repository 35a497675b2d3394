import { expect, it } from "vitest";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi } from "./api-under-test.ts";

const place = sharedDatabase();

it("answers are kept by nobody, unless they say that they may be", async () => {
  const api = openApi(place().store);
  await api.push(sampleDossier("H36.03-260518-0001"));
  for (const path of [
    "/v1/dossiers",
    "/v1/dossiers/H36.03-260518-0001",
    "/v1/changes",
    "/v1/messages",
    "/v1/applications",
    "/v1/dossiers/none",
    "/v1/audit",
    "/nowhere",
  ])
    expect([path, (await api.call(path)).headers.get("Cache-Control")]).toEqual([path, "no-store"]);
  expect((await api.call("/v1/dossiers", { key: "wrong" })).headers.get("Cache-Control")).toBe("no-store");
  expect((await api.call("/openapi.json")).headers.get("Cache-Control")).toBe("no-cache");
});

it("metrics can be given a key of their own", async () => {
  const api = openApi(place().store, {}, undefined, null, undefined, {
    metricsKey: "khoa-doc-so-lieu-rieng",
  });
  const read = async (key: string | null) => (await api.call("/metrics", { key })).status;
  expect([await read(null), await read(KEYS.all), await read("khoa-doc-so-lieu-rieng")]).toEqual([401, 401, 200]);
  expect((await api.call("/healthz", { key: null })).status).toBe(200);
});
