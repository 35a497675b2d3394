import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { KEYS, openContractGateway, type Api } from "./contract-gateway.ts";

let api: Api;
beforeAll(async () => {
  api = await openContractGateway();
});
afterAll(() => api[Symbol.asyncDispose]());

const code = (sequence: number) => `H36.03-260518-${String(sequence).padStart(4, "0")}`;
const stored = async (dossierCode: string) => (await api.call(`/v1/dossiers/${dossierCode}`)).status === 200;

interface Problem {
  readonly code: string;
  readonly errors: readonly {
    readonly pointer: string;
    readonly code: string;
    readonly message: string;
    readonly messageEn: string;
  }[];
}

describe("POST /v1/dossiers with one dossier", () => {
  it("accepts it once and knows it again", async () => {
    const first = await api.push(sampleDossier(code(1)));
    expect([first.status, first.body]).toEqual([
      202,
      {
        outcome: "accepted",
        dossierCode: code(1),
        revision: 1,
        messages: 3,
        warnings: [],
      },
    ]);
    const again = await api.push(sampleDossier(code(1)));
    expect([again.status, again.body["outcome"], again.body["messages"]]).toEqual([200, "unchanged", 0]);
    const changed = await api.push(sampleDossier(code(1), { version: 2, lines: 3 }));
    expect([changed.status, changed.body["revision"], changed.body["messages"]]).toEqual([202, 2, 2]);
  });

  it("says who could not be told, in the answer, the detail, the list and the count", async () => {
    const without = { dossierCode: "H26.107-260518-0901", sector: "civil-status", procedureCode: "1.001193" };
    const due = { agencyCode: "H26.107", dueAt: "2026-05-18T17:00:00+07:00" };
    const bare = { ...sampleDossier(without.dossierCode), ...without, ...due };
    const notTold = [{ destination: "civil-status", code: "not-told-record-missing" }];
    const dry = await api.push(bare, { query: "?dryRun=true" });
    expect(dry.body).toMatchObject({ valid: true, warnings: [{ pointer: "/record" }], notTold });
    expect(await stored(without.dossierCode)).toBe(false);
    const answer = await api.push(bare);
    expect(answer.body).toMatchObject({ outcome: "accepted", warnings: [{ pointer: "/record" }], notTold });
    expect((await api.call(`/v1/dossiers/${without.dossierCode}`)).body).toMatchObject({ notTold });
    const list = (query: string) => api.call(`/v1/dossiers?${query}`);
    expect((await list("notTold=true")).body).toMatchObject({
      dossiers: [{ dossierCode: without.dossierCode, notTold }],
    });
    expect((await list("notTold=true&agency=H36")).body).toMatchObject({ dossiers: [] });
    expect((await list("notTold=maybe")).status).toBe(400);
    expect((await api.call("/v1/sync")).body).toMatchObject({ states: { notTold: 1 } });
    expect((await api.call("/metrics")).text).toContain("lienthong_not_told_dossiers 1");
  });

  it("is not taken back by a late retry, one by one and in a batch, but by the header that says so", async () => {
    const old = sampleDossier(code(90), { patch: { status: 4 } });
    await api.push(old);
    await api.push(sampleDossier(code(90), { version: 2, patch: { status: 10 } }));
    const late = await api.push(old);
    expect([late.status, late.body]).toMatchObject([
      200,
      { outcome: "unchanged", revision: 2, messages: 0, warnings: [{ code: "older-revision", pointer: "" }] },
    ]);
    const batch = await api.push({ dossiers: [old] });
    const warnings = [{ code: "older-revision" }];
    expect(batch.body).toMatchObject({ unchanged: 1, results: [{ outcome: "unchanged", warnings }] });
    const headers = (value: string) => ({ headers: { "Dossier-Regress": value } });
    expect((await api.push(old, headers("yes"))).status).toBe(400);
    expect((await api.push(old, headers("false"))).body).toMatchObject({ outcome: "unchanged", revision: 2 });
    expect((await api.push({ dossiers: [old] }, headers("true"))).body).toMatchObject({ accepted: 1 });
    expect((await api.call(`/v1/dossiers/${code(90)}`)).body).toMatchObject({ revision: 3, dossier: { status: 4 } });
  });

  it("refuses a wrong one with every error, pointers and both languages, and keeps nothing", async () => {
    const { agencyName: _missing, ...rest } = sampleDossier(code(2));
    const answer = await api.push({ ...rest, status: 11, surprise: true, receivedAt: "2026-05-18T08:30:15" });
    expect(answer.status).toBe(422);
    expect(answer.headers.get("Content-Type")).toContain("application/problem+json");
    const problem = answer.body as unknown as Problem;
    expect(problem.code).toBe("invalid-dossier");
    expect(problem.errors.map(({ pointer }) => pointer).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "/agencyName",
      "/receivedAt",
      "/status",
      "/surprise",
    ]);
    for (const { message, messageEn } of problem.errors) expect(message).not.toBe(messageEn);
    expect(await stored(code(2))).toBe(false);
  });

  it("answers 409 when an Idempotency-Key comes back with other content, and the kept answer when with the same", async () => {
    const headers = { "Idempotency-Key": "lan-gui-0003" };
    expect((await api.push(sampleDossier(code(3)), { headers })).status).toBe(202);
    expect((await api.push(sampleDossier(code(3)), { headers })).body).toMatchObject({
      outcome: "unchanged",
      revision: 1,
    });
    expect((await api.push(sampleDossier(code(3), { version: 2 }), { headers })).status).toBe(409);
    expect((await api.push(sampleDossier(code(4)), { headers })).status).toBe(409);
    expect(await stored(code(4))).toBe(false);
    // The key belongs to one client; another's is its own.
    expect(
      (await api.push({ ...sampleDossier("H26.107-260518-0003"), agencyCode: "H26.107" }, { headers, key: KEYS.ward }))
        .status,
    ).toBe(202);
  });

  it("asks who is there and what they may", async () => {
    const anonymous = await api.call("/v1/dossiers", { method: "POST", key: null });
    expect([anonymous.status, anonymous.headers.get("WWW-Authenticate")]).toEqual([401, 'Bearer realm="lienthong"']);
    expect((await api.push(sampleDossier(code(5)), { key: "khong-phai-khoa-nao" })).status).toBe(401);
    expect((await api.push(sampleDossier(code(5)), { key: KEYS.reader })).status).toBe(403);
    const elsewhere = await api.push(sampleDossier(code(5)), { key: KEYS.ward });
    expect([elsewhere.status, (elsewhere.body as unknown as Problem).errors[0]?.code]).toEqual([
      403,
      "agency-not-allowed",
    ]);
    expect(await stored(code(5))).toBe(false);
  });

  it("answers 413, 415 and 400 for bodies it cannot take", async () => {
    expect((await api.push(sampleDossier(code(6), { patch: { note: "x".repeat(200_000) } }))).status).toBe(413);
    expect((await api.push("a=b", { headers: { "Content-Type": "text/plain" } })).status).toBe(415);
    expect((await api.push("{")).status).toBe(400);
    const deep = `${'{"a":'.repeat(13)}1${"}".repeat(13)}`;
    expect((await api.push(deep)).body).toMatchObject({ status: 400, errors: [{ code: "too-deep" }] });
    expect((await api.push(Buffer.from([0x7b, 0xff, 0x7d]).toString("latin1"))).status).toBe(400);
  });

  it("shows what would be sent for a dry run, and stores nothing", async () => {
    const shown = await api.push(sampleDossier(code(7)), { query: "?dryRun=true" });
    expect(shown.body).toMatchObject({ valid: true, warnings: [] });
    expect((shown.body["messages"] as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      "dossier",
      "progress",
      "progress",
    ]);
    expect(String(shown.body["canonical"])).toContain(`"MaHoSo":"${code(7)}"`);
    expect(String(shown.body["signatureInput"])).toMatch(/^[\w-]+\.\.[\w-]+$/);
    expect((await api.push({}, { query: "?dryRun=true" })).body).toMatchObject({
      valid: false,
      messages: [],
      canonical: null,
    });
    expect(await stored(code(7))).toBe(false);
  });
});

