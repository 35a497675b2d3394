import { describe, expect, it } from "vitest";
import type { DossierDetail, MessageRow } from "#core/ports/status-reads.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { claimed, finish, messagesIn } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, problemOf, refusalOf, type Api } from "./api-under-test.ts";

const place = sharedDatabase();
const CODE = "H36.03-260518-0001";

const post = (api: Api, path: string, body: unknown, key: string = KEYS.all) =>
  api.call(path, { method: "POST", body: JSON.stringify(body), key });
const detail = async (api: Api) => (await (await api.call(`/v1/dossiers/${CODE}`)).json()) as DossierDetail;
const states = async (api: Api) =>
  (await detail(api)).timeline.flatMap((entry) => (entry.kind === "message" ? [entry.state] : []));

/** A dossier with two progress lines whose first message was refused. */
async function refused(): Promise<{ readonly api: Api; readonly message: MessageRow }> {
  const { store } = place();
  const api = openApi(store);
  await api.push(sampleDossier(CODE, { lines: 2 }));
  const claim = await claimed(store);
  const [first] = messagesIn(claim);
  await finish(
    store,
    { ...claim, dossiers: new Map([[CODE, first === undefined ? [] : [first]]]) },
    { state: "refused" },
  );
  const { messages } = (await (await api.call("/v1/messages?state=refused")).json()) as { messages: MessageRow[] };
  const [message] = messages;
  if (message === undefined) throw new Error("nothing was refused");
  return { api, message };
}

describe("skipping a stopped message", () => {
  it("lets what stands behind it follow, with the reason in the audit", async () => {
    const { api, message } = await refused();
    expect(await states(api)).toEqual(["refused", "waiting", "waiting"]);
    const answer = await post(api, `/v1/messages/${message.id}/skip`, { reason: "Đã nhập tay trên Cổng" });
    expect([answer.status, await answer.json()]).toEqual([200, { skipped: 1 }]);
    expect(await states(api)).toEqual(["skipped", "waiting", "waiting"]);
    expect((await detail(api)).syncState).toBe("pending");
    const next = await claimed(place().store);
    expect(messagesIn(next).map(({ number }) => number)).toEqual([2, 3]);
    const audit = await place()
      .database.db.selectFrom("audit")
      .select(["actor", "detail"])
      .where("action", "=", "message.skipped")
      .execute();
    expect(audit).toEqual([{ actor: "operator:bootstrap", detail: { reason: "Đã nhập tay trên Cổng" } }]);
  });

  it("wakes those who have something to do because of it, and nobody else", async () => {
    const { api, message } = await refused();
    await post(api, `/v1/messages/${message.id}/retry`, {});
    await post(api, `/v1/messages/${message.id}/retry`, {});
    expect(api.woken).toEqual(["portal"]);
  });

  it("does not plan a skipped progress line again", async () => {
    const { store } = place();
    const api = openApi(store);
    await api.push(sampleDossier(CODE, { lines: 1 }));
    const claim = await claimed(store);
    const [dossier, line] = messagesIn(claim);
    if (dossier === undefined || line === undefined) throw new Error("two messages expected");
    await finish(store, { ...claim, dossiers: new Map([[CODE, [dossier, line]]]) }, { state: "refused" });
    await post(api, `/v1/messages/${line.id}/skip`, { reason: "Không cần" });
    expect(await (await api.push(sampleDossier(CODE, { lines: 1, version: 2 }))).json()).toMatchObject({ messages: 1 });
  });

  it("needs a reason, the right to operate, and a message that stopped", async () => {
    const { api, message } = await refused();
    const path = `/v1/messages/${message.id}/skip`;
    expect(await refusalOf(await post(api, path, {}))).toBe("400 invalid-request");
    expect(await refusalOf(await post(api, path, { reason: "x" }, KEYS.read))).toBe("403 forbidden");
    expect((await post(api, path, { reason: "x" })).status).toBe(200);
    expect(await refusalOf(await post(api, path, { reason: "x" }))).toBe("404 not-found");
    expect(await refusalOf(await post(api, "/v1/messages/none/skip", { reason: "x" }))).toBe("404 not-found");
  });
});

describe("replacing a stopped message", () => {
  it("sends the new content in its place", async () => {
    const { api, message } = await refused();
    const stopped = await place().store.actions.stopped(message.id, null);
    const payload = { ...(JSON.parse(stopped?.payload ?? "{}") as object), TrichYeuHoSo: "Đã sửa" };
    const answer = await post(api, `/v1/messages/${message.id}/replace`, { payload, reason: "Sửa trích yếu" });
    expect([answer.status, await answer.json()]).toEqual([202, { replaced: 1 }]);
    const next = await claimed(place().store);
    expect(messagesIn(next).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(messagesIn(next)[0]?.payload).toContain("Đã sửa");
  });

  it("is refused where the format breaks or the content is about another dossier", async () => {
    const { api, message } = await refused();
    const stopped = await place().store.actions.stopped(message.id, null);
    const before = JSON.parse(stopped?.payload ?? "{}") as Record<string, unknown>;
    const replace = (payload: object) => post(api, `/v1/messages/${message.id}/replace`, { payload, reason: "x" });
    const other = await problemOf(await replace({ ...before, MaHoSo: "H36.03-260518-0002" }));
    expect(other.errors).toMatchObject([{ pointer: "/payload/MaHoSo", code: "dossier-code-changed" }]);
    const { TenTTHC: _missing, ...broken } = before;
    expect((await problemOf(await replace(broken))).errors).toMatchObject([{ pointer: "/payload/TenTTHC" }]);
    expect(await states(api)).toEqual(["refused", "waiting", "waiting"]);
  });
});

describe("an announced pause", () => {
  const until = "2026-05-18T10:00:00+07:00";

  it("is kept for every gateway and ends by its time or by an operator", async () => {
    const { pauses } = place().store;
    const api = openApi(place().store);
    const answer = await post(api, "/v1/portal/pause", { until, reason: "Cổng bảo trì" });
    expect([answer.status, await answer.json()]).toEqual([200, { destination: "portal", pausedUntil: until }]);
    expect(await pauses.current(new Date("2026-05-18T09:59:59+07:00"))).toMatchObject([
      { destination: "portal", reason: "Cổng bảo trì", actor: "operator:bootstrap" },
    ]);
    expect(await pauses.current(new Date(until))).toEqual([]);
    for (const [path, body] of [
      ["/v1/portal/pause", { until, reason: "x" }],
      ["/v1/portal/resume", { reason: "x" }],
    ] as const)
      expect(await refusalOf(await post(api, path, body, KEYS.ward))).toBe("403 forbidden");
    const resumed = await post(api, "/v1/portal/resume", { reason: "Xong sớm" });
    expect(await resumed.json()).toEqual({ destination: "portal", ended: true });
    expect(await pauses.current(new Date("2026-05-18T09:00:00+07:00"))).toEqual([]);
    expect(await (await post(api, "/v1/portal/resume", { reason: "Lần nữa" })).json()).toMatchObject({ ended: false });
  });

  it("needs a time to come, a destination that is there, a reason and the right", async () => {
    const api = openApi(place().store);
    const refuse = async (body: object, key?: string) => refusalOf(await post(api, "/v1/portal/pause", body, key));
    expect(await refuse({ until: "2026-05-18T08:00:00+07:00", reason: "x" })).toBe("400 invalid-request");
    expect(await refuse({ until, destination: "land", reason: "x" })).toBe("400 invalid-request");
    expect(await refuse({ until })).toBe("400 invalid-request");
    expect(await refuse({ until, reason: "x" }, KEYS.read)).toBe("403 forbidden");
  });
});
