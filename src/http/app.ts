import { Hono } from "hono";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { Fault, isDatabaseFull, isDatabaseUnavailable } from "#core/fault.ts";
import { isConnectionLost } from "#core/connection-lost.ts";
import { KeyUnavailable } from "#core/delivery/key-unavailable.ts";
import { createAuthenticate } from "./access/authenticate.ts";
import type { HttpDependencies } from "./dependencies.ts";
import { openApiDocument, type OpenApiDocument } from "./docs/openapi.ts";
import { allEndpoints } from "./endpoints/all-endpoints.ts";
import type { HttpEnv } from "./http-env.ts";
import { refuseUnsoundAddress } from "./input/sound-address.ts";
import { problem, sendProblem, type Problem } from "./problem.ts";
import { routeEndpoints } from "./routes.ts";
import { servedText } from "./served-text.ts";

/** Seconds a client should wait when the database is away. */
const RETRY_AFTER_SECONDS = "5";

/** The same when it has no room: somebody has to make some first. */
const WHEN_FULL_SECONDS = "60";

/** Pages that live beside the API, mounted by whoever composes the gateway. */
export interface MountedPages {
  readonly console: Hono;
  /** The documentation, drawn from the document when somebody asks for it. */
  docs(openapi: () => object): Hono;
}

/** The HTTP API of the gateway: who may knock, and what answers. */
export function createHttpApp(deps: HttpDependencies, pages: MountedPages): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const authenticate = createAuthenticate(deps);
  const endpoints = allEndpoints(deps, authenticate);
  let document: OpenApiDocument | undefined;
  const openapi = () => (document ??= openApiDocument(endpoints, deps.version));

  app.use(requestId({ limitLength: 100 }));
  app.use("/v1/*", secureHeaders());
  // No proxy and no browser keeps an answer that does not say that it may be kept: most of them are somebody's.
  app.use("*", async (c, next) => {
    await next();
    if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
  });
  app.use("/v1/*", refuseUnsoundAddress);
  app.onError((error, c) => {
    // Its body broke off while it was read: whoever sent it is gone, and nothing of ours failed.
    if (c.req.raw.signal.aborted && isConnectionLost(error)) return sendProblem(c, problem("unreadable-body"));
    if (isDatabaseFull(error)) return sendProblem(c, problem("disk-full"), { "Retry-After": WHEN_FULL_SECONDS });
    if (isDatabaseUnavailable(error))
      return sendProblem(c, problem("database-unavailable"), { "Retry-After": RETRY_AFTER_SECONDS });
    if (error instanceof KeyUnavailable)
      return sendProblem(c, problem("signing-key-away"), { "Retry-After": RETRY_AFTER_SECONDS });
    if (error instanceof Fault && error.code === "cursor-format") return sendProblem(c, wrongCursor(error));
    deps.events.failed("http", error);
    return sendProblem(c, problem("internal", error instanceof Fault ? { detail: error.vi } : {}));
  });
  app.notFound((c) => sendProblem(c, problem("not-found")));

  routeEndpoints(app, endpoints, authenticate, deps);
  app.get(
    "/openapi.json",
    servedText(() => JSON.stringify(openapi()), { "Content-Type": "application/json" }),
  );
  app.get("/", (c) => c.redirect("/console", 302));
  app.route("/console", pages.console);
  app.route("/docs", pages.docs(openapi));
  return app;
}

function wrongCursor({ code, vi: message, en: messageEn }: Fault): Problem {
  return problem("invalid-request", { errors: [{ pointer: "/cursor", code, message, messageEn, severity: "error" }] });
}
