/**
 * What the flows need from the database, in the words of the domain. One implementation serves PostgreSQL and the
 * embedded PGlite; the same contract suite runs on both.
 *
 * Terminology: a *lease* is one worker's time-limited right to a dossier; its token fences every write made under it, so
 * that a worker that was frozen while another took over can no longer commit.
 */
import type { ChangeDraft } from "./changes.ts";
import type { Dossier } from "./dossier.ts";
import type { Issue } from "./issue.ts";
import type { DraftMessage, MessageKind, MessageState, SyncState } from "./message.ts";
import type { Outcome } from "./outcome.ts";
import type { DetachedSignature } from "./ports.ts";
import type { Told } from "./plan-messages.ts";

/** A dossier as stored, without its messages. */
export interface StoredDossier {
  readonly dossierCode: string;
  readonly clientId: string;
  /** Rises by one with each push that changed something. */
  readonly revision: number;
  readonly contentSha256: string;
  readonly status: number;
  readonly syncState: SyncState;
}

/** What a push writes about its dossier. */
export interface DossierRevision {
  readonly clientId: string;
  readonly dossier: Dossier;
  readonly record: unknown;
  readonly adapterVersion: string;
  readonly contentSha256: string;
  readonly warnings: readonly Issue[];
  readonly at: Date;
}

