import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
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
        return await simulator.app.fetch(request, env);
      } catch (error) {
        onError?.(error);
        return new Response("Internal Server Error", { status: 500 });
      }
    },
    // Other things in this process (tests, the demo's gateway) shall keep the Request and Response they know.
    overrideGlobalObjects: false,
  }) as Server;
  server.listen(port, host);
  await once(server, "listening");
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
