import { describe, expect, it } from "vitest";
import type { MessageRow } from "#core/ports/status-reads.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { REFUSED, claimed, finish } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, problemOf, refusalOf, type Api } from "./api-under-test.ts";

const A = "H36.03-260518-0001";
const WARD = "H36.03.05-260518-0001";
const place = sharedDatabase();

async function read<T = Record<string, unknown>>(api: Api, path: string, key?: string): Promise<T> {
  const response = await api.call(path, key === undefined ? {} : { key });
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as T;
}

/** One dossier the portal refused, and one of a ward that waits. */
async function fill(api: Api): Promise<void> {
  await api.push(sampleDossier(A));
  await finish(place().store, await claimed(place().store), { state: "refused", outcome: REFUSED });
  await api.push(sampleDossier(WARD, { lines: 0, patch: { agencyCode: "H36.03.05" } }));
}

describe("a reader", () => {
  it("finds by filter, page by page, within its agencies", async () => {
    const api = openApi(place().store);
    await fill(api);
    const list = async (query: string, key?: string) => {
      type List = { dossiers: { dossierCode: string }[]; nextCursor: string | null };
      const page = await read<List>(api, `/v1/dossiers${query}`, key);
      return { codes: page.dossiers.map(({ dossierCode }) => dossierCode), next: page.nextCursor };
    };
    expect((await list("")).codes).toHaveLength(2);
    expect((await list("?state=refused")).codes).toEqual([A]);
    expect((await list("?state=pending&agency=H36.03.05&sector=promotions&status=2&q=mẫu")).codes).toEqual([WARD]);
    expect((await list("?from=2026-05-18&to=2026-05-18")).codes).toHaveLength(2);
    expect((await list("?from=2026-05-19")).codes).toEqual([]);
    expect((await list("", KEYS.ward)).codes).toEqual([WARD]);
    const first = await list("?limit=1");
    const second = await list(`?limit=1&cursor=${first.next ?? ""}`);
    expect([...first.codes, ...second.codes].toSorted()).toEqual([A, WARD].toSorted());
    expect(second.next).toBeNull();
    expect(await refusalOf(await api.call(`/v1/dossiers/${A}`, { key: KEYS.ward }))).toBe("404 not-found");
    expect(await read(api, `/v1/dossiers/${WARD}`, KEYS.ward)).not.toHaveProperty("clientId");
  });

  it.each(["?limit=0", "?limit=x", "?state=lost", "?status=11", "?from=18/05/2026", "?colour=red"])(
    "is told what is wrong with %s",
    async (query) => {
      const problem = await problemOf(await openApi(place().store).call(`/v1/dossiers${query}`));
      expect([problem.status, problem.code]).toEqual([400, "invalid-request"]);
      expect(problem.errors).toHaveLength(1);
    },
  );

  it("breaks nothing with text the database cannot hold, or a cursor of its own making", async () => {
    const api = openApi(place().store);
    await fill(api);
    const cursors = ['["2026-02-30T00:00:00.000000Z","x"]', '["0000-01-01T00:00:00.000000Z","x"]'].map((text) =>
      Buffer.from(text).toString("base64url"),
    );
    const unsound = ["%00", "%ED%A0%80", "%FF", "%"];
    for (const text of unsound) {
      for (const path of [`/v1/dossiers/${text}`, `/v1/applications/${text}`, `/v1/sectors/${text}/schema`])
        expect([path, await refusalOf(await api.call(path))]).toEqual([path, "400 invalid-request"]);
    }
    for (const list of ["dossiers?cursor", "messages?cursor", "applications?after", "reconciliation?cursor"])
      for (const place of [...cursors, ...unsound])
        expect(await refusalOf(await api.call(`/v1/${list}=${place}`))).toBe("400 invalid-request");
  });

  it("takes no parameter twice, no number in a writing of its own, and no day before there were dossiers", async () => {
    const api = openApi(place().store);
    for (const query of [
      "limit=2&limit=3",
      "limit=0x10",
      "limit=1e2",
      "limit=%201",
      "from=0000-01-01",
      "to=0001-01-01",
    ]) {
      const { status, code, errors } = await problemOf(await api.call(`/v1/dossiers?${query}`));
      expect([query, status, code, errors.length]).toEqual([query, 400, "invalid-request", 1]);
      expect(errors[0]?.pointer).toBe(`/${query.slice(0, query.indexOf("="))}`);
    }
  });

  it("sees where everything stands in /v1/sync", async () => {
    const api = openApi(place().store);
    await fill(api);
    api.clock.advance(30_000);
    expect(await read(api, "/v1/sync")).toEqual({
      portal: { reachable: true, breaker: "closed", since: "2026-05-18T08:30:15+07:00" },
      destinations: [
        {
          name: "portal",
          reachable: true,
          breaker: "closed",
          since: "2026-05-18T08:30:15+07:00",
          pausedUntil: null,
          stoppedServices: [],
          waitingMessages: 1,
        },
      ],
      queue: { depth: 1, oldestAgeSeconds: 30, etaSeconds: null },
      states: { pending: 1, inSync: 0, unknown: 0, parked: 0, refused: 1, notTold: 0 },
      nearDue: { withinHours: 24, dossiers: 0 },
      throughputPerMinute: 0,
    });
    expect(await refusalOf(await api.call("/v1/sync", { key: KEYS.push }))).toBe("403 forbidden");
  });
});

