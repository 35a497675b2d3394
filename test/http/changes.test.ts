import { describe, expect, it } from "vitest";
import type { ChangePage } from "#core/ports/changes.ts";
import { DEFAULT_HTTP_LIMITS } from "#core/ports/http-limits.ts";
import { changePage } from "../../src/http/endpoints/changes.ts";
import { startChangeWatch } from "../../src/worker/change-watch.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { claimed, finish } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, problemOf, refusalOf, type Api } from "./api-under-test.ts";

const A = "H36.03-260518-0001";
const WARD = "H36.03.05-260518-0001";
const place = sharedDatabase();

async function read(api: Api, query = "", key: string = KEYS.all): Promise<ChangePage> {
  const response = await api.call(`/v1/changes${query}`, { key });
  expect([query, response.status]).toEqual([query, 200]);
  return changePage.parse(await response.json()) as ChangePage;
}

const told = ({ changes }: ChangePage): string[] =>
  changes.map(({ kind, dossierCode, syncState, revision }) => `${kind} ${dossierCode} ${syncState} ${revision}`);

describe("GET /v1/changes", () => {
  it("follows a dossier from its push to the portal's answers, and the mended one after a refusal", async () => {
    const api = openApi(place().store);
    const begin = (await read(api)).nextCursor;
    await api.push(sampleDossier(A, { lines: 0 }));
    const first = await read(api);
    expect(told(first)).toEqual([`accepted ${A} pending 1`]);
    expect(first.changes[0]?.detail).toEqual({ messages: 1, superseded: 0 });
    await finish(place().store, await claimed(place().store), { state: "refused" });
    await api.push(sampleDossier(A, { lines: 0, patch: { summary: "Đã sửa" } }));
    expect(told(await read(api, `?after=${first.nextCursor}`))).toEqual([
      `message-refused ${A} pending 1`,
      `sync-state ${A} refused 1`,
      `accepted ${A} pending 2`,
      `sync-state ${A} pending 2`,
    ]);
    await api.push(sampleDossier(A, { lines: 0, patch: { summary: "Đã sửa" } }));
    expect(told(await read(api, `?after=${begin}`))).toHaveLength(5);
  });

  it("gives pages up to the limit, and says whether there is more", async () => {
    const api = openApi(place().store, { maxPageSize: 2 });
    for (const end of ["1", "2", "3"]) await api.push(sampleDossier(`H36.03-260518-000${end}`));
    const first = await read(api, "?limit=50");
    expect([first.changes.length, first.more]).toEqual([2, true]);
    const second = await read(api, `?limit=1&after=${first.nextCursor}`);
    expect([second.changes.length, second.more]).toEqual([1, false]);
    expect(await read(api, `?after=${second.nextCursor}`)).toEqual({
      changes: [],
      nextCursor: second.nextCursor,
      more: false,
    });
    expect(await read(api, "?after=latest")).toEqual({ changes: [], nextCursor: second.nextCursor, more: false });
  });

  it("shows a client with agencies only theirs", async () => {
    const api = openApi(place().store);
    await api.push(sampleDossier(A));
    await api.push(sampleDossier(WARD, { patch: { agencyCode: "H36.03.05" } }));
    expect(told(await read(api, "", KEYS.ward))).toEqual([`accepted ${WARD} pending 1`]);
  });

  it("never says a name, a number or anything else of the content", async () => {
    const api = openApi(place().store);
    const dossier = sampleDossier(A, { patch: { summary: "Bí mật của dân" } });
    await api.push(dossier);
    await finish(place().store, await claimed(place().store), { state: "parked", settledAt: null });
    const text = JSON.stringify(await read(api));
    for (const secret of ["MẪU", "Bí mật", "Cổng đã nhận"]) expect(text).not.toContain(secret);
  });

  it("refuses what it cannot go on from, and says what to do next", async () => {
    const api = openApi(place().store);
    expect(await problemOf(await api.call("/v1/changes?after=abc"))).toMatchObject({
      status: 400,
      errors: [{ pointer: "/after", code: "cursor-format" }],
    });
    const foreign = Buffer.from('[999999,"0123456789ab",1]').toString("base64url");
    const lost = await problemOf(await api.call(`/v1/changes?after=${foreign}`));
    expect([lost.status, lost.code]).toEqual([410, "cursor-unknown"]);
    expect(lost.detail).toContain("after=latest");
    const { nextCursor } = await read(api);
    for (const end of ["1", "2"]) {
      await api.push(sampleDossier(`H36.03-260518-000${end}`));
      await read(api);
    }
    await place().store.changes.forget(new Date("2999-01-01"), 10);
    expect(await refusalOf(await api.call(`/v1/changes?after=${nextCursor}`))).toBe("410 cursor-expired");
    expect(await refusalOf(await api.call("/v1/changes?limit=0"))).toBe("400 invalid-request");
    expect(await refusalOf(await api.call("/v1/changes?waitSeconds=-1"))).toBe("400 invalid-request");
    expect(await refusalOf(await api.call("/v1/changes", { key: KEYS.push }))).toBe("403 forbidden");
  });
});

describe("waiting for changes", () => {
  const open = (limits = {}) => {
    const { store } = place();
    const watch = startChangeWatch({ feed: store.changes, events: { failed: () => undefined }, pollMs: 5 });
    return { watch, api: openApi(store, limits, watch) };
  };

  it("ends when something happens, and not before what happened is there", async () => {
    const { watch, api } = open();
    await using _watch = watch;
    const { nextCursor } = await read(api, "?after=latest");
    const waiting = read(api, `?after=${nextCursor}&waitSeconds=30`);
    await api.push(sampleDossier(A));
    expect(told(await waiting)).toEqual([`accepted ${A} pending 1`]);
  });

  it("goes on when what happened does not concern the reader", async () => {
    const { watch, api } = open();
    await using _watch = watch;
    const waiting = read(api, "?waitSeconds=30", KEYS.ward);
    const heard = watch.updates();
    await api.push(sampleDossier(A));
    await watch.wait(heard, 10_000);
    await api.push(sampleDossier(WARD, { patch: { agencyCode: "H36.03.05" } }));
    expect(told(await waiting)).toEqual([`accepted ${WARD} pending 1`]);
  });

  it("ends with nothing when the house closes, when the reader leaves, and for a reader too many", async () => {
    const { watch, api } = open();
    await using _watch = watch;
    const leaving = new AbortController();
    const left = api.call("/v1/changes?waitSeconds=30", { signal: leaving.signal });
    leaving.abort();
    expect((await left).status).toBe(200);
    const waiting = read(api, "?waitSeconds=30");
    watch.endWaiting();
    expect((await waiting).changes).toEqual([]);
    const crowded = open({ maxWaiting: 0 });
    await using _crowded = crowded.watch;
    expect((await read(crowded.api, "?waitSeconds=30")).changes).toEqual([]);
    expect(DEFAULT_HTTP_LIMITS.maxWaitSeconds).toBeLessThanOrEqual(60);
  });
});
