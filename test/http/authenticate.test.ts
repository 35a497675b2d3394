import { describe, expect, it } from "vitest";
import { createHash } from "node:crypto";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, refusalOf, type Api } from "./api-under-test.ts";

const place = sharedDatabase();
const PROXY = "10.9.0.7";

/** What the API answers to a key, shown from somewhere. */
const show = async (api: Api, key: string | null, from = "203.0.113.5", headers: Record<string, string> = {}) => {
  const answer = await api.call("/v1/sectors", { key, from, headers });
  return answer.status === 200 ? "200" : refusalOf(answer);
};
const times = async (count: number, act: () => Promise<string>) => {
  const answers = new Set<string>();
  for (let i = 0; i < count; i += 1) answers.add(await act());
  return [...answers];
};
const refusedKeys = async (api: Api) =>
  [...(await (await api.call("/metrics")).text()).matchAll(/^lienthong_refused_keys_total\{(.*)\} (\d+)$/gm)].map(
    ([, labels, count]) => `${labels} ${count}`,
  );

describe("guessing at keys", () => {
  it("is refused after a while, with right keys too, counted, and noted once", async () => {
    const api = openApi(place().store, { maxWrongKeys: 5 });
    let guess = 0;
    expect(await times(5, () => show(api, `guess-${(guess += 1)}`))).toEqual(["401 unauthenticated"]);
    expect(await times(3, () => show(api, `guess-${(guess += 1)}`))).toEqual(["429 too-many-wrong-keys"]);
    const limited = await api.call("/v1/sectors", { key: KEYS.read, from: "203.0.113.5" });
    expect([limited.status, limited.headers.get("Retry-After")]).toEqual([429, "600"]);
    expect(await show(api, KEYS.read, "203.0.113.6")).toBe("200");

    expect(await refusedKeys(api)).toEqual(['door="api",outcome="unknown" 5', 'door="api",outcome="limited" 4']);
    const audit = await place().database.db.selectFrom("audit").select(["actor", "action", "subject"]).execute();
    expect(audit).toEqual([{ actor: "address:203.0.113.5", action: "keys.guessed", subject: "api" }]);
    expect(api.log.filter((line) => line.includes('"level":"warn"')).length).toBe(2);
    expect(api.log.join("")).not.toContain("guess-");

    api.clock.advance(600_000);
    expect(await show(api, KEYS.read)).toBe("200");
  });

  it("keeps nobody out who was let in from there before", async () => {
    const api = openApi(place().store, { maxWrongKeys: 2 });
    expect(await show(api, KEYS.read)).toBe("200");
    await times(4, () => show(api, "wrong"));
    expect([await show(api, KEYS.read), await show(api, KEYS.push)]).toEqual(["200", "429 too-many-wrong-keys"]);
  });

  it("is not what happens without a key", async () => {
    const api = openApi(place().store, { maxWrongKeys: 2 });
    expect(await times(5, () => show(api, null))).toEqual(["401 unauthenticated"]);
    expect(await show(api, KEYS.read)).toBe("200");
  });

  it("is counted for inbound calls, in whose words it is answered", async () => {
    const api = openApi(place().store, { maxWrongKeys: 2 });
    const call = async () =>
      (
        await api.call("/VXPAdapter/RestService/forward/addtthcKhuyenMai", {
          method: "POST",
          body: "{}",
          key: "wrong",
          from: "10.1.0.1",
        })
      ).status;
    expect([await call(), await call(), await call()]).toEqual([403, 403, 403]);
    expect(await refusedKeys(api)).toEqual([
      'door="inbound",outcome="unknown" 2',
      'door="inbound",outcome="limited" 1',
    ]);
  });
});

describe("behind a proxy of our own", () => {
  it.each([
    ["the address it tells", "203.0.113.5", "203.0.113.5"],
    ["the last address it tells: what stands before was written by the caller", "10.0.0.1, 203.0.113.5", "203.0.113.5"],
    ["the address behind all our proxies", "203.0.113.5, 10.9.0.8, 10.9.0.9", "203.0.113.5"],
    ["an address however it is written", "::FFFF:203.0.113.5", "203.0.113.5"],
    ["the proxy, where it tells none", "", PROXY],
    ["the proxy, where what it tells is none", "unknown", PROXY],
    ["the first of our proxies, where there is nobody behind", "10.9.0.8", PROXY],
  ])("a request comes from %s", async (_name, header, address) => {
    const api = openApi(place().store);
    await show(api, "wrong", PROXY, header === "" ? {} : { "X-Forwarded-For": header });
    expect(api.log.map((line) => (JSON.parse(line) as { address: string }).address)).toEqual([address]);
  });

  it("a guesser is limited alone; before any other machine the header is not believed", async () => {
    const api = openApi(place().store, { maxWrongKeys: 2 });
    const told = (address: string) => ({ "X-Forwarded-For": address });
    await times(4, () => show(api, "wrong", PROXY, told("203.0.113.5")));
    expect(await show(api, KEYS.read, PROXY, told("203.0.113.5"))).toBe("429 too-many-wrong-keys");
    expect(await show(api, KEYS.read, PROXY, told("203.0.113.6"))).toBe("200");

    await times(4, () => show(api, "wrong", "198.51.100.1", told("203.0.113.7")));
    expect(await show(api, KEYS.read, "198.51.100.1", told("203.0.113.8"))).toBe("429 too-many-wrong-keys");
    expect(await show(api, KEYS.read, PROXY, told("203.0.113.7"))).toBe("200");
  });

  it("trusted addresses are those behind it", async () => {
    const api = openApi(place().store);
    const call = async (from: string, header: string) =>
      (
        await api.call("/VXPAdapter/RestService/forward/addtthcKhuyenMai", {
          method: "POST",
          body: "{}",
          key: null,
          from,
          headers: { "X-Forwarded-For": header },
        })
      ).status;
    expect(await call(PROXY, "10.1.2.3")).not.toBe(403);
    expect(await call(PROXY, "10.1.2.3, 203.0.113.5")).toBe(403);
    expect(await call("203.0.113.5", "10.1.2.3")).toBe(403);
  });
});

it("the hash of a key, as it stands in the configuration, opens nothing", async () => {
  const api = openApi(place().store);
  expect(await show(api, createHash("sha256").update(KEYS.all).digest("hex"))).toBe("401 unauthenticated");
});
