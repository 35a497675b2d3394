import { statfs } from "node:fs/promises";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { Config } from "../config/config.ts";
import type { WebhookConfig } from "../config/webhooks.ts";
import { createConsole } from "../console/console.ts";
import { createPageShell } from "../console/page-shell.ts";
import { createEvidence } from "../evidence/evidence-service.ts";
import { revocationFiles } from "../evidence/revocation-files.ts";
import { createAccept } from "../flow/accept.ts";
import { webhookViews } from "../flow/webhook-views.ts";
import type { CallSignatures } from "../http/access/call-signatures.ts";
import { clientAddress } from "../http/access/client-address.ts";
import type { Client } from "#core/client.ts";
import { createClientShares } from "../http/access/client-shares.ts";
import { trustedAddresses } from "../http/access/trusted-addresses.ts";
import { createHttpApp } from "../http/app.ts";
import { createDocs } from "../http/docs/docs-page.ts";
import type { ReadingPool } from "../http/input/reading-pool.ts";
import { syncStatus } from "../http/endpoints/sync-status.ts";
import type { Store } from "../store/store.ts";
import type { ChangeWatch } from "../worker/change-watch.ts";
import type { Reconciling } from "../worker/reconciling.ts";
import type { AuditSealing } from "./audit-sealing.ts";
import type { ClientAccess } from "./client-access.ts";
import type { Channels } from "./channels.ts";
import type { Delivery } from "./delivery.ts";
import type { Instruments } from "./instruments.ts";

/** What stands behind the door. */
export interface BehindTheDoor {
  readonly config: Config;
  readonly access: Pick<ClientAccess, "directory" | "administration">;
  readonly metricsKey: string | undefined;
  readonly instruments: Instruments;
  readonly sectors: SectorRegistry;
  readonly webhooks: readonly WebhookConfig[];
  readonly callSignatures: CallSignatures | null;
  readonly channels: Channels;
  readonly order: DeliveryOrder;
  readonly store: Store;
  readonly attachments: AttachmentStore;
  readonly delivery: Delivery;
  readonly watch: ChangeWatch;
  readonly reconciling: Reconciling;
  readonly auditSealing: AuditSealing;
  readonly readingPool: ReadingPool;
}

/** Everything that is answered over HTTP: the API, its documentation and the console. Starts nothing of its own. */
export function createPagesAndApi(parts: BehindTheDoor): ReturnType<typeof createHttpApp> {
  const { config, sectors, webhooks, callSignatures, channels, order, store, delivery, watch, reconciling } = parts;
  const { attachments } = parts;
  const { largeFrom } = config.attachments;
  const { clock, events, metrics, version } = parts.instruments;
  const { directory: clients, administration } = parts.access;
  const addressOf = clientAddress(config.trustedProxies);
  const audit = store.auditLog.note;
  const shell = createPageShell(version);
  const views = (client: Client) => {
    // Told of what its client may read now, or could when it was there.
    const asNow = webhooks.map((one) => ({
      ...one,
      scope: (clients.byId(one.client) ?? { agencies: one.scope }).agencies,
    }));
    return webhookViews(store.webhooks, asNow, client);
  };
  return createHttpApp(
    {
      clock,
      sectors,
      accept: createAccept({
        clock,
        sectors,
        intake: store.intake,
        attachments,
        largeFrom,
        order,
        wake: delivery.wake,
      }),
      intake: store.intake,
      audit,
      reads: store.reads,
      attachments,
      largeFrom,
      actions: store.actions,
      applications: store.applications,
      auditChain: store.auditChain,
      evidence: createEvidence({
        store: store.evidence,
        coverAudit: () => parts.auditSealing.cover(),
        sealer: channels.sealer,
        issuers: channels.certificates,
        revocationFiles: revocationFiles(config.evidence.revocationFiles, events),
        clock,
        version,
        maxBytes: config.http.limits.maxEvidenceBytes,
      }),
      pauses: { ...store.pauses, refresh: delivery.readPauses },
      reconciliation: { store: store.reconciliation, policy: config.reconcile, wake: () => reconciling.wake() },
      addressOf,
      trusted: trustedAddresses(config.inbound.addresses),
      callSignatures,
      changes: { feed: store.changes, watch },
      webhooks: { views, resume: store.webhooks.resume },
      events,
      clients,
      administration,
      limits: config.http.limits,
      shares: createClientShares(config.http.limits),
      readingPool: parts.readingPool,
      freeDiskBytes: () => freeDiskBytes(config.database),
      destinations: delivery.views,
      wake: delivery.wake,
      previewSignatureInput: async (canonical) =>
        (await channels.signer.sign(Buffer.from(canonical), new Date(clock.now()))).value,
      metricsKey: parts.metricsKey,
      metrics: {
        contentType: metrics.registry.contentType,
        metrics: async () => {
          // A database that is away keeps nobody from the other figures: the last count stays.
          await store.reads.notToldCount().then(events.notToldCounted, () => undefined);
          return metrics.registry.metrics();
        },
      },
      version,
    },
    {
      console: createConsole(
        {
          clock,
          reads: store.reads,
          clients,
          sessions: store.sessions,
          addressOf,
          events,
          audit,
          limits: config.console,
          sectors,
          version,
          sync: (scope) => syncStatus({ reads: store.reads, clock, destinations: delivery.views }, scope),
          webhooks: views,
          signingEndsAt: channels.signer.notAfter,
          reconciliation: async (scope) => ({
            open: await store.reconciliation.counts(scope),
            findings: (await store.reconciliation.findings({ state: "open" }, { limit: 5 }, scope)).items,
          }),
          findings: async (dossierCode, scope) =>
            (await store.reconciliation.findings({ state: "open", dossierCode }, { limit: 5 }, scope)).items,
        },
        shell,
      ),
      docs: (openapi) => createDocs(openapi, shell),
    },
  );
}

/** What is left on the disk of the embedded database; a PostgreSQL server watches its own. */
async function freeDiskBytes(database: Config["database"]): Promise<number | null> {
  if (database.kind !== "embedded") return null;
  const { bavail, bsize } = await statfs(database.dataDir);
  return bavail * bsize;
}
