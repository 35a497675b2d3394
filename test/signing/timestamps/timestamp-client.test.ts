import { X509Certificate } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createTimestampClient,
  type TimestampClientOptions,
} from "../../../src/signing/timestamps/timestamp-client.ts";
import { oracle } from "../../kit/oracle.ts";
import { seededRandom } from "../../kit/seeded-random.ts";
import { createTimestampAuthority } from "../oracles/timestamp-authority.ts";
import { root } from "../sample-keys.ts";

const openssl = oracle("openssl");
const bytes = Buffer.from("gốc của cây băm");

describe.runIf(openssl)("the client of a timestamp authority, before openssl ts", () => {
  using stack = new DisposableStack();
  const authority = stack.use(createTimestampAuthority(openssl ?? ""));
  const owned = stack.move();
  const anchor = new X509Certificate(authority.certificate);
  /** What the server makes of the authority's answer. */
  let answer: (reply: Buffer) => { readonly status?: number; readonly body: Buffer } = (body) => ({ body });
  const requests: Buffer[] = [];
  let url = "";
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const asked = Buffer.concat(chunks);
      requests.push(asked);
      const { status = 200, body } = answer(authority.reply(asked));
      response.writeHead(status, { "content-type": "application/timestamp-reply" }).end(body);
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    owned.dispose();
  });

  const client = (options: Partial<TimestampClientOptions> = {}) =>
    createTimestampClient({
      url,
      trustAnchors: [anchor],
      timeoutMs: 60_000,
      fetch: (address, init) => fetch(address, init),
      clock: { now: () => Date.now() },
      random: seededRandom(),
      ...options,
    });
  const causeOf = async (options: Partial<TimestampClientOptions> = {}, over: Uint8Array = bytes) => {
    const stamped = await client(options).stamp(over);
    return stamped.kind === "failed" ? stamped.cause : stamped.kind;
  };

  it("brings a token openssl takes for these bytes, with the time it states", async () => {
    answer = (body) => ({ body });
    const before = Date.now() - 2000;
    const stamped = await client({ policy: "1.2.3.4.1" }).stamp(bytes);
    if (stamped.kind === "failed") throw new Error(`${stamped.cause}: ${stamped.detail}`);
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", bytes));
    expect(authority.accepts(stamped.token, digest)).toBe(true);
    expect(stamped.at.getTime()).toBeGreaterThan(before);
  });

  it("asks with another nonce each time", async () => {
    requests.length = 0;
    const one = client();
    await one.stamp(bytes);
    await one.stamp(bytes);
    expect(requests[0]?.equals(requests[1] ?? Buffer.alloc(0))).toBe(false);
    expect(requests[0]).toHaveLength(requests[1]?.length ?? 0);
  });

  it("does not take a token of who is not trusted, for other bytes, or of another question", async () => {
    answer = (body) => ({ body });
    expect(await causeOf({ trustAnchors: [root] })).toBe("timestamp-untrusted");
    const kept: Buffer[] = [];
    answer = (body) => {
      kept.push(body);
      return { body };
    };
    expect(await causeOf()).toBe("stamped");
    const [first = Buffer.alloc(0)] = kept;
    answer = () => ({ body: first });
    expect(await causeOf({ random: seededRandom(2) })).toBe("nonce-mismatch");
    expect(await causeOf({}, Buffer.from("khác"))).toBe("timestamp-invalid");
  });

  it("says why there is none: refused, another policy, no answer, rubbish", async () => {
    answer = (body) => ({ body });
    expect(await causeOf({ policy: "1.2.3.4.9" })).toBe("refused");
    answer = () => ({ status: 503, body: Buffer.alloc(0) });
    expect(await causeOf()).toBe("http-status");
    answer = () => ({ body: Buffer.from("<html>") });
    expect(await causeOf()).toBe("answer-malformed");
    answer = () => ({ body: Buffer.alloc(300_000, 0x30) });
    expect(await causeOf()).toBe("unreachable");
    answer = (body) => ({ body: body.subarray(0, -1) });
    expect(await causeOf()).toBe("answer-malformed");
    expect(await causeOf({ url: "http://127.0.0.1:1" })).toBe("unreachable");
  });
});