describe("POST /v1/dossiers with many", () => {
  const results = (answer: { body: Readonly<Record<string, unknown>> }) =>
    (answer.body["results"] as { index: number; outcome: string; dossierCode: string | null }[]).map(
      ({ index, outcome, dossierCode }) => `${index} ${outcome} ${dossierCode ?? "-"}`,
    );

  it("gives each item of a batch its own outcome, in order", async () => {
    const dossiers = [
      sampleDossier(code(20)),
      { dossierCode: "sai" },
      sampleDossier(code(20)),
      sampleDossier(code(21)),
    ];
    const answer = await api.push({ dossiers });
    expect([answer.status, answer.body["accepted"], answer.body["unchanged"], answer.body["rejected"]]).toEqual([
      200, 2, 1, 1,
    ]);
    expect(results(answer)).toEqual([
      `0 accepted ${code(20)}`,
      "1 rejected sai",
      `2 unchanged ${code(20)}`,
      `3 accepted ${code(21)}`,
    ]);
  });

  it("refuses a batch over the limit whole", async () => {
    const dossiers = Array.from({ length: 21 }, (_, index) => sampleDossier(code(100 + index)));
    expect((await api.push({ dossiers })).status).toBe(413);
    expect(await stored(code(100))).toBe(false);
  });

  it("takes NDJSON of any length, and a line that is too long or broken takes no other with it", async () => {
    const lines = Array.from({ length: 60 }, (_, index) => JSON.stringify(sampleDossier(code(200 + index))));
    lines.splice(5, 0, "{", JSON.stringify({ note: "x".repeat(21_000) }), "");
    const answer = await api.push(lines.join("\n"), { headers: { "Content-Type": "application/x-ndjson" } });
    expect([answer.body["accepted"], answer.body["rejected"]]).toEqual([60, 2]);
    expect(results(answer).slice(4, 8)).toEqual([
      `4 accepted ${code(204)}`,
      "5 rejected -",
      "6 rejected -",
      `7 accepted ${code(205)}`,
    ]);
  });

  it("answers an empty batch with empty results", async () => {
    const answer = await api.push({ dossiers: [] });
    expect(answer.body).toEqual({ results: [], accepted: 0, unchanged: 0, rejected: 0 });
  });
});

