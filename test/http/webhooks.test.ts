import { describe, expect, it } from "vitest";
import { webhookList } from "../../src/http/endpoints/webhooks.ts";
import { AT, newId } from "../store/filling.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, refusalOf } from "./api-under-test.ts";

const place = sharedDatabase();

/** The webhooks of the API under test; the first was given up. */
async function fill(): Promise<void> {
  const { webhooks } = place().store;
  await webhooks.register(["ward-a", "other", "forgotten"], AT);
  const leaseToken = newId();
  await webhooks.claim({ name: "ward-a", leaseToken, leaseSeconds: 60, longestWaitMs: 1000, now: AT });
  const failed = { kind: "failed", cause: "http-500", httpStatus: 500, at: AT, nextTryAt: AT } as const;
  await webhooks.settle("ward-a", leaseToken, { ...failed, disabled: true });
}

describe("webhooks over HTTP", () => {
  it("are listed as they stand: all to operators of all agencies, their own to other clients", async () => {
    await fill();
    const { webhooks } = place().store;
    const leaseToken = newId();
    const settle = async (settlement: Parameters<typeof webhooks.settle>[2]) => {
      await webhooks.claim({ name: "other", leaseToken, leaseSeconds: 60, longestWaitMs: 1000, now: AT });
      expect(await webhooks.settle("other", leaseToken, settlement)).toBe(true);
    };
    const { cursor } = await place()
      .database.db.selectFrom("webhooks")
      .select("cursor")
      .where("name", "=", "other")
      .executeTakeFirstOrThrow();
    await settle({ kind: "moved", cursor, takenAt: AT });
    const nextTryAt = new Date(AT.getTime() + 1000);
    await settle({ kind: "failed", cause: "timeout", httpStatus: null, at: AT, nextTryAt, disabled: false });
    const api = openApi(place().store);
    const list = async (key: string) => {
      const response = await api.call("/v1/webhooks", { key });
      return webhookList.parse(await response.json()).webhooks;
    };
    const all = await list(KEYS.all);
    expect(all).toEqual([
      {
        name: "ward-a",
        client: "ward",
        state: "disabled",
        failures: 1,
        failingSince: "2026-05-18T08:30:15+07:00",
        nextTryAt: null,
        lastTakenAt: null,
        cause: "http-500",
        httpStatus: 500,
      },
      {
        name: "other",
        client: "read",
        state: "failing",
        failures: 1,
        failingSince: "2026-05-18T08:30:15+07:00",
        nextTryAt: "2026-05-18T08:30:16+07:00",
        lastTakenAt: "2026-05-18T08:30:15+07:00",
        cause: "timeout",
        httpStatus: null,
      },
    ]);
    expect((await list(KEYS.read)).map(({ name }) => name)).toEqual(["other"]);
    // An operator of some agencies sees what tells of nothing outside them.
    expect((await list(KEYS.ward)).map(({ name }) => name)).toEqual(["ward-a"]);
    expect(await refusalOf(await api.call("/v1/webhooks", { key: KEYS.push }))).toBe("403 forbidden");
  });

  it("are put back to work by operators only, and only when there is something to do", async () => {
    await fill();
    const api = openApi(place().store);
    const resume = (name: string, key?: string) =>
      api.call(`/v1/webhooks/${name}/resume`, { method: "POST", ...(key === undefined ? {} : { key }) });
    expect(await refusalOf(await resume("ward-a", KEYS.read))).toBe("403 forbidden");
    for (const name of ["other", "forgotten", "none"])
      expect(await refusalOf(await resume(name))).toBe("404 not-found");
    const leaseToken = newId();
    await place().store.webhooks.claim({ name: "other", leaseToken, leaseSeconds: 60, longestWaitMs: 1000, now: AT });
    const failed = {
      kind: "failed",
      cause: "http-500",
      httpStatus: 500,
      at: AT,
      nextTryAt: AT,
      disabled: true,
    } as const;
    await place().store.webhooks.settle("other", leaseToken, failed);
    expect(await refusalOf(await resume("other", KEYS.ward))).toBe("404 not-found");
    expect((await resume("other")).status).toBe(202);
    const answer = await resume("ward-a");
    expect([answer.status, await answer.json()]).toEqual([202, { resumed: "ward-a" }]);
    expect(await refusalOf(await resume("ward-a"))).toBe("404 not-found");
  });
});
