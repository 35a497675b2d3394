import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock, Random } from "#core/ports/ports.ts";
import { openChannels } from "./channels.ts";
import type { Config } from "../config/config.ts";
import { toDestinations } from "../config/destinations.ts";
import type { Secrets } from "../config/secrets.ts";
import { toWebhooks } from "../config/webhooks.ts";
import { createEvidence } from "../evidence/evidence-desk.ts";
import { createConsole } from "../console/console.ts";
import { createPageShell } from "../console/page-shell.ts";
import { deliveryOrder, startDelivery } from "./delivery.ts";
import { coverAudit, sealAudit } from "../flow/seal-audit.ts";
import { createAccept } from "../flow/accept.ts";
import { webhookViews } from "../flow/webhook-views.ts";
import { createHttpApp } from "../http/app.ts";
import { createClientDirectory } from "../http/access/client-directory.ts";
import { createDocs } from "../http/docs/docs-page.ts";
import { syncStatus } from "../http/endpoints/sync-status.ts";
import { trustedAddresses } from "../http/access/trusted-addresses.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import { configureSectors } from "#core/sector/configure-sectors.ts";
import { listen } from "./listen.ts";
import { startReconciliation } from "./reconciliation.ts";
import { systemClock, systemRandom } from "./system.ts";
import { startNotifications, toWebhookTarget } from "./notifications.ts";
import { startProving } from "./proving.ts";
import { revocationFiles } from "../evidence/revocation-files.ts";
import { loadSectors } from "./load-sectors.ts";
import { openDatabase } from "../store/database/database.ts";
import { createStore } from "../store/store.ts";
import { createEvents } from "../telemetry/events.ts";
import { createVerifying } from "./verifying.ts";
import { createLogger } from "../telemetry/logger.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import { startChangeWatch } from "../worker/change-watch.ts";
import { startHousekeeping } from "../worker/housekeeping.ts";
import { startRounds } from "../worker/rounds.ts";

/** What may stand in the place of the real thing. */
export interface Overrides {
  readonly clock?: Clock;
  readonly random?: Random;
  /** The sectors there are, in the place of the folders under `adapters/`. */
  readonly sectors?: SectorRegistry;
  /** Where log lines go instead of standard error. */
  readonly log?: { write(line: string): void };
}

/** A running gateway. Disposing it stops intake, lets what is under way end, and closes the database. */
export interface Gateway extends AsyncDisposable {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
}

/**
 * Puts the gateway together and starts to listen. The order is the order of the journey of a dossier, inside out.
 * @throws Fault for anything wrong with configuration, keys or database: nothing starts half
 */
