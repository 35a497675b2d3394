import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { Reply } from "./reply.ts";

/**
 * Thrown where there is no socket to cut (`app.request()`, msw): the caller of the app sees the request fail, as it
 * would see a connection that was lost.
 */
export class ConnectionDropped extends Error {
  override readonly name = "ConnectionDropped";
  /** As Node names it. */
  readonly code = "ECONNRESET";

  constructor() {
    super("the simulator dropped the connection");
  }
}

/**
 * Puts a reply on the wire. `drop` cuts the connection without a byte of an answer: on a real socket (under
 * `@hono/node-server`, which hands the Node request in `env.incoming`) by destroying it, otherwise by throwing.
 *
 * @throws ConnectionDropped when the reply is `drop` and there is no socket.
 */
export function putOnWire(c: Context, reply: Reply): Response {
  if (reply.kind === "respond") return c.body(reply.body, reply.status, reply.headers);
  // Without bindings (`app.request()`, msw) Hono leaves `env` empty or undefined.
  const env = c.env as { readonly incoming?: IncomingMessage } | undefined;
  if (env?.incoming === undefined) throw new ConnectionDropped();
  env.incoming.socket.destroy();
  // Tells @hono/node-server that nothing is left to write.
  return c.body(null, 200, { "x-hono-already-sent": "true" });
}

/** Waits, but no longer than `signal` allows. Never rejects: an abort only ends the waiting. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** {@link Wait} on a real timer. */
export const waitOnTimer: Wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end, { once: true });
  });
