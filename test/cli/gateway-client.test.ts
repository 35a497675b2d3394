import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createGatewayClient } from "../../src/cli/gateway-client.ts";

const stack: AsyncDisposableStack[] = [];
afterEach(async () => {
  await Promise.all(stack.splice(0).map((one) => one.disposeAsync()));
});

/** Something that answers like a gateway. */
async function answering(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const closing = new AsyncDisposableStack();
  closing.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  stack.push(closing);
  return createGatewayClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "khoa");
}

/** Answers every question about a dossier with the next of these states, the last for ever. */
async function passingThrough(...states: readonly string[]) {
  const asked: string[] = [];
  const client = await answering((request, response) => {
    asked.push(request.url ?? "");
    response.end(JSON.stringify({ syncState: states[Math.min(asked.length, states.length) - 1] }));
  });
  return { client, asked };
}

const signal = new AbortController().signal;

describe("the gateway's client", () => {
  it("pushes with its key, as it was told to", async () => {
    const client = await answering((request, response) => {
      const { method, url, headers } = request;
      void request
        .setEncoding("utf8")
        .toArray()
        .then((chunks) => {
          response.statusCode = 202;
          const { authorization, "content-type": type } = headers;
          response.end(JSON.stringify({ method, url, authorization, type, body: chunks.join("") }));
        });
    });
    expect(await client.push("<hồ-sơ/>", "application/xml")).toEqual({
      status: 202,
      body: {
        method: "POST",
        url: "/v1/dossiers",
        authorization: "Bearer khoa",
        type: "application/xml",
        body: "<hồ-sơ/>",
      },
    });
    expect(await client.get("/v1/sync")).toMatchObject({
      method: "GET",
      url: "/v1/sync",
      authorization: "Bearer khoa",
    });
  });

  it.each(["in-sync", "parked", "refused"])("waits until nothing more will happen: %s", async (last) => {
    const { client, asked } = await passingThrough("pending", "unknown", last);
    const settled = await client.settled("H26/1", { timeoutMs: 30_000, signal });
    expect(settled).toEqual({ state: last, detail: { syncState: last } });
    expect(asked).toEqual(Array(3).fill("/v1/dossiers/H26%2F1"));
  });

  it("gives up when the time is over", async () => {
    const { client } = await passingThrough("pending");
    expect(await client.settled("A", { timeoutMs: 1, signal })).toEqual({ state: "timed-out", detail: null });
  });

  it("gives up when it is told to", async () => {
    const stop = new AbortController();
    const client = await answering((_request, response) => {
      stop.abort();
      response.end(JSON.stringify({ syncState: "pending" }));
    });
    const settled = await client.settled("A", { timeoutMs: 3_600_000, signal: stop.signal });
    expect(settled.state).toBe("timed-out");
  });
});
