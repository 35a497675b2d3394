import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { readWebhookSecret } from "../../src/webhooks/standard-signature.ts";
import { createWebhookSender, type WebhookTarget } from "../../src/webhooks/webhook-sender.ts";
import { NEW_SECRET, SECRET, openVendor } from "./vendor.ts";

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one[Symbol.asyncDispose]();
});

const MESSAGE = { id: "msg_1", body: '{"type":"dossiers.changed","data":{"changes":[]}}' };
const keyOf = (secret: string): Buffer => readWebhookSecret(secret) ?? Buffer.alloc(0);

async function vendor(...args: Parameters<typeof openVendor>) {
  const one = await openVendor(...args);
  opened.push(one);
  return one;
}

function send(target: Partial<WebhookTarget> & { readonly url: string }) {
  const whole = { name: "w", keys: [keyOf(SECRET)], timeoutMs: 5000, allowPrivate: true, ...target };
  const sender = createWebhookSender([whole], "lienthong/test");
  opened.push(sender);
  return sender.send("w", MESSAGE, new Date());
}

describe("a request to a webhook", () => {
  it("is one a vendor's Standard Webhooks library takes", async () => {
    const { url, received } = await vendor();
    expect(await send({ url })).toEqual({ kind: "taken", httpStatus: 204 });
    expect(received).toMatchObject([{ id: MESSAGE.id, body: MESSAGE.body, verified: { type: "dossiers.changed" } }]);
    expect(received[0]?.headers).toMatchObject({ "content-type": "application/json", "user-agent": "lienthong/test" });
  });

  it("is taken under the old and the new secret while both are there, and under no other", async () => {
    const keys = [keyOf(NEW_SECRET), keyOf(SECRET)];
    for (const secret of [SECRET, NEW_SECRET]) {
      const { url, received } = await vendor(undefined, secret);
      await send({ url, keys });
      expect(received[0]?.verified).not.toBeNull();
    }
    const { url, received } = await vendor(undefined, NEW_SECRET);
    await send({ url });
    expect(received[0]?.verified).toBeNull();
  });

  it.each([
    [200, {}, { kind: "taken", httpStatus: 200 }],
    [410, {}, { kind: "gone", cause: "gone", httpStatus: 410 }],
    [500, {}, { kind: "failed", cause: "http-500", httpStatus: 500 }],
    [429, { "Retry-After": "7" }, { kind: "failed", cause: "http-429", httpStatus: 429, retryAfterMs: 7000 }],
    [404, { "Retry-After": "soon" }, { kind: "failed", cause: "http-404", httpStatus: 404 }],
  ] as const)("answered %i %j", async (status, headers, expected) => {
    const { url } = await vendor((response) => response.writeHead(status, headers).end("x".repeat(100_000)));
    expect(await send({ url })).toEqual(expected);
  });

  it("does not follow where it was not configured to go", async () => {
    const other = await vendor();
    const { url } = await vendor((response) => response.writeHead(307, { Location: other.url }).end());
    expect(await send({ url })).toEqual({ kind: "failed", cause: "redirect", httpStatus: 307 });
    expect(other.received).toEqual([]);
  });

  it("has a word for each way of not being answered", async () => {
    const silent = await vendor(() => undefined);
    expect(await send({ url: silent.url, timeoutMs: 50 })).toEqual({ kind: "failed", cause: "timeout" });
    const broken = await vendor((response) => response.destroy());
    expect(await send({ url: broken.url })).toEqual({ kind: "failed", cause: "connection-lost" });
    const closed = await openVendor();
    await closed[Symbol.asyncDispose]();
    expect(await send({ url: closed.url })).toEqual({ kind: "failed", cause: "connection-refused" });
    expect(await send({ url: "http://khong-co.invalid/" })).toEqual({ kind: "failed", cause: "name-unknown" });
  });

  it("goes to no address inside, by number or by name, unless that is allowed", async () => {
    const { url, received } = await vendor();
    const { port } = new URL(url);
    for (const host of ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "[::1]", "0x7f.1"]) {
      const answer = await send({ url: `http://${host}:${port}/`, allowPrivate: false });
      expect([host, answer]).toEqual([host, { kind: "failed", cause: "address-refused" }]);
    }
    expect(received).toEqual([]);
    expect(await send({ url: `http://localhost:${port}/` })).toMatchObject({ kind: "taken" });
  });

  it("trusts the authority it was given, and no stranger", async () => {
    const pem = (name: string) => readFileSync(new URL(`../../certs.example/${name}`, import.meta.url), "utf8");
    const server = createServer({ key: pem("tls-server.key"), cert: pem("tls-server.pem") }, (_request, response) =>
      response.writeHead(204).end(),
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    opened.push({
      [Symbol.asyncDispose]: async () => {
        server.closeAllConnections();
        server.close();
      },
    });
    const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
    expect(await send({ url })).toEqual({ kind: "failed", cause: "tls" });
    expect(await send({ url, ca: pem("ca.pem") })).toEqual({ kind: "taken", httpStatus: 204 });
  });
});

describe("a secret", () => {
  it("is 24 to 64 bytes in base64, behind whsec_ or not", () => {
    const of = (bytes: number) => Buffer.alloc(bytes, 7).toString("base64");
    for (const bytes of [24, 32, 64]) {
      expect(readWebhookSecret(`whsec_${of(bytes)}`)).toEqual(Buffer.alloc(bytes, 7));
      expect(readWebhookSecret(of(bytes))).toEqual(Buffer.alloc(bytes, 7));
    }
    for (const bad of ["", "whsec_", `whsec_${of(23)}`, of(65), "mật khẩu của tôi", `${of(32)}!`, `whsec_${of(32)} `])
      expect(readWebhookSecret(bad)).toBeNull();
  });
});
