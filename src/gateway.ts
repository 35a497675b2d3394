import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Fault } from "#core/fault.ts";
import type { Clock, Random, Signer } from "#core/ports.ts";
import type { Config } from "./config/config.ts";
import type { Secrets } from "./config/secrets.ts";
import { createConsole } from "./console/console.ts";
import { createPageShell } from "./console/page-shell.ts";
import { createDeliver } from "./flow/deliver.ts";
import { createHttpApp } from "./http/app.ts";
import { createClientDirectory } from "./http/client-directory.ts";
import { createDocs } from "./http/docs-page.ts";
import { openApiDocument } from "./http/openapi.ts";
import { syncStatus } from "./http/sync-status.ts";
import { createBreaker } from "./portal/breaker.ts";
import { createTransport } from "./portal/http-transport.ts";
import { createPortalClient } from "./portal/portal-client.ts";
import { loadSectors } from "./registry.ts";
import { isDemoCertificate } from "./signing/demo-certificate.ts";
import { readKeyFile } from "./signing/key-file.ts";
import { createSigner } from "./signing/signing-profiles.ts";
import { openDatabase } from "./store/database.ts";
import { createStore } from "./store/store.ts";
import { createEvents } from "./telemetry/events.ts";
import { createLogger } from "./telemetry/logger.ts";
import { createMetrics } from "./telemetry/metrics.ts";
import { startDeliveryLoop } from "./worker/delivery-loop.ts";
import { startHousekeeping } from "./worker/housekeeping.ts";

/** What tests may put in the place of the real thing. */
export interface Overrides {
  readonly clock?: Clock;
  readonly random?: Random;
  /** Where log lines go instead of standard error. */
  readonly log?: { write(line: string): void };
}

/** A running gateway. Disposing it stops intake, lets what is under way end, and closes the database. */
export interface Gateway extends AsyncDisposable {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
}

const systemClock: Clock = { now: () => Date.now() };
const systemRandom: Random = { next: () => Math.random(), uuid: () => randomUUID() };

/**
 * Puts the house together and opens the door. The order is the order of the journey of a dossier, inside out.
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

  const sectors = await loadSectors();
  const signer = openSigner(config, secrets, clock);
  const tls = readTlsFiles(config.portal.tlsFiles);
  const database = stack.use(await openDatabase(config.database, (error) => events.failed("database", error)));
  const store = createStore(database, random);

  const transport = createTransport({
    connections: config.delivery.concurrency + 2,
    timeoutMs: config.portal.timeoutMs,
    tls,
  });
  stack.defer(() => transport.close());
  const portal = createPortalClient({
    url: config.portal.url,
    context: config.portal.context,
    username: config.portal.username,
    password: secrets.portalPassword,
    unitCode: config.portal.unitCode,
    dstcode: config.portal.dstcode,
    ...(config.portal.providerUrl === undefined ? {} : { providerUrl: config.portal.providerUrl }),
    timeoutMs: config.portal.timeoutMs,
    sessionMinutes: config.portal.sessionMinutes,
    maxAnswerBytes: config.portal.maxAnswerBytes,
    fetch: transport.fetch,
    clock,
  });
  const breaker = createBreaker({ clock, random, onChange: events.breakerChanged });

  const policy = { ...config.delivery, doubtSessionAfterMs: 60_000 };
  const deliver = createDeliver({ clock, random, store: store.delivery, portal, signer, policy, events, breaker });
  const loop = stack.use(
    startDeliveryLoop({
      clock,
      random,
      store: store.delivery,
      deliver,
      events,
      breaker,
      concurrency: config.delivery.concurrency,
      claimSize: config.delivery.batchSize,
      leaseSeconds: config.delivery.leaseSeconds,
      pollMs: config.delivery.pollMs,
    }),
  );
  stack.use(
    startHousekeeping({
      clock,
      store: store.delivery,
      events,
      wake: loop.wake,
      recoverEveryMs: Math.min(2000, (config.delivery.leaseSeconds * 1000) / 3),
      searchEveryMs: 60_000,
    }),
  );

  const clients = createClientDirectory(config.clients, secrets.bootstrapApiKey);
  const shell = createPageShell(version);
  const sync = () => syncStatus({ reads: store.reads, clock, breaker });
  const app = createHttpApp(
    {
      clock,
      sectors,
      accept: { clock, sectors, intake: store.intake, wake: loop.wake },
      reads: store.reads,
      actions: store.actions,
      events,
      clients,
      limits: config.http.limits,
      breaker,
      wake: loop.wake,
      previewSignatureInput: async (canonical) =>
        (await signer.sign(Buffer.from(canonical), new Date(clock.now()))).value,
      metrics: { contentType: metrics.registry.contentType, metrics: () => metrics.registry.metrics() },
      version,
    },
    {
      console: createConsole({ clock, reads: store.reads, clients, sectors, version, sync }, shell),
      docs: createDocs(() => openApiDocument(version), shell),
    },
  );
  const url = await listen(app.fetch, config.http, stack);
  logger.info(
    { url, version, database: config.database.kind, sectors: sectors.all.map(({ sector }) => sector) },
    "gateway started",
  );
  const owned = stack.move();
  return { url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** @throws Fault `certificate-for-demo-only` when a published demo key would sign for a real portal */
function openSigner(config: Config, secrets: Secrets, clock: Clock): Signer {
  const now = new Date(clock.now());
  const key = readKeyFile({ path: config.signing.keyPath, password: secrets.signingKeyPassword, now });
  const isDemo = key.chain.some((certificate) => isDemoCertificate(certificate));
  if (isDemo && !config.portal.loopback) {
    throw new Fault("certificate-for-demo-only", {
      vi: `SIGNING_KEY (${config.signing.keyPath}) là khóa thử nghiệm công khai; không được ký gửi tới ${config.portal.url}. Dùng khóa được cấp.`,
      en: `SIGNING_KEY (${config.signing.keyPath}) is a published demo key and must not sign for ${config.portal.url}. Use the key that was issued.`,
    });
  }
  return createSigner({ profile: config.signing.profile, key });
}

function readTlsFiles(files: Config["portal"]["tlsFiles"]): { ca?: string; cert?: string; key?: string } {
  return Object.fromEntries(
    Object.entries(files).map(([name, path]) => {
      try {
        return [name, readFileSync(path, "utf8")];
      } catch (cause) {
        const text = { vi: `Không đọc được tệp TLS ${path}.`, en: `The TLS file ${path} cannot be read.` };
        throw new Fault("config-missing", text, { cause });
      }
    }),
  );
}

async function listen(
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

function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return manifest.version;
}
