import type { Context, MiddlewareHandler } from "hono";
import type { Access } from "../endpoint.ts";
import type { HttpEnv } from "../http-env.ts";
import { problem, sendProblem } from "../problem.ts";
import type { Authenticate, Caller } from "./authenticate.ts";

/** Lets in whom an endpoint is for, and refuses everybody else. */
export function admit(access: Access, authenticate: Authenticate): MiddlewareHandler<HttpEnv> {
  if ("open" in access) return async (_c, next) => next();
  const { right, agencies } = access;
  return async function admitClient(c, next) {
    const caller = await authenticate(c, "api");
    if (caller.kind !== "client") return refuse(c, caller);
    const { client } = caller;
    if (!client.rights.has(right)) return sendProblem(c, problem("forbidden"));
    if (typeof agencies === "object" && client.agencies !== null) {
      return sendProblem(c, problem("forbidden", { detail: agencies.refused }));
    }
    c.set("client", client);
    await next();
    return undefined;
  };
}

/** Answers a caller whose key did not let them in. */
export function refuse(c: Context, caller: Exclude<Caller, { readonly kind: "client" }>): Response {
  if (caller.kind === "limited")
    return sendProblem(c, problem("too-many-wrong-keys"), { "Retry-After": String(caller.seconds) });
  return sendProblem(c, problem("unauthenticated"), { "WWW-Authenticate": 'Bearer realm="lienthong"' });
}
