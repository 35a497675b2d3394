import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { isConnectionLost } from "#core/connection-lost.ts";
import type { Simulator } from "./simulator.ts";

export interface RunningSimulator extends AsyncDisposable {
  /** Base address without a slash at the end, e.g. `http://127.0.0.1:8090`. */
  readonly url: string;
}

/**
 * Puts a simulator on a real socket. Disposing cuts every open connection, so calls that hang end too.
 *
 * @param options.port 0 takes any free port.
 * @param options.onError told what the simulator did not foresee; the client gets a 500.
 * @throws the error of `listen()`, e.g. `EADDRINUSE`.
 */
export async function serveSimulator(options: {
  simulator: Simulator;
  host?: string;
  port?: number;
  onError?: (error: unknown) => void;
}): Promise<RunningSimulator> {
  const { simulator, host = "127.0.0.1", port = 0, onError } = options;
  const server = createAdaptorServer({
    fetch: async (request, env) => {
      try {
        return await simulator.app.fetch(rebuildable(request), env);
      } catch (error) {
        // A caller that went away while it was read is nothing unforeseen.
        if (!request.signal.aborted || !isConnectionLost(error)) onError?.(error);
        return new Response("Internal Server Error", { status: 500 });
      }
    },
    // Other things in this process (tests, the demo's gateway) shall keep the Request and Response they know.
    overrideGlobalObjects: false,
  }) as Server;
  server.listen(port, host);
  await once(server, "listening");
  // A connection that could not be accepted.
  server.on("error", (error) => onError?.(error));
  const address = server.address() as AddressInfo;
  const shown = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${shown}:${address.port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** One of Node's own where it does not say how long its body is: `bodyLimit` makes a new request around such a body. */
function rebuildable(request: Request): Request {
  const { url, method, headers, signal } = request;
  const saysItsLength = headers.has("content-length") && !headers.has("transfer-encoding");
  if (saysItsLength || request.body === null) return request;
  return new Request(url, { method, headers, signal, body: request.body, duplex: "half" });
}
