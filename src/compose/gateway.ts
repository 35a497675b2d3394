import type { Events } from "#core/ports/events.ts";
import type { Clock, Random } from "#core/ports/ports.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { Config } from "../config/config.ts";
import { makeDataDir } from "../config/data-dir.ts";
import { keepSearchKey } from "../config/search-key.ts";
import type { Secrets } from "../config/secrets.ts";
import { openDatabase } from "../store/database/database.ts";
import { keyedTokens } from "../store/search/keyed-tokens.ts";
import { createStore } from "../store/store.ts";
import { startChangeWatch } from "../worker/change-watch.ts";
import { startHousekeeping } from "../worker/housekeeping.ts";
import { startSearchIndexing } from "../worker/search-indexing.ts";
import { openAttachments } from "./attachments.ts";
import { startAuditSealing } from "./audit-sealing.ts";
import { checkConfig } from "./check-config.ts";
import { openClientAccess, type ClientChanges } from "./client-access.ts";
import { openChannels } from "./channels.ts";
import { deliveryOrder, startDelivery } from "./delivery.ts";
import { createInstruments } from "./instruments.ts";
import { listen } from "./listen.ts";
import { loadSectors } from "./load-sectors.ts";
import { startNotifications } from "./notifications.ts";
import { createPagesAndApi } from "./pages-and-api.ts";
import { startProving } from "./proving.ts";
import { startReading } from "./reading.ts";
import { startReconciliation } from "./reconciliation.ts";

/** What may stand in the place of the real thing. */
export interface Overrides {
  readonly clock?: Clock;
  readonly random?: Random;
  /** The sectors there are, in the place of the folders under `adapters/`. */
  readonly sectors?: SectorRegistry;
  /** Where log lines go instead of standard error. */
  readonly log?: { write(line: string): void };
  /** Aborting it gives up the start: what is open by then is closed. A gateway that runs does not heed it. */
  readonly signal?: AbortSignal;
}

/** A running gateway. Disposing it stops intake, lets what is under way end, and closes the database. */
export interface Gateway extends AsyncDisposable {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** For what happens around it, so that it stands in the same log and metrics. */
  readonly events: Events;
  /** Whether anybody may call it, of the configuration or added by command. */
  hasClients(): boolean;
  /**
   * Takes over the clients of a configuration that was read anew, and nothing else of it.
   * @throws Fault for anything wrong with it that would keep a gateway from starting, as far as that shows without opening
   * keys and database; then nothing has changed
   */
  takeOverClients(config: Config): Promise<ClientChanges>;
}

/**
 * Puts the gateway together and starts to listen. The order is that of a dossier's journey, from its end to its beginning:
 * a dossier can only come in where everything it goes through is there already.
 * @throws Fault for anything wrong with configuration, keys or database: nothing starts half; the reason of the signal
 * where the start is given up
 */
export async function createGateway(config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<Gateway> {
  const instruments = createInstruments(config.logLevel, overrides);
  const { clock, random, logger, metrics, events, version } = instruments;
  const fetchOutside = (address: string, init: RequestInit) => fetch(address, init);
  const goOn = (): void => overrides.signal?.throwIfAborted();
  await using stack = new AsyncDisposableStack();

  // All that can be wrong about the configuration shows before anything is opened.
  const checkedWith = { registry: overrides.sectors ?? (await loadSectors()), clock, fetch: fetchOutside };
  const checked = checkConfig(config, secrets, checkedWith);
  const { sectors, webhooks, targets, destinations, givenSearchKey, verifying, callSignatures } = checked;

  // The channels out, with the keys that sign, and the store that keeps everything.
  const { receiptRules } = verifying;
  const answerPatterns = sectors.all.flatMap((sector) => sector.answerPatterns ?? []);
  const shared = { clock, random, events, receiptRules, answerPatterns };
  const channels = stack.use(await openChannels(config, destinations, secrets, shared));
  goOn();
  // First here: everything before leaves the disk as it was.
  if (config.database.kind === "embedded" || givenSearchKey === null) makeDataDir(config.search.folder);
  const order = deliveryOrder(destinations);
  const database = stack.use(
    await openDatabase(
      config.database,
      (error) => events.failed("database", error),
      () => metrics.statements.inc(),
    ),
  );
  goOn();
  const searchTokens = keyedTokens(givenSearchKey ?? keepSearchKey(config.search.folder));
  const store = createStore(database, random, order, searchTokens, config.delivery.shares);
  stack.use(startSearchIndexing({ index: store.searchIndex, events }));
  const { bootstrapApiKey, metricsKey } = secrets;
  const access = stack.use(await openClientAccess({ config, bootstrapApiKey, store, clock, events }));
  const attachments = await openAttachments(config.database, database);

  // What was taken in is delivered, and asked about where a ministry decides.
  const delivery = stack.use(
    startDelivery({
      config,
      destinations,
      channels: channels.byDestination,
      store: store.delivery,
      attachments,
      feedback: store.feedback,
      pauses: store.pauses,
      sectorOf: (name) => sectors.find(name),
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
      reads: store.reads,
      keepChangesDays: config.changes.keepDays,
      events,
      wake: () => delivery.wake(),
      leaseSeconds: config.delivery.leaseSeconds,
      recoverEveryMs: Math.min(2000, (config.delivery.leaseSeconds * 1000) / 3),
      searchEveryMs: 60_000,
    }),
  );

  // What was delivered is compared, sealed, reported to those who wait for it, and kept provable.
  const reconciling = stack.use(
    startReconciliation({
      config: config.reconcile,
      clock,
      store: store.reconciliation,
      channels: channels.byDestination,
      breaker: delivery.portalQuestions,
      events,
      wake: delivery.wake,
    }),
  );
  const { signer } = channels;
  const auditSealing = stack.use(startAuditSealing({ store: store.auditChain, signer, clock, events }));
  const { changes: feed, webhooks: webhookStore, timestamps } = store;
  const clients = access.directory;
  const notifying = { webhooks, targets, feed, store: webhookStore, watch, clients, clock, random, events, version };
  stack.use(await startNotifications({ ...notifying, lookMs: 15_000 }));
  goOn();
  const { revocationDoubts } = verifying;
  const proving = { config, signer, chains: channels.chains, revocationDoubts, store: timestamps };
  stack.use(startProving({ ...proving, clock, random, events, fetch: fetchOutside }));

  // The door, last.
  const readingPool = stack.use(startReading(sectors, config.http.limits, events));
  const app = createPagesAndApi({
    config,
    access,
    metricsKey,
    instruments,
    sectors,
    webhooks,
    callSignatures,
    channels,
    order,
    store,
    attachments,
    delivery,
    watch,
    reconciling,
    auditSealing,
    readingPool,
  });
  // Drawn before the door opens: under somebody's first request it would keep all others waiting for a fifth of a second.
  await app.request("/openapi.json");
  const url = await listen(app.fetch, config.http, events, stack);
  // Before the door closes: it waits for requests under way, and some of them wait for changes.
  stack.defer(() => watch.endWaiting());
  logger.info(
    { url, version, database: config.database.kind, sectors: sectors.all.map(({ sector }) => sector) },
    "gateway started",
  );
  const owned = stack.move();
  return {
    url,
    events,
    hasClients: access.hasClients,
    takeOverClients: async (next) => {
      checkConfig(next, secrets, checkedWith);
      return access.configure(next.clients);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
