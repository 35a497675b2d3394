import { Hono } from "hono";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { Fault, isDatabaseAway } from "#core/fault.ts";
import { KeyAway } from "#core/delivery/key-away.ts";
import { applicationRoutes } from "./endpoints/applications.ts";
import { auditRoutes } from "./endpoints/audit.ts";
import { authenticate } from "./access/authenticate.ts";
import type { HttpEnv } from "./http-env.ts";
import type { HttpDependencies } from "./dependencies.ts";
import { changeRoutes } from "./endpoints/changes.ts";
import { codeRoutes } from "./endpoints/codes.ts";
import { envelopeRoutes } from "./endpoints/envelopes.ts";
import { evidenceRoute } from "./endpoints/evidence.ts";
import { inboundRoutes } from "./endpoints/inbound-calls.ts";
import { intakeGate } from "./access/intake-gate.ts";
import { messageRoutes } from "./endpoints/messages.ts";
import { openApiDocument } from "./docs/openapi.ts";
import { pauseRoutes } from "./endpoints/pauses.ts";
import { problem, sendProblem } from "./problem.ts";
import { pushDossiers } from "./endpoints/push-dossiers.ts";
import { reconciliationRoutes } from "./endpoints/reconciliation.ts";
import { sectorRoutes } from "./endpoints/sectors.ts";
import { webhookRoutes } from "./endpoints/webhooks.ts";
import { statusRoutes } from "./endpoints/status.ts";
import { stoppedMessageRoutes } from "./endpoints/stopped-messages.ts";

/** Seconds a client should wait when the database is away. */
const RETRY_AFTER_SECONDS = "5";

/** Pages that live beside the API, mounted by whoever composes the gateway. */
export interface MountedPages {
  readonly console: Hono;
  readonly docs: Hono;
}

/** The HTTP API of the gateway: who may knock, and what answers. */
export function createHttpApp(deps: HttpDependencies, pages: MountedPages): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const may = (right: "push" | "read" | "operate") => authenticate(deps.clients, right);
  const status = statusRoutes(deps);
  const changes = changeRoutes(deps);
  const messages = messageRoutes(deps);
  const stopped = stoppedMessageRoutes(deps);
  const pauses = pauseRoutes(deps);
  const sectors = sectorRoutes(deps);
  const envelopes = envelopeRoutes(deps);
  const codes = codeRoutes(deps);
  const applications = applicationRoutes(deps);
  const reconciliation = reconciliationRoutes(deps);
  const webhooks = webhookRoutes(deps);
  const openApi = openApiDocument(deps.version);

  app.use(requestId({ limitLength: 100 }));
  app.use("/v1/*", secureHeaders());
  app.onError((error, c) => {
    if (isDatabaseAway(error))
      return sendProblem(c, problem("database-unavailable"), { "Retry-After": RETRY_AFTER_SECONDS });
    if (error instanceof KeyAway)
      return sendProblem(c, problem("signing-key-away"), { "Retry-After": RETRY_AFTER_SECONDS });
    deps.events.failed("http", error);
    return sendProblem(c, problem("internal", error instanceof Fault ? { detail: error.vi } : {}));
  });
  app.notFound((c) => sendProblem(c, problem("not-found")));

  const gate = intakeGate({ ...deps, figures: (now) => deps.reads.syncFigures(now) });
  app.post("/v1/dossiers", may("push"), gate, pushDossiers(deps));
  app.get("/v1/dossiers", may("read"), status.list);
  app.get("/v1/dossiers/:dossierCode", may("read"), status.one);
  app.get("/v1/changes", may("read"), changes.list);
  app.get("/v1/dossiers/:dossierCode/evidence", may("operate"), evidenceRoute(deps));
  app.get("/v1/applications", may("read"), applications.list);
  app.get("/v1/applications/:dossierCode", may("read"), applications.one);
  app.post("/:adapter{VXPAdapter|XrdAdapter}/RestService/forward/:call", inboundRoutes(deps));
  app.get("/v1/sync", may("read"), status.sync);
  app.get("/v1/messages", may("read"), messages.list);
  app.post("/v1/messages/retry", may("operate"), messages.retryMany);
  app.post("/v1/messages/:id/retry", may("operate"), messages.retryOne);
  app.post("/v1/messages/:id/skip", may("operate"), stopped.skip);
  app.post("/v1/messages/:id/replace", may("operate"), stopped.replace);
  app.post("/v1/portal/pause", may("operate"), pauses.pause);
  app.post("/v1/portal/resume", may("operate"), pauses.resume);
  app.get("/v1/audit", may("operate"), auditRoutes(deps));
  app.get("/v1/reconciliation", may("read"), reconciliation.list);
  app.post("/v1/reconciliation/runs", may("operate"), reconciliation.begin);
  app.get("/v1/reconciliation/runs/:id", may("read"), reconciliation.run);
  app.post("/v1/reconciliation/unknown", may("operate"), reconciliation.askUnknown);
  app.post("/v1/reconciliation/:id/resend", may("operate"), reconciliation.resend);
  app.post("/v1/reconciliation/:id/dismiss", may("operate"), reconciliation.dismiss);
  app.get("/v1/envelopes/:id", may("operate"), envelopes.one);
  app.get("/v1/envelopes/:id/body", may("operate"), envelopes.body);
  app.get("/v1/envelopes/:id/signature", may("operate"), envelopes.signature);
  app.get("/v1/webhooks", may("read"), webhooks.list);
  app.post("/v1/webhooks/:name/resume", may("operate"), webhooks.resume);
  app.get("/v1/sectors", may("read"), sectors.list);
  app.get("/v1/sectors/:sector/schema", may("read"), sectors.schema);
  app.get("/v1/sectors/:sector/dossier.xsd", may("read"), sectors.xsd);
  app.get("/v1/sectors/:sector/samples", may("read"), sectors.samples);
  app.get("/v1/sectors/:sector/rules", may("read"), sectors.rules);
  app.get("/v1/codes", may("read"), codes.names);
  app.get("/v1/codes/:list", may("read"), codes.one);

  app.get("/healthz", (c) => c.json({ status: "ok", version: deps.version }));
  app.get("/readyz", async (c) => {
    await deps.reads.ping();
    return c.json({ status: "ready" });
  });
  app.get("/metrics", async (c) =>
    c.body(await deps.metrics.metrics(), 200, { "Content-Type": deps.metrics.contentType }),
  );
  app.get("/openapi.json", (c) => c.json(openApi));
  app.get("/", (c) => c.redirect("/console", 302));
  app.route("/console", pages.console);
  app.route("/docs", pages.docs);
  return app;
}
