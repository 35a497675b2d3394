import { describe, expect, it } from "vitest";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { openApi, refusalOf } from "./api-under-test.ts";

const A = "H36.03-260518-0001";
const place = sharedDatabase();
const JSON_TYPE = "application/json";
const one = JSON.stringify(sampleDossier(A));

describe("a dry run", () => {
  it.each([
    ["a batch", "true", JSON_TYPE, `{"dossiers":[${one}]}`],
    ["lines", "true", "application/x-ndjson", one],
    ["XML of several", "true", "application/xml", "<batch><dossiers><status>2</status></dossiers></batch>"],
    ["another word for true", "1", JSON_TYPE, one],
    ["another spelling", "TRUE", JSON_TYPE, one],
    ["no word", "", JSON_TYPE, one],
  ])("asked for with %s is refused, and never taken for a push", async (_name, dryRun, type, body) => {
    const api = openApi(place().store);
    const path = `/v1/dossiers?dryRun=${dryRun}`;
    const answer = await api.call(path, { method: "POST", body, headers: { "Content-Type": type } });
    expect(await refusalOf(answer)).toBe("400 invalid-request");
    expect(await place().store.reads.dossier(A, null)).toBeNull();
  });

  it.each(["dryrun=true", "DryRun=1", "x=1"])(
    "asked for as %s is refused as well, and nothing is sent",
    async (query) => {
      const api = openApi(place().store);
      const init = { method: "POST", body: one, headers: { "Content-Type": JSON_TYPE } };
      expect(await refusalOf(await api.call(`/v1/dossiers?${query}`, init))).toBe("400 invalid-request");
      expect(await place().store.reads.dossier(A, null)).toBeNull();
    },
  );

  it("that is not asked for is a push", async () => {
    const api = openApi(place().store);
    const init = { method: "POST", body: one, headers: { "Content-Type": JSON_TYPE } };
    expect((await api.call("/v1/dossiers?dryRun=false", init)).status).toBe(202);
  });
});
