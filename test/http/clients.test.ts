import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createSessions } from "../../src/console/session.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEY_OVERLAP_MS, openApi, problemOf, refusalOf, type Api } from "./api-under-test.ts";

const place = sharedDatabase();
const WARD = "H36.03.05";
const newClient = {
  id: "mot-cua",
  name: "Một cửa phường",
  rights: ["push", "read"],
  agencies: [WARD],
};

/** A client as answers show it. */
const shown = z.looseObject({ id: z.string(), state: z.string(), lastUsedAt: z.string().nullable() });
const given = z.strictObject({ client: shown, key: z.string() });

const post = (api: Api, path: string, body: object, key?: string) =>
  api.call(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
    ...(key === undefined ? {} : { key }),
  });

/** Adds a client and gives its key. */
async function add(api: Api, patch: object = {}): Promise<string> {
  const answer = await post(api, "/v1/clients", { ...newClient, ...patch });
  expect(answer.status).toBe(201);
  return given.parse(await answer.json()).key;
}

const isLetIn = async (api: Api, key: string) => (await api.call("/v1/dossiers", { key })).status;

describe("clients over HTTP", () => {
  it("are let in from the answer on, within what they were given", async () => {
    const api = openApi(place().store);
    const answer = await post(api, "/v1/clients", { ...newClient, rights: ["push", "read", "push"] });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    const { client, key } = given.parse(await answer.json());
    expect(client).toMatchObject({ ...newClient, codeUnits: [], state: "active", createdBy: "operator:bootstrap" });
    expect(await isLetIn(api, key)).toBe(200);
    expect(await refusalOf(await api.call("/v1/audit", { key }))).toBe("403 forbidden");
    expect(await refusalOf(await api.call("/v1/clients", { key }))).toBe("403 forbidden");
  });

  it("keep the old key as long as said, or as configured", async () => {
    const api = openApi(place().store);
    const first = await add(api);
    const second = given.parse(await (await post(api, "/v1/clients/mot-cua/rotate", {})).json()).key;
    api.clock.advance(KEY_OVERLAP_MS - 1);
    expect([await isLetIn(api, first), await isLetIn(api, second)]).toEqual([200, 200]);
    api.clock.advance(1);
    expect([await isLetIn(api, first), await isLetIn(api, second)]).toEqual([401, 200]);
    const third = await post(api, "/v1/clients/mot-cua/rotate", { overlapHours: 2 });
    expect(given.parse(await third.json()).client).toMatchObject({
      previousKey: { lastUsedAt: expect.anything() as unknown },
    });
    api.clock.advance(2 * 3_600_000);
    expect(await isLetIn(api, second)).toBe(401);
    const stolen = given.parse(await (await post(api, "/v1/clients/mot-cua/rotate", { overlapHours: 0 })).json());
    expect(stolen.client["previousKey"]).toBeNull();
  });

  it("that are revoked are answered 401 at their next request, and their console sessions end", async () => {
    const api = openApi(place().store);
    const key = await add(api);
    const limits = { sessionMs: 3_600_000, idleMs: 3_600_000 };
    const sessions = createSessions(place().store.sessions, api.register, api.clock, limits);
    const cookie = await sessions.start(api.register.byKey(key)!, key);
    expect((await sessions.clientOf(cookie, "person"))?.id).toBe("mot-cua");
    const answer = await post(api, "/v1/clients/mot-cua/revoke", { reason: "Lộ khóa" });
    expect(await answer.json()).toMatchObject({ revoked: true, client: { id: "mot-cua", state: "revoked" } });
    expect(await isLetIn(api, key)).toBe(401);
    expect(await sessions.clientOf(cookie, "person")).toBeNull();
    const again = await post(api, "/v1/clients/mot-cua/revoke", { reason: "Lộ khóa" });
    expect(await again.json()).toMatchObject({ revoked: false });
  });

  it("lose their console sessions in processes that did not look yet, too", async () => {
    const [api, other] = [openApi(place().store), openApi(place().store)];
    const key = await add(api);
    await other.look();
    const limits = { sessionMs: 3_600_000, idleMs: 3_600_000 };
    const sessions = createSessions(place().store.sessions, other.register, other.clock, limits);
    const cookie = await sessions.start(other.register.byKey(key)!, key);
    await post(api, "/v1/clients/mot-cua/revoke", { reason: "Lộ khóa" });
    expect(await sessions.clientOf(cookie, "person")).toBeNull();
    expect(await isLetIn(other, key)).toBe(200);
    await other.look();
    expect(await isLetIn(other, key)).toBe(401);
  });

  it("are listed with those of the configuration, and no key", async () => {
    const api = openApi(place().store);
    const key = await add(api);
    await isLetIn(api, key);
    await api.look();
    const list = z.strictObject({ clients: z.array(shown) });
    const text = await (await api.call("/v1/clients")).text();
    const { clients } = list.parse(JSON.parse(text));
    expect(clients.map(({ id, source }) => `${id} ${String(source)}`)).toEqual([
      "push config-file",
      "read config-file",
      "portal config-file",
      "ward config-file",
      "bootstrap environment",
      "mot-cua database",
    ]);
    expect(clients.at(-1)?.lastUsedAt).toBe("2026-05-18T08:30:15+07:00");
    expect(text).not.toMatch(/[0-9a-f]{64}|lt_mot-cua/);
  });

  it.each<[string, string, object, string]>([
    ["an id of the file", "", { ...newClient, id: "read" }, "409 client-configured"],
    ["the first day's id", "", { ...newClient, id: "bootstrap" }, "409 client-configured"],
    ["an id that is taken", "", { ...newClient, id: "co-san" }, "409 client-exists"],
    ["an id that was revoked", "", { ...newClient, id: "da-thu-hoi" }, "409 client-exists"],
    ["no word about agencies", "", { ...newClient, agencies: undefined }, "400 invalid-request"],
    ["no agency at all", "", { ...newClient, agencies: [] }, "400 invalid-request"],
    ["an agency that is none", "", { ...newClient, agencies: ["H26\u0000"] }, "400 invalid-request"],
    ["a code unit that is none", "", { ...newClient, codeUnits: ["xã"] }, "400 invalid-request"],
    ["no right", "", { ...newClient, rights: [] }, "400 invalid-request"],
    ["a right that is none", "", { ...newClient, rights: ["all"] }, "400 invalid-request"],
    ["an id in capitals", "", { ...newClient, id: "Mot" }, "400 invalid-request"],
    ["a name with control characters", "", { ...newClient, name: "a\u0000b" }, "400 invalid-request"],
    ["a key of one's own", "", { ...newClient, key: "x" }, "400 invalid-request"],
    ["another key for nobody", "/khong-co/rotate", {}, "404 not-found"],
    ["another key for one of the file", "/read/rotate", {}, "409 client-configured"],
    ["another key for a revoked one", "/da-thu-hoi/rotate", {}, "409 client-revoked"],
    ["an overlap below nothing", "/co-san/rotate", { overlapHours: -1 }, "400 invalid-request"],
    ["an overlap of months", "/co-san/rotate", { overlapHours: 721 }, "400 invalid-request"],
    ["revoking without a reason", "/co-san/revoke", {}, "400 invalid-request"],
    ["revoking nobody", "/khong-co/revoke", { reason: "thử" }, "404 not-found"],
    ["revoking one of the file", "/read/revoke", { reason: "thử" }, "409 client-configured"],
    ["revoking the first day's", "/bootstrap/revoke", { reason: "thử" }, "409 client-configured"],
  ])("refuse %s, and nothing changes", async (_what, path, body, refusal) => {
    const api = openApi(place().store);
    await add(api, { id: "co-san" });
    await add(api, { id: "da-thu-hoi" });
    await post(api, "/v1/clients/da-thu-hoi/revoke", { reason: "thử" });
    const before = await place().store.clients.all();
    expect(await refusalOf(await post(api, `/v1/clients${path}`, body))).toBe(refusal);
    expect(await place().store.clients.all()).toEqual(before);
  });

  it.each<[string, string, object, RegExp]>([
    ["gives a right that it lacks", "", { ...newClient, rights: ["push"] }, /quyền \(rights\): push/],
    ["gives another agency", "", { ...newClient, rights: ["read"], agencies: ["H36.03.06"] }, /H36\.03\.06/],
    ["gives all agencies", "", { ...newClient, rights: ["read"], agencies: null }, /mọi cơ quan/],
    ["gives a unit for codes", "", { ...newClient, rights: ["read"], codeUnits: ["H36.99"] }, /H36\.99/],
    ["rotates who may more", "/manh/rotate", {}, /quyền \(rights\): operate/],
    ["revokes who may more", "/manh/revoke", { reason: "thử" }, /quyền \(rights\): operate/],
  ])("of a bound administrator: it %s, and is refused", async (_what, path, body, words) => {
    const api = openApi(place().store);
    const key = await add(api, { id: "quan-tri", rights: ["administer", "read"] });
    await add(api, { id: "manh", rights: ["operate"] });
    const before = await place().store.clients.all();
    const refused = await problemOf(await post(api, `/v1/clients${path}`, body, key));
    expect(refused).toMatchObject({ status: 403, code: "forbidden", detail: expect.stringMatching(words) as string });
    expect(await place().store.clients.all()).toEqual(before);
    expect(await isLetIn(api, await adds(api, key))).toBe(200);
  });

  /** Within its own a bound administrator adds clients. */
  async function adds(api: Api, administratorKey: string): Promise<string> {
    const body = { ...newClient, id: "trong-pham-vi", rights: ["administer", "read"] };
    return given.parse(await (await post(api, "/v1/clients", body, administratorKey)).json()).key;
  }

  it("leave neither key nor hash in log, metrics and audit", async () => {
    const api = openApi(place().store);
    const keys = [await add(api)];
    keys.push(given.parse(await (await post(api, "/v1/clients/mot-cua/rotate", { reason: "Đổi" })).json()).key);
    await isLetIn(api, keys[0] ?? "");
    await post(api, "/v1/clients/mot-cua/revoke", { reason: "Lộ khóa" });
    await isLetIn(api, keys[1] ?? "");
    await api.look();
    const hashes = (await place().store.clients.all()).map(({ keySha256 }) => keySha256);
    const audit = await place().database.db.selectFrom("audit").selectAll().orderBy("seq").execute();
    expect(audit.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      "operator:bootstrap client.added",
      "operator:bootstrap client.rotated",
      "operator:bootstrap client.revoked",
    ]);
    const told = [...api.log, await (await api.call("/metrics")).text(), JSON.stringify(audit)].join("\n");
    expect(api.log.length).toBeGreaterThan(0);
    for (const secret of [...keys.map((key) => key.slice(-43)), ...hashes]) expect(told).not.toContain(secret);
  });
});
