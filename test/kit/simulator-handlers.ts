/**
 * The simulator as request handlers of msw 3, for unit tests of the portal's client and for replaying fixtures without
 * sockets. msw is a development dependency: only tests may import this file, nothing that the gateway runs on.
 *
 * msw intercepts the global `fetch` (also after `undici.install()`), not `undici.fetch` or `undici.request`.
 */
import { http, HttpResponse, type HttpHandler } from "msw";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { ConnectionDropped } from "../../src/simulator/wire.ts";

/**
 * Handlers that let `simulator` answer everything under the origin of `baseUrl`.
 *
 * @example
 * const server = setupServer(...simulatorHandlers("http://portal.test", createSimulator({ clock, random })));
 */
export function simulatorHandlers(baseUrl: string, simulator: Simulator): HttpHandler[] {
  return [
    http.all(`${new URL(baseUrl).origin}/*`, async ({ request }) => {
      try {
        return await simulator.app.fetch(request);
      } catch (error) {
        if (error instanceof ConnectionDropped) return HttpResponse.error();
        throw error;
      }
    }),
  ];
}
