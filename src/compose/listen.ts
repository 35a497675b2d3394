import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Fault } from "#core/fault.ts";
import type { Config } from "../config/config.ts";

/**
 * Opens the HTTP server and gives its address, e.g. `http://127.0.0.1:8080`. Disposing `stack` closes it once the requests
 * under way are answered.
 * @throws Fault `config-invalid` when host and port cannot be listened on
 */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port }: Config["http"],
  stack: AsyncDisposableStack,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch, hostname: host, port, overrideGlobalObjects: false }, resolve);
  server.once("error", reject);
  const address = await promise.catch((cause: unknown) => {
    throw new Fault(
      "config-invalid",
      { vi: `Không mở được cổng ${host}:${port} (HOST, PORT).`, en: `Cannot listen on ${host}:${port} (HOST, PORT).` },
      { cause },
    );
  });
  stack.defer(async () => {
    const closed = Promise.withResolvers<void>();
    server.close(() => closed.resolve());
    if ("closeIdleConnections" in server) server.closeIdleConnections();
    await closed.promise;
  });
  return `http://${address.family === "IPv6" ? `[${address.address}]` : address.address}:${address.port}`;
}