/** Something that happened, for the audit log. `detail` never holds personal data. */
export interface AuditEntry {
  readonly at: Date;
  /** `client:ID`, `worker` or `operator:ID`. */
  readonly actor: string;
  /** Stable verb, e.g. `dossier.accepted`. */
  readonly action: string;
  /** Dossier code, message id or envelope id. */
  readonly subject: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The answer kept for an `Idempotency-Key`. */
export interface KeptAnswer {
  readonly bodySha256: string;
  /** JSON text. */
  readonly answer: string;
}

/** Writes of intake, all in one transaction with the queue job. */
export interface IntakeTransaction {
  keptAnswer(clientId: string, key: string): Promise<KeptAnswer | null>;
  /** False when the key was taken meanwhile. */
  keepAnswer(clientId: string, key: string, kept: KeptAnswer, at: Date): Promise<boolean>;
  /**
   * Stores the first revision of a dossier (as pending), or, when it is already there, locks it and returns what is stored.
   * Two pushes of one dossier are served one after the other.
   */
  insertOrLock(revision: DossierRevision): Promise<StoredDossier | "inserted">;
  /** Replaces the content of a locked dossier and raises its revision; gives the new revision. */
  saveRevision(revision: DossierRevision): Promise<number>;
  /** What the portal was told or is about to be told; with `onlyDelivered`, only what it surely has. */
  told(dossierCode: string, options: { readonly onlyDelivered: boolean }): Promise<Told>;
  /** Marks the messages that were not delivered and are not under way as replaced by a later push. */
  supersedeUndelivered(dossierCode: string, at: Date): Promise<number>;
  /** Numbers and stores messages after those the dossier has; gives their ids. */
  addMessages(dossierCode: string, drafts: readonly DraftMessage[], at: Date): Promise<readonly string[]>;
  setSyncState(dossierCode: string, state: SyncState): Promise<void>;
  /** Writes an audit entry, with the changes it stands for as the delta feed tells them; their dossiers are locked by now. */
  audit(entry: AuditEntry, changes?: readonly ChangeDraft[]): Promise<void>;
  /** Puts a job «this dossier has something to say to this destination» on its queue, in this transaction. */
  enqueue(dossierCode: string, destinations: readonly string[]): Promise<void>;
}

/** A message as the worker takes it up. */
export interface DueMessage {
  readonly id: string;
  readonly dossierCode: string;
  readonly number: number;
  readonly kind: MessageKind;
  readonly destination: string;
  readonly service: string;
  /** Canonical JSON of the payload. */
  readonly payload: string;
  /** Fields beside `data` in the envelope; of sector messages only. */
  readonly envelope: Readonly<Record<string, string>> | null;
  readonly state: MessageState;
  readonly attempts: number;
  /** How much of the retry budget is used; an outage uses none. */
  readonly spent: number;
  readonly dueAt: Date;
  readonly createdAt: Date;
  /** The portal is known to hold this dossier, so it is updated, not created. */
  readonly portalKnown: boolean;
}

/** Dossiers leased together for one destination. */
export interface Claim {
  readonly leaseToken: string;
  readonly destination: string;
  /** Of each dossier the undelivered messages that may go to the destination, in number order. */
  readonly dossiers: ReadonlyMap<string, readonly DueMessage[]>;
  /** Queue jobs that are done when the claim is released. */
  readonly jobIds: readonly string[];
}

/** An envelope as it is kept: the exact bytes and their signature. */
export interface StoredEnvelope {
  readonly id: string;
  readonly destination: string;
  readonly service: string;
  readonly isUpdating: boolean | null;
  readonly body: Uint8Array;
  readonly signature: DetachedSignature;
  readonly createdAt: Date;
}

/** One try to send an envelope, or one question to the portal, as evidence. */
export interface AttemptRecord {
  readonly kind: "send" | "lookup";
  readonly envelopeId: string | null;
  readonly messageId: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly outcome: Outcome;
}

/** What becomes of one message after an attempt. */
export interface MessageChange {
  readonly messageId: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly spent: number;
  readonly dueAt: Date;
  readonly outcome: Outcome | null;
  readonly settledAt: Date | null;
}

/** Everything that one attempt changed, committed together. */
export interface Settlement {
  readonly leaseToken: string;
  readonly attempts: readonly AttemptRecord[];
  readonly changes: readonly MessageChange[];
  /** Dossiers the portal is now known to hold. */
  readonly portalKnown: readonly string[];
  /** Dossiers whose destination is to be asked where they stand, from then on. */
  readonly askAbout?: {
    readonly destination: string;
    readonly dossierCodes: readonly string[];
    readonly from: Date;
  };
  readonly audit: readonly AuditEntry[];
}

/** The worker's side of the store. */
export interface DeliveryStore {
  /**
   * Takes due jobs from a destination's queue and leases their dossiers, in one transaction. A dossier leased by another
   * worker is left to it. Null when nothing is due.
   */
  claim(options: {
    readonly destination: string;
    readonly limit: number;
    readonly leaseToken: string;
    readonly leaseSeconds: number;
  }): Promise<Claim | null>;
  /** Prolongs a lease; false when it was lost. */
  renew(leaseToken: string, leaseSeconds: number): Promise<boolean>;
  /**
   * An envelope with exactly these bytes for these messages that was stored before, if any: a retry sends the same bytes
   * under the same signature.
   */
  storedEnvelope(bodySha256: string, messageIds: readonly string[]): Promise<StoredEnvelope | null>;
  /**
   * Stores an envelope (if new) and marks its messages as under way.
   * @throws Fault `lease-lost`
   */
  beginAttempt(input: {
    readonly leaseToken: string;
    readonly envelope: StoredEnvelope;
    readonly bodySha256: string;
    readonly messageIds: readonly string[];
    readonly isNew: boolean;
  }): Promise<void>;
  /** Commits what an attempt brought. @throws Fault `lease-lost` */
  settle(settlement: Settlement): Promise<void>;
  /**
   * Gives the dossiers back: works out their sync state, completes the claim's jobs and enqueues those that still have
   * something to say, all in one transaction that waits for pushes under way, so that no wake-up is lost. Gives the
   * destinations that have something to do at once.
   */
  release(claim: Claim, options: { readonly at: Date }): Promise<readonly string[]>;
  /** Frees dossiers whose worker died and wakes them up; gives how many. */
  recoverAbandoned(at: Date): Promise<number>;
  /** Wakes dossiers that wait without a live job: a safety net that should never find any; gives how many. */
  wakeForgotten(at: Date): Promise<number>;
}
