import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve, type Http2Bindings, type HttpBindings } from "@hono/node-server";
import { Fault } from "#core/fault.ts";
import type { Events } from "#core/ports/events.ts";
import type { Config } from "../config/config.ts";
import { createFairTurns } from "../http/access/fair-turns.ts";
import { watchConnections } from "./open-connections.ts";

/** How long a stop waits: for clients to send the rest of what they ask or to read what is answered, and for answers. */
const STOPPING = { clientMs: 1000, answerMs: 5000 } as const;

/**
 * Opens the HTTP server and gives its address, e.g. `http://127.0.0.1:8080`. Disposing `stack` closes it once the requests
 * under way are answered; clients that only hold their connections open are not waited for. Nothing that happens to a
 * connection, or to the listening itself, goes further than `events`.
 * @throws Fault `config-invalid` when host and port cannot be listened on
 */
export async function listen(
  fetch: (request: Request, env: HttpBindings | Http2Bindings) => Response | Promise<Response>,
  { host, port, limits }: Config["http"],
  events: Pick<Events, "requestAbandoned" | "failed">,
  stack: AsyncDisposableStack,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const answering = new Set<Promise<unknown>>();
  const turns = createFairTurns(setImmediate);
  const answer: typeof fetch = (request, env) => {
    env.outgoing.once("close", () => {
      if (!env.outgoing.writableFinished) events.requestAbandoned({ method: request.method });
    });
    const turn = turns.turnOf(senderOf(request, env));
    const begin = () => fetch(rebuildable(request), env);
    const response = turn === null ? begin() : turn.then(begin);
    if (response instanceof Promise) {
      const settled: Promise<unknown> = response.catch(() => undefined).finally(() => answering.delete(settled));
      answering.add(settled);
    }
    return response;
  };
  const serverOptions = {
    headersTimeout: limits.maxHeaderSeconds * 1000,
    keepAliveTimeout: limits.maxIdleSeconds * 1000,
    // Of everything together, an NDJSON push of hours among it; how long a body may take is the reader's to say.
    requestTimeout: (limits.maxStreamSeconds + limits.maxBodySeconds) * 1000,
    connectionsCheckingInterval: Math.min(5000, limits.maxHeaderSeconds * 1000),
  };
  const given = { fetch: answer, hostname: host, port, serverOptions, overrideGlobalObjects: false };
  // Without HTTP/2 it is Node's own.
  const server = serve(given, resolve) as Server;
  server.maxConnections = limits.maxConnections;
  const connections = watchConnections(server);
  server.once("error", reject);
  const address = await promise.catch((cause: unknown) => {
    throw new Fault(
      "config-invalid",
      { vi: `Không mở được cổng ${host}:${port} (HOST, PORT).`, en: `Cannot listen on ${host}:${port} (HOST, PORT).` },
      { cause },
    );
  });
  // A connection that could not be accepted, as when clients hold more of them than the process may open.
  server.on("error", (error) => events.failed("listen", error));
  stack.defer(async () => {
    await connections.close(STOPPING);
    // Nobody reads these any more, but what they write is not to be cut off in the middle.
    const patience = AbortSignal.timeout(STOPPING.answerMs);
    await Promise.race([Promise.all(answering), once(patience, "abort")]);
  });
  return `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`;
}

/** Who asks, as far as can be told before anything is looked up: by the key it brings, or where it comes from. */
function senderOf({ headers }: Request, { incoming }: HttpBindings | Http2Bindings): string {
  return headers.get("authorization") ?? headers.get("cookie") ?? incoming.socket.remoteAddress ?? "";
}

/**
 * A request that does not say how long its body is, as one of Node's own: middleware that counts such a body makes a new
 * request around it, which cannot be done with what the server hands over.
 */
function rebuildable(request: Request): Request {
  const { url, method, headers, signal } = request;
  const saysItsLength = headers.has("content-length") && !headers.has("transfer-encoding");
  if (saysItsLength || request.body === null) return request;
  return new Request(url, { method, headers, signal, body: request.body, duplex: "half" });
}