describe("dead letters", () => {
  const dead = async (api: Api, key?: string) =>
    (await read<{ messages: MessageRow[] }>(api, "/v1/messages?state=refused", key)).messages;
  const post = (api: Api, path: string, body: unknown, key: string = KEYS.all) =>
    api.call(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json" },
      key,
    });

  it("are listed with whose fault it is", async () => {
    const api = openApi(place().store);
    await fill(api);
    const messages = await dead(api);
    expect(messages).toHaveLength(3);
    expect(messages[0]).toMatchObject({ dossierCode: A, state: "refused", fault: "vendor-data", cause: "error-code" });
    expect(await dead(api, KEYS.ward)).toEqual([]);
    type List = { messages: MessageRow[]; nextCursor: string | null };
    const page = await read<List>(api, "/v1/messages?fault=vendor-data&limit=2");
    expect(page.messages).toHaveLength(2);
    const rest = await read<List>(api, `/v1/messages?fault=vendor-data&limit=2&cursor=${page.nextCursor ?? ""}`);
    expect([...page.messages, ...rest.messages].map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
    expect(rest.nextCursor).toBeNull();
  });

  it("are sent again one by one, by whoever may", async () => {
    const api = openApi(place().store);
    await fill(api);
    const [message] = await dead(api);
    const path = `/v1/messages/${message?.id}/retry`;
    expect(await refusalOf(await post(api, path, {}, KEYS.read))).toBe("403 forbidden");
    expect(await refusalOf(await post(api, path, {}, KEYS.ward))).toBe("404 not-found");
    expect(await refusalOf(await post(api, path, { preview: true }))).toBe("400 invalid-request");
    const answer = await post(api, path, { reason: "Cổng đã sửa" });
    expect([answer.status, await answer.json()]).toEqual([202, { retried: 1 }]);
    expect(await refusalOf(await post(api, path, {}))).toBe("404 not-found");
    expect(await refusalOf(await post(api, "/v1/messages/no-uuid/retry", {}))).toBe("404 not-found");
    expect((await api.call(path, { method: "POST" })).status).toBe(404);
  });

  it("are counted first and sent again by filter", async () => {
    const api = openApi(place().store);
    await fill(api);
    const all = { state: "refused" };
    const preview = await post(api, "/v1/messages/retry", { ...all, preview: true });
    expect([preview.status, await preview.json()]).toMatchObject([200, { matching: 3 }]);
    expect(await dead(api)).toHaveLength(3);
    expect(await (await post(api, "/v1/messages/retry", all, KEYS.ward)).json()).toMatchObject({ retried: 0 });
    expect(await refusalOf(await post(api, "/v1/messages/retry", { state: "delivered" }))).toBe("400 invalid-request");
    const answer = await post(api, "/v1/messages/retry", { ...all, fault: "vendor-data" });
    expect([answer.status, await answer.json()]).toMatchObject([202, { retried: 3 }]);
    expect(await dead(api)).toEqual([]);
    expect(await read(api, `/v1/dossiers/${A}`)).toMatchObject({ syncState: "unknown" });
  });
});
