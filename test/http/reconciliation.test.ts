import { describe, expect, it } from "vitest";
import type { Comparison, Finding, RunView } from "#core/reconciliation/reconciliation.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { claimed, finish } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, problemOf, refusalOf, type Api } from "./api-under-test.ts";

const A = "H36.03-260518-0001";
const WARD = "H36.03.05-260518-0001";
const place = sharedDatabase();

const post = (api: Api, path: string, body: unknown = {}, key: string = KEYS.all) =>
  api.call(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" }, key });

async function begin(api: Api, body: object = {}): Promise<RunView> {
  const answer = await post(api, "/v1/reconciliation/runs", body);
  expect(answer.status).toBe(202);
  return (await answer.json()) as RunView;
}

/** Two delivered dossiers, one of a ward, of which the portal is said to hold nothing. */
async function fill(
  comparison: Comparison = {
    result: "missing",
    fields: [],
    agreeing: [],
    coverage: { sent: 0, compared: 0 },
    fingerprint: "f",
  },
): Promise<Api> {
  const { store } = place();
  const api = openApi(store);
  await api.push(sampleDossier(A, { lines: 0 }));
  await api.push(sampleDossier(WARD, { lines: 0, patch: { agencyCode: "H36.03.05" } }));
  await finish(store, await claimed(store));
  await begin(api);
  const at = new Date(api.clock.now());
  for (let left = 2; left > 0; left -= 1) {
    const task = await store.reconciliation.claim({ at, everyMs: 0, holdMs: 60_000 });
    if ("waitMs" in task) throw new Error("nothing was to be compared");
    await store.reconciliation.conclude(task, comparison, at);
  }
  return api;
}

interface List {
  readonly findings: readonly Finding[];
  readonly open: object;
  readonly nextCursor: string | null;
}
const list = async (api: Api, query = "", key: string = KEYS.all) =>
  (await (await api.call(`/v1/reconciliation${query}`, { key })).json()) as List;
const idOf = async (api: Api, code: string) => (await list(api, `?dossierCode=${code}`)).findings[0]?.id ?? "";

describe("a run", () => {
  it("is begun by an operator and can be followed", async () => {
    const api = await fill();
    const run = await begin(api, { since: "2026-05-18" });
    expect(run).toMatchObject({ requestedBy: "operator:bootstrap", total: 2, done: 0, endedAt: null });
    const seen = await api.call(`/v1/reconciliation/runs/${run.id}`, { key: KEYS.read });
    expect(await seen.json()).toEqual(run);
    expect(await begin(api, { since: "2026-05-19" })).toMatchObject({ total: 0 });
    expect(await begin(api, { dossierCode: WARD })).toMatchObject({ total: 1 });
  });

  it.each<[unknown, string]>([
    [{ since: "18/05/2026" }, "/since"],
    [{ since: "2026-05-18", dossierCode: A }, ""],
    [{ everything: true }, "/everything"],
  ])("is not begun with %j", async (body, pointer) => {
    const answer = await problemOf(await post(openApi(place().store), "/v1/reconciliation/runs", body));
    expect([answer.code, answer.errors.map((error) => error.pointer)]).toEqual(["invalid-request", [pointer]]);
  });

  it("stays within what the key may see", async () => {
    const api = await fill();
    const own = await post(api, "/v1/reconciliation/runs", { since: "2026-05-18" }, KEYS.ward);
    const begun = (await own.json()) as { readonly id: string; readonly total: number };
    expect(begun.total).toBe(1);
    expect((await api.call(`/v1/reconciliation/runs/${begun.id}`, { key: KEYS.ward })).status).toBe(200);
    const everybodys = await begin(api, { since: "2026-05-18" });
    const seen = await api.call(`/v1/reconciliation/runs/${everybodys.id}`, { key: KEYS.ward });
    expect(await refusalOf(seen)).toBe("404 not-found");
    const foreign = await post(api, "/v1/reconciliation/runs", { dossierCode: A }, KEYS.ward);
    expect(await refusalOf(foreign)).toBe("404 not-found");
    expect(await refusalOf(await post(api, "/v1/reconciliation/runs", {}, KEYS.read))).toBe("403 forbidden");
    for (const id of ["no-uuid", "00000000-0000-4000-8000-000000000000"])
      expect(await refusalOf(await api.call(`/v1/reconciliation/runs/${id}`))).toBe("404 not-found");
  });
});

describe("findings", () => {
  it("are listed with counts, filters and pages, within the reader's agencies", async () => {
    const api = await fill();
    const all = await list(api, "", KEYS.read);
    expect(all.open).toEqual({ missing: 2, extra: 0, different: 0 });
    expect(all.findings).toHaveLength(2);
    expect(all.findings[0]).toMatchObject({
      kind: "missing",
      state: "open",
      message: expect.stringContaining("Cổng không có hồ sơ này") as string,
      messageEn: expect.any(String) as string,
      settledAt: null,
    });
    const first = await list(api, "?limit=1");
    const second = await list(api, `?limit=1&cursor=${first.nextCursor ?? ""}`);
    expect([...first.findings, ...second.findings]).toEqual(all.findings);
    expect(second.nextCursor).toBeNull();
    expect((await list(api, "?kind=extra")).findings).toEqual([]);
    const ward = await list(api, "", KEYS.ward);
    expect([ward.findings.map(({ dossierCode }) => dossierCode), ward.open]).toEqual([
      [WARD],
      { missing: 1, extra: 0, different: 0 },
    ]);
    expect(await refusalOf(await api.call("/v1/reconciliation?state=gone"))).toBe("400 invalid-request");
    expect(await refusalOf(await api.call("/v1/reconciliation", { key: KEYS.push }))).toBe("403 forbidden");
  });

  it("are sent again with a reason, once", async () => {
    const api = await fill();
    const path = `/v1/reconciliation/${await idOf(api, A)}/resend`;
    for (const body of [{}, { reason: "  " }, { reason: "x".repeat(501) }, { reason: "x", force: true }])
      expect(await refusalOf(await post(api, path, body))).toBe("400 invalid-request");
    expect(await refusalOf(await post(api, path, { reason: "x" }, KEYS.read))).toBe("403 forbidden");
    expect(await refusalOf(await post(api, path, { reason: "x" }, KEYS.ward))).toBe("404 not-found");
    const answer = await post(api, path, { reason: "Cổng mất hồ sơ" });
    expect([answer.status, await answer.json()]).toEqual([202, { outcome: "resent", dossierCode: A }]);
    const dossier = await (await api.call(`/v1/dossiers/${A}`)).json();
    expect(dossier).toMatchObject({ syncState: "pending" });
    const again = await problemOf(await post(api, path, { reason: "x" }));
    expect([again.status, again.code]).toEqual([409, "finding-settled"]);
    const settled = (await list(api, `?state=resent`)).findings;
    expect(settled).toMatchObject([{ settledBy: "operator:bootstrap", reason: "Cổng mất hồ sơ" }]);
  });

  it("are not sent again while the dossier is under way", async () => {
    const api = await fill();
    const id = await idOf(api, A);
    await api.push(sampleDossier(A, { lines: 0, version: 2 }));
    expect(await refusalOf(await post(api, `/v1/reconciliation/${id}/resend`, { reason: "x" }))).toBe(
      "409 dossier-busy",
    );
  });

  it("are dismissed with a reason", async () => {
    const api = await fill();
    const path = `/v1/reconciliation/${await idOf(api, WARD)}/dismiss`;
    expect(await refusalOf(await post(api, path))).toBe("400 invalid-request");
    const answer = await post(api, path, { reason: "Cổng đúng" }, KEYS.ward);
    expect([answer.status, await answer.json()]).toEqual([200, { outcome: "dismissed", dossierCode: WARD }]);
    expect(await refusalOf(await post(api, "/v1/reconciliation/no-uuid/dismiss", { reason: "x" }))).toBe(
      "404 not-found",
    );
    expect((await list(api)).open).toEqual({ missing: 1, extra: 0, different: 0 });
  });
});

describe("lost answers", () => {
  it("are asked after now, by whoever may", async () => {
    const { store } = place();
    const api = openApi(store);
    await api.push(sampleDossier(A, { lines: 1 }));
    const dueAt = new Date(api.clock.now() + 3_600_000);
    await finish(store, await claimed(store), { state: "unknown", dueAt, settledAt: null });
    expect(await refusalOf(await post(api, "/v1/reconciliation/unknown", {}, KEYS.read))).toBe("403 forbidden");
    const answer = await post(api, "/v1/reconciliation/unknown", { reason: "Cổng đã hoạt động lại" });
    expect([answer.status, await answer.json()]).toEqual([202, { due: 2 }]);
    expect(await (await post(api, "/v1/reconciliation/unknown")).json()).toEqual({ due: 0 });
  });
});
