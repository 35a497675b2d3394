import { describe, expect, it } from "vitest";
import {
  exchange,
  type OutgoingRequest,
  type ExchangeOptions,
  type WireFetch,
} from "../../../src/destinations/wires/exchange.ts";

const call: OutgoingRequest = {
  purpose: "delivery",
  url: "http://portal.test/g",
  headers: {},
  body: new TextEncoder().encode("{}"),
  secrets: [],
};

type Failure = readonly [code: string, more?: object];

/** A fetch that fails like undici's with these errors, one after the other, and then gets an answer. */
function failing(...failures: readonly Failure[]) {
  let tries = 0;
  const fetch: WireFetch = async () => {
    const failure = failures[tries];
    tries += 1;
    if (failure === undefined) return new Response('{"error_code":0}');
    const cause = Object.assign(new Error(failure[0]), { code: failure[0] }, failure[1]);
    throw new TypeError("fetch failed", { cause });
  };
  return { fetch, tries: () => tries };
}
function options(fetch: WireFetch, retries = 2): ExchangeOptions {
  return { fetch, timeoutMs: 5000, maxAnswerBytes: 1000, shortRetries: { retries, delayMs: 0 } };
}

describe("short retries", () => {
  it("help when the request certainly was not written", async () => {
    const line = failing(["ECONNREFUSED"], ["ECONNRESET", { syscall: "connect" }]);
    expect(await exchange(options(line.fetch), call)).toMatchObject({ answer: { status: 200, complete: true } });
    expect(line.tries()).toBe(3);
  });

  it("are as few as configured", async () => {
    const line = failing(...Array.from({ length: 9 }, (): Failure => ["ECONNREFUSED"]));
    expect(await exchange(options(line.fetch, 1), call)).toMatchObject({
      failed: { kind: "unavailable", cause: "connection-refused" },
    });
    expect(line.tries()).toBe(2);
  });

  it.each(["ECONNRESET", "UND_ERR_SOCKET", "UND_ERR_HEADERS_TIMEOUT"])(
    "never follow %s: it may have been applied",
    async (code) => {
      const line = failing([code], [code]);
      expect(await exchange(options(line.fetch), call)).toMatchObject({
        failed: { kind: "unknown", party: "network" },
      });
      expect(line.tries()).toBe(1);
    },
  );

  it("end when the caller stops, and what was not written stays so", async () => {
    const stop = new AbortController();
    const line = failing(["ECONNREFUSED"]);
    const fetch: WireFetch = (...request) => {
      // Stops while it waits to try again.
      setImmediate(() => stop.abort());
      return line.fetch(...request);
    };
    const slow = { ...options(fetch), shortRetries: { retries: 2, delayMs: 50 } };
    expect(await exchange(slow, { ...call, signal: stop.signal })).toMatchObject({
      failed: { kind: "unavailable", cause: "connection-refused" },
    });
    expect(line.tries()).toBe(1);
  });
});

it("sends nothing when the caller had stopped before", async () => {
  const line = failing();
  expect(await exchange(options(line.fetch), { ...call, signal: AbortSignal.abort() })).toMatchObject({
    failed: { kind: "unavailable", cause: "not-sent" },
  });
  expect(line.tries()).toBe(0);
});

it("takes a failure it does not recognise for doubtful, whatever threw it", async () => {
  const broken: WireFetch = () => {
    throw new RangeError("bug");
  };
  expect(await exchange(options(broken), call)).toMatchObject({
    failed: { kind: "unknown", cause: "network-failure" },
  });
});
