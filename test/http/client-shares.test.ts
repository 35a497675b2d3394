import { describe, expect, it } from "vitest";
import { createShares, holdBytes } from "../../src/http/access/client-shares.ts";
import { sampleDossier } from "../kit/sample-dossier.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { KEYS, openApi, refusalOf } from "./api-under-test.ts";

/** How much each of some holders gets, asking in turns until nobody gets more. */
function division(total: number, holders: readonly string[]): readonly number[] {
  const shares = createShares(total);
  const got = new Map(holders.map((holder) => [holder, 0]));
  for (let round = 0; round <= total; round += 1) {
    for (const holder of holders) if (shares.take(holder, 1)) got.set(holder, (got.get(holder) ?? 0) + 1);
  }
  return [...got.values()];
}

describe("what clients share", () => {
  it.each<[readonly string[], readonly number[]]>([
    [["a"], [129]],
    [
      ["a", "b"],
      [86, 86],
    ],
    [
      ["a", "b", "c"],
      [65, 64, 64],
    ],
  ])("leaves of 256 something for the next, whoever asks: %j", (holders, expected) => {
    expect(division(256, holders)).toEqual(expected);
  });

  it("is there again once it was given back", () => {
    const shares = createShares(10);
    const held = holdBytes(shares, "a");
    expect([held.take(4), held.take(3), held.take(1)]).toEqual([true, true, false]);
    expect(shares.take("b", 3)).toBe(true);
    held.release(4);
    held.release();
    shares.give("b", 3);
    expect(shares.take("c", 10)).toBe(true);
  });
});

describe("a client that floods", () => {
  const place = sharedDatabase();

  it("is told to wait, while another is served", async () => {
    const api = openApi(place().store, { maxPushesInFlight: 4, maxBodySeconds: 0.2 });
    const slow = () =>
      api.call("/v1/dossiers", {
        method: "POST",
        key: KEYS.push,
        body: new ReadableStream<Uint8Array>(),
        headers: { "Content-Type": "application/json" },
        duplex: "half",
      });
    const answers = Promise.all(Array.from({ length: 8 }, async () => refusalOf(await slow())));
    const other = await api.push(sampleDossier("H36.03-260518-0001"));
    expect(other.status).toBe(202);
    const counted = Map.groupBy(await answers, (answer) => answer);
    expect([...counted].map(([answer, all]) => `${answer} ${all.length}`).toSorted()).toEqual([
      "408 body-too-slow 3",
      "429 too-busy 5",
    ]);
  });

  it("holds no more bytes and no more open streams than it may, and gives all of them back", async () => {
    const api = openApi(place().store, { maxStreams: 2, maxHeldBytes: 4000, maxBodySeconds: 0.5 });
    const large = { note: "x".repeat(3000) };
    expect(await refusalOf(await api.push([large, large]))).toBe("429 too-busy");
    const lines = `${JSON.stringify({ a: "x".repeat(6000) })}\n{}\n`;
    for (let times = 0; times < 5; times += 1) {
      const answer = await api.push(lines, { type: "application/x-ndjson" });
      const { results } = (await answer.json()) as { results: { problem: { code: string } }[] };
      expect(results.map(({ problem }) => problem.code)).toEqual(["too-busy", "invalid-dossier"]);
      expect(await refusalOf(await api.push(large))).toBe("422 invalid-dossier");
    }
    const never = () =>
      api.call("/v1/dossiers", {
        method: "POST",
        body: new ReadableStream<Uint8Array>(),
        headers: { "Content-Type": "application/x-ndjson" },
        duplex: "half",
      });
    const open = [await never(), await never()];
    expect(await refusalOf(await never())).toBe("429 too-busy");
    for (const { body } of open) await body?.cancel();
  });
});
