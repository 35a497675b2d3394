import type { Context, MiddlewareHandler } from "hono";
import type { Right } from "#core/client.ts";
import type { HttpEnv } from "../http-env.ts";
import type { ClientDirectory } from "../dependencies.ts";
import { problem, sendProblem } from "../problem.ts";

const BEARER = /^Bearer ([\x21-\x7e]{1,512})$/i;

/** The bearer key a request carries; null for none. */
export function bearerKey(c: Context): string | null {
  return BEARER.exec(c.req.header("Authorization") ?? "")?.[1] ?? null;
}

/** Lets a request through when its bearer key belongs to a client that has the right. */
export function authenticate(clients: ClientDirectory, right: Right): MiddlewareHandler<HttpEnv> {
  return async function authenticateClient(c, next) {
    const key = bearerKey(c);
    const client = key === null ? null : clients.byKey(key);
    if (client === null) {
      return sendProblem(c, problem("unauthenticated"), { "WWW-Authenticate": 'Bearer realm="lienthong"' });
    }
    if (!client.rights.has(right)) return sendProblem(c, problem("forbidden"));
    c.set("client", client);
    await next();
    return undefined;
  };
}