describe("POST /v1/dossiers with XML", () => {
  const xml = (body: string) => api.push(body, { headers: { "Content-Type": "application/xml" } });
  const example = readFileSync(new URL("../../docs/examples/birth.xml", import.meta.url), "utf8");

  it("takes the same dossier as JSON, and knows it is the same", async () => {
    const json = readFileSync(new URL("../../docs/examples/birth.json", import.meta.url), "utf8");
    expect((await api.push(json)).status).toBe(202);
    expect((await xml(example)).body).toMatchObject({ outcome: "unchanged" });
  });

  it.each([
    ["a DTD", `<!DOCTYPE d [<!ENTITY a "b">]><dossier>&a;</dossier>`, "xml-dtd"],
    ["attributes", `<dossier a="1"><sector>promotions</sector></dossier>`, "xml-attribute"],
    ["broken markup", `<dossier><sector></dossier>`, "xml-syntax"],
    ["too much depth", `${"<a>".repeat(20)}${"</a>".repeat(20)}`, "xml-unreadable"],
    ["too many elements", `<dossier>${"<note/>".repeat(501)}</dossier>`, "xml-too-many-elements"],
  ])("refuses %s", async (_what, body, reason) => {
    const answer = await xml(body);
    expect([answer.status, (answer.body as unknown as Problem).errors[0]?.code]).toEqual([400, reason]);
  });

  it("points into the document for what the dossier lacks", async () => {
    const answer = await xml(`<dossier><sector>promotions</sector><status>x</status></dossier>`);
    const pointers = (answer.body as unknown as Problem).errors.map(({ pointer }) => pointer);
    expect(answer.status).toBe(422);
    expect(pointers).toEqual(expect.arrayContaining(["/dossierCode", "/status", "/applicant"]));
  });
});
