import type { MiddlewareHandler } from "hono";
import type { ClientDirectory } from "../dependencies.ts";
import type { Access } from "../endpoint.ts";
import type { HttpEnv } from "../http-env.ts";
import { problem, sendProblem } from "../problem.ts";
import { bearerKey } from "./bearer-key.ts";

/** Lets in whom an endpoint is for, and refuses everybody else. */
export function admit(access: Access, clients: Pick<ClientDirectory, "byKey">): MiddlewareHandler<HttpEnv> {
  if ("open" in access) return async (_c, next) => next();
  const { right, agencies } = access;
  return async function admitClient(c, next) {
    const key = bearerKey(c);
    const client = key === null ? null : clients.byKey(key);
    if (client === null) {
      return sendProblem(c, problem("unauthenticated"), { "WWW-Authenticate": 'Bearer realm="lienthong"' });
    }
    if (!client.rights.has(right)) return sendProblem(c, problem("forbidden"));
    if (typeof agencies === "object" && client.agencies !== null) {
      return sendProblem(c, problem("forbidden", { detail: agencies.refused }));
    }
    c.set("client", client);
    await next();
    return undefined;
  };
}
