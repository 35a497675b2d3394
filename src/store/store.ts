import { sql } from "kysely";
import type { AuditLog } from "#core/ports/audit-entry.ts";
import type { AuditChainStore } from "#core/proof/audit-chain.ts";
import type { ChangeFeed } from "#core/ports/changes.ts";
import type { DeliveryOrder } from "#core/delivery/destination.ts";
import type { PauseStore } from "#core/delivery/pause.ts";
import type { EvidenceReads } from "#core/proof/evidence.ts";
import type { TimestampStore } from "#core/proof/timestamps.ts";
import type { Random } from "#core/ports/ports.ts";
import type { MessageActions } from "#core/ports/message-actions.ts";
import type { StatusReads } from "#core/ports/status-reads.ts";
import type { FeedbackStore } from "#core/delivery/feedback.ts";
import type { ReconciliationStore } from "#core/reconciliation/reconciliation.ts";
import type { ApplicationStore } from "#core/sector/inbound-call.ts";
import type { DeliveryStore } from "#core/ports/delivery-store.ts";
import type { IntakeStore } from "#core/ports/intake-store.ts";
import type { SearchIndex, SearchTokens } from "#core/search/search-tokens.ts";
import type { ClientStore } from "#core/ports/client-store.ts";
import type { LoginSessionStore } from "#core/ports/login-session-store.ts";
import type { WebhookStore } from "#core/ports/webhooks.ts";
import { USUAL_SHARES, type QueueShares } from "#core/delivery/queue-shares.ts";
import { clientStore } from "./access/client-store.ts";
import { loginSessionStore } from "./access/login-session-store.ts";
import { changeFeed } from "./changes/change-feed.ts";
import type { Database } from "./database/database.ts";
import { readOnly, withFaults } from "./database/database-unavailable.ts";
import { watchRoom } from "./database/room.ts";
import { deliveryStore } from "./delivery/delivery-store.ts";
import { listDossiers, readDossier } from "./reads/dossier-reads.ts";
import { findLargeValue } from "./reads/large-values.ts";
import { readEvidence, recordExport } from "./reads/evidence-reads.ts";
import { readEnvelope } from "./reads/envelope-reads.ts";
import { appendAudit } from "./audit/append-audit.ts";
import { auditChainStore } from "./audit/audit-chain-store.ts";
import { applicationStore } from "./intake/application-store.ts";
import { feedbackStore } from "./delivery/feedback-store.ts";
import { intakeStore } from "./intake/intake-store.ts";
import { replaceMessage, retryMessages, skipMessage } from "./delivery/message-actions.ts";
import { listMessages, matchingIds, stoppedMessage, visibleIds } from "./reads/message-reads.ts";
import { pauseStore } from "./delivery/pause-store.ts";
import { reconciliationStore } from "./reconciliation/reconciliation-store.ts";
import { timestampStore } from "./delivery/timestamp-store.ts";
import { indexDossiers } from "./search/index-dossiers.ts";
import { foldFigures } from "./reads/fold-figures.ts";
import { countNotTold, readSyncFigures } from "./reads/sync-figures.ts";
import { createQueuePriorities } from "./delivery/queue-priority.ts";
import { webhookStore } from "./webhooks/webhook-store.ts";

/** Everything the gateway keeps in the database, by who uses it. */
export interface Store {
  readonly intake: IntakeStore;
  readonly delivery: DeliveryStore;
  readonly feedback: FeedbackStore;
  readonly applications: ApplicationStore;
  readonly pauses: PauseStore;
  readonly auditLog: AuditLog;
  readonly auditChain: AuditChainStore;
  readonly reconciliation: ReconciliationStore;
  readonly reads: StatusReads;
  readonly evidence: EvidenceReads;
  readonly timestamps: TimestampStore;
  readonly actions: MessageActions;
  readonly changes: ChangeFeed;
  readonly webhooks: WebhookStore;
  readonly searchIndex: SearchIndex;
  readonly sessions: LoginSessionStore;
  readonly clients: ClientStore;
}

/** The store on an open database; the same code on PostgreSQL and on the embedded one. */
export function createStore(
  { db }: Database,
  random: Random,
  order: DeliveryOrder,
  searchTokens: SearchTokens,
  shares: QueueShares = USUAL_SHARES,
): Store {
  const priorities = createQueuePriorities(shares);
  const feed = changeFeed(db);
  const room = watchRoom(db);
  const guarded = <T extends object>(methods: T): T => withFaults(methods, room.heard);
  return {
    intake: guarded<IntakeStore>(intakeStore(db, { priorities, random, searchTokens })),
    delivery: guarded(deliveryStore(db, priorities, order)),
    feedback: guarded(feedbackStore(db)),
    applications: guarded(applicationStore(db)),
    pauses: guarded(pauseStore(db)),
    auditLog: guarded<AuditLog>({ note: (entry) => appendAudit(db, [entry]) }),
    auditChain: guarded(auditChainStore(db, random)),
    reconciliation: guarded(reconciliationStore(db, priorities, order, random)),
    reads: guarded<StatusReads>({
      dossier: (code, scope) => readDossier(db, code, scope),
      largeValue: (code, sha256, scope) => findLargeValue(db, code, sha256, scope),
      dossiers: (filter, page, scope) => listDossiers(db, searchTokens, filter, page, scope),
      messages: (filter, page, scope) => listMessages(db, filter, page, scope),
      envelope: (id, scope) => readEnvelope(db, id, scope),
      notToldCount: () => countNotTold(db, null),
      syncFigures: (now, scope) => readSyncFigures(db, shares, now, scope),
      foldFigures: () => foldFigures(db),
      ping: async () => {
        const { rows } = await sql<{
          mode: string;
        }>`select current_setting('transaction_read_only') as mode`.execute(db);
        if (rows[0]?.mode === "on") throw readOnly();
        await room.check();
      },
    }),
    changes: guarded(feed),
    webhooks: guarded(webhookStore(db, feed)),
    sessions: guarded(loginSessionStore(db)),
    clients: guarded(clientStore(db, random)),
    searchIndex: guarded<SearchIndex>({
      indexMore: (after, limit) => indexDossiers(db, searchTokens, after, limit),
    }),
    evidence: guarded<EvidenceReads>({
      evidence: (code, scope, maxBytes) => readEvidence(db, code, scope, maxBytes),
      exported: (code, by) => recordExport(db, code, by),
    }),
    timestamps: guarded(timestampStore(db)),
    actions: guarded<MessageActions>({
      retry: (ids, by) => retryMessages(db, priorities, order, ids, by),
      skip: (id, by) => skipMessage(db, priorities, order, id, by),
      replace: (id, payload, by) => replaceMessage(db, priorities, order, id, payload, by),
      stopped: (id, scope) => stoppedMessage(db, id, scope),
      visible: (ids, scope) => visibleIds(db, ids, scope),
      matching: (filter, limit, scope) => matchingIds(db, filter, limit, scope),
    }),
  };
}
