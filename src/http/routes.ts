import type { Hono } from "hono";
import { z } from "@hono/zod-openapi";
import { admit } from "./access/admit.ts";
import type { Authenticate } from "./access/authenticate.ts";
import { intakeGate } from "./access/intake-gate.ts";
import type { HttpDependencies } from "./dependencies.ts";
import type { Endpoint } from "./endpoint.ts";
import type { HttpEnv } from "./http-env.ts";

/** Routes every endpoint, each behind what its definition says of who may call it. */
export function routeEndpoints(
  app: Hono<HttpEnv>,
  endpoints: readonly Endpoint[],
  authenticate: Authenticate,
  deps: HttpDependencies,
): void {
  const figures = (now: Date) => deps.reads.syncFigures(now, null);
  const gate = intakeGate({ ...deps, pushes: deps.shares.pushes, figures });
  for (const one of endpoints) {
    const { method, path, alsoAt = [], params, access, isIntake, respond } = one;
    const paths = [path, ...alsoAt].map((written) => routeOf(written, params));
    app.on(method.toUpperCase(), paths, admit(access, authenticate));
    if (isIntake === true) app.on(method.toUpperCase(), paths, gate);
    app.on(method.toUpperCase(), paths, (c) => respond(c, deps));
  }
}

/** `/v1/dossiers/{dossierCode}` as the router writes it; a parameter that is an enum takes its values only. */
function routeOf(path: string, params: z.ZodObject | undefined): string {
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const schema: unknown = params?.shape[name];
    return schema instanceof z.ZodEnum ? `:${name}{${schema.options.map(String).join("|")}}` : `:${name}`;
  });
}