export async function createGateway(config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<Gateway> {
  const clock = overrides.clock ?? systemClock;
  const random = overrides.random ?? systemRandom;
  const version = packageVersion();
  const logger = createLogger(config.logLevel, overrides.log);
  const metrics = createMetrics();
  const events = createEvents(logger, metrics);
  await using stack = new AsyncDisposableStack();

  const sectors = configureSectors(overrides.sectors ?? (await loadSectors()), config.sectors);
  const webhooks = toWebhooks(config, secrets.bootstrapApiKey !== undefined);
  const targets = webhooks.map((webhook) => toWebhookTarget(webhook, secrets));
  const destinations = toDestinations(
    config,
    sectors.all.flatMap(({ sector, toSectorMessages, furtherDestinations = [] }) =>
      toSectorMessages === undefined ? [] : [sector, ...furtherDestinations],
    ),
  );
  const verifying = createVerifying({ config, clock, fetch: (address, init) => fetch(address, init) });
  const { signatures: signedCalls } = config.inbound;
  const calls = sectors.all.flatMap(({ inbound = [] }) => inbound.map(({ name }) => name));
  const callJudge = verifying.inbound(signedCalls, config.portal.loopback ? null : config.portal.url, calls);
  const { receiptRules } = verifying;
  const answerPatterns = sectors.all.flatMap((sector) => sector.answerPatterns ?? []);
  const shared = { clock, random, events, receiptRules, answerPatterns };
  const channels = stack.use(await openChannels(config, destinations, secrets, shared));
  const order = deliveryOrder(destinations);
  const database = stack.use(
    await openDatabase(
      config.database,
      order.holdsBack.keys(),
      (error) => events.failed("database", error),
      () => metrics.statements.inc(),
    ),
  );
  const store = createStore(database, random, order, config.delivery.shares);

  const delivery = stack.use(
    startDelivery({
      config,
      destinations,
      channels: channels.byDestination,
      store: store.delivery,
      feedback: store.feedback,
      pauses: store.pauses,
      inquiryOf: (name) => sectors.find(name)?.inquiry,
      clock,
      random,
      events,
    }),
  );
  const watch = stack.use(startChangeWatch({ feed: store.changes, events, pollMs: config.delivery.pollMs }));
  stack.use(
    startHousekeeping({
      clock,
      store: store.delivery,
      changes: store.changes,
      keepChangesDays: config.changes.keepDays,
      events,
      wake: () => delivery.wake(),
      recoverEveryMs: Math.min(2000, (config.delivery.leaseSeconds * 1000) / 3),
      searchEveryMs: 60_000,
    }),
  );
  const reconciling = stack.use(
    startReconciliation({
      config: config.reconcile,
      clock,
      store: store.reconciliation,
      channels: channels.byDestination,
      breaker: delivery.portalBreaker,
      events,
    }),
  );

  const sealing = { clock, store: store.auditChain, signer: channels.signer, events, limit: 1000 };
  stack.use(
    startRounds({
      name: "seal-audit",
      everyMs: 1000,
      events,
      round: (signal) => sealAudit({ ...sealing, checkpointEveryMs: 60_000 }, signal),
    }),
  );

  stack.use(
    await startNotifications({
      webhooks,
      targets,
      feed: store.changes,
      store: store.webhooks,
      watch,
      clock,
      random,
      events,
      version,
      lookMs: 15_000,
    }),
  );
  stack.use(
    startProving({
      config,
      signer: channels.signer,
      store: store.timestamps,
      clock,
      random,
      events,
      fetch: (address, init) => fetch(address, init),
    }),
  );

  const clients = createClientDirectory(config.clients, secrets.bootstrapApiKey);
  const shell = createPageShell(version);
  const views = () => webhookViews(store.webhooks, webhooks);
  const sync = () => syncStatus({ reads: store.reads, clock, destinations: delivery.views });
  const app = createHttpApp(
    {
      clock,
      sectors,
      accept: createAccept({ clock, sectors, intake: store.intake, order, wake: delivery.wake }),
      audit: store.intake.audit,
      reads: store.reads,
      actions: store.actions,
      applications: store.applications,
      auditChain: store.auditChain,
      evidence: createEvidence({
        store: store.evidence,
        coverAudit: () => coverAudit({ ...sealing, wait: sleep }, AbortSignal.timeout(3000)),
        sealer: channels.sealer,
        issuers: channels.certificates,
        revocationFiles: revocationFiles(config.evidence.revocationFiles, events),
        clock,
        version,
        maxBytes: config.http.limits.maxEvidenceBytes,
      }),
      pauses: { ...store.pauses, refresh: delivery.readPauses },
      reconciliation: { store: store.reconciliation, policy: config.reconcile, wake: () => reconciling.wake() },
      trusted: trustedAddresses(config.inbound.addresses),
      callSignatures: signedCalls === undefined || callJudge === null ? null : { ...signedCalls, judge: callJudge },
      changes: { feed: store.changes, watch },
      webhooks: { views, resume: store.webhooks.resume },
      events,
      clients,
      limits: config.http.limits,
      freeDiskBytes: () => freeDiskBytes(config.database),
      destinations: delivery.views,
      wake: delivery.wake,
      previewSignatureInput: async (canonical) =>
        (await channels.signer.sign(Buffer.from(canonical), new Date(clock.now()))).value,
      metrics: { contentType: metrics.registry.contentType, metrics: () => metrics.registry.metrics() },
      version,
    },
    {
      console: createConsole(
        {
          clock,
          reads: store.reads,
          clients,
          sectors,
          version,
          sync,
          webhooks: views,
          signingEndsAt: channels.signer.notAfter,
          reconciliation: async (scope) => ({
            open: await store.reconciliation.counts(scope),
            findings: (await store.reconciliation.findings({ state: "open" }, { limit: 5 }, scope)).items,
          }),
        },
        shell,
      ),
      docs: (openapi) => createDocs(openapi, shell),
    },
  );
  const url = await listen(app.fetch, config.http, stack);
  // Before the door closes: it waits for requests under way, and some of them wait for changes.
  stack.defer(() => watch.endWaiting());
  logger.info(
    { url, version, database: config.database.kind, sectors: sectors.all.map(({ sector }) => sector) },
    "gateway started",
  );
  const owned = stack.move();
  return { url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** What is left on the disk of the embedded database; a PostgreSQL server watches its own. */
async function freeDiskBytes(database: Config["database"]): Promise<number | null> {
  if (database.kind !== "embedded") return null;
  const { bavail, bsize } = await statfs(database.dataDir);
  return bavail * bsize;
}

function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return manifest.version;
}
