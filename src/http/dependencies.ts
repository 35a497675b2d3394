import type { AuditChainStore } from "#core/proof/audit-chain.ts";
import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { ChangeFeed } from "#core/ports/changes.ts";
import type { Client } from "#core/client.ts";
import type { EvidenceService } from "#core/proof/evidence.ts";
import type { Events } from "#core/ports/events.ts";
import type { ApplicationStore } from "#core/sector/inbound-call.ts";
import type { PauseStore } from "#core/delivery/pause.ts";
import type { HttpLimits } from "#core/ports/http-limits.ts";
import type { Clock, DestinationView } from "#core/ports/ports.ts";
import type { MessageActions } from "#core/ports/message-actions.ts";
import type { StatusReads } from "#core/ports/status-reads.ts";
import type { ReconciliationStore } from "#core/reconciliation/reconciliation.ts";
import type { IntakeStore } from "#core/ports/intake-store.ts";
import type { AuditLog } from "#core/ports/audit-entry.ts";
import type { AttachmentStore } from "#core/ports/attachment-store.ts";
import type { ClientAdministration } from "../flow/access/administer-clients.ts";
import type { Accept } from "../flow/accept.ts";
import type { WebhookStore, WebhookView } from "#core/ports/webhooks.ts";
import type { ReadingPool } from "./input/reading-pool.ts";
import type { ClientShares } from "./access/client-shares.ts";
import type { ClientAddress } from "./access/client-address.ts";
import type { CallSignatures } from "./access/call-signatures.ts";
import type { ReconcilePolicy } from "../flow/reconcile.ts";
import type { TrustedAddresses } from "./access/trusted-addresses.ts";

/** What the API needs. */
export interface HttpDependencies {
  readonly clock: Clock;
  readonly sectors: SectorRegistry;
  readonly accept: Accept;
  /** What a dry run may look at, and giving back a code that was taken. */
  readonly intake: Pick<IntakeStore, "look" | "releaseCode">;
  /** Notes in the audit log what changed nothing else. */
  readonly audit: AuditLog["note"];
  readonly reads: StatusReads;
  /** Where large values are kept, and from how many characters on a value is large. */
  readonly attachments: AttachmentStore;
  readonly largeFrom: number;
  readonly actions: MessageActions;
  readonly changes: {
    readonly feed: Pick<ChangeFeed, "read" | "latest">;
    /** Counts each time the feed has grown; waiting is false when the gateway closes. */
    readonly watch: {
      updates(): number;
      wait(heard: number, ms: number, signal?: AbortSignal): Promise<boolean>;
    };
  };
  readonly webhooks: {
    /** Those the client may see: its own, and as an operator those that tell of nothing outside its agencies. */
    views(client: Client): Promise<readonly WebhookView[]>;
    resume: WebhookStore["resume"];
  };
  readonly events: Events;
  readonly applications: ApplicationStore;
  readonly auditChain: Pick<AuditChainStore, "read" | "unlinkedEntries">;
  readonly evidence: EvidenceService;
  /** `refresh` makes this process see a change at once. */
  readonly pauses: PauseStore & { readonly refresh: () => Promise<void> };
  /** Comparing with the portal; `wake` tells this process that there is a run. */
  readonly reconciliation: {
    readonly store: ReconciliationStore;
    readonly policy: ReconcilePolicy;
    readonly wake: () => void;
  };
  /** The machine a request comes from. */
  readonly addressOf: ClientAddress;
  /** Whose inbound calls need no key. */
  readonly trusted: TrustedAddresses;
  /** Which inbound calls have to be signed; null: none. */
  readonly callSignatures: CallSignatures | null;
  readonly clients: ClientDirectory;
  readonly administration: ClientAdministration;
  readonly limits: HttpLimits;
  /** What clients share, each with the same right to it. */
  readonly shares: ClientShares;
  /** Threads that read large bodies. */
  readonly readingPool: ReadingPool;
  /** Free bytes where this process keeps its data; null where it keeps none. */
  readonly freeDiskBytes: () => Promise<number | null>;
  /** Every destination with its breaker, the national portal first. */
  readonly destinations: readonly [DestinationView, ...DestinationView[]];
  /** The workers of these destinations in this process look for work. */
  readonly wake: (destinations: readonly string[]) => void;
  /** What is being signed for a dry run: the exact bytes of the signature input, as text. */
  readonly previewSignatureInput: (canonical: string) => Promise<string>;
  /** What `/metrics` is read with; undefined: nothing. */
  readonly metricsKey: string | undefined;
  readonly metrics: { readonly contentType: string; readonly metrics: () => Promise<string> };
  readonly version: string;
}

/** Finds who a key belongs to. */
export interface ClientDirectory {
  byKey(apiKey: string): Client | null;
  /** Whose key has this SHA-256 (hex), as long as it is theirs. */
  byKeySha256(keySha256: string): Client | null;
  byId(id: string): Client | null;
}
