/**
 * What the flows need from the database, in the words of the domain. One implementation serves PostgreSQL and the
 * embedded PGlite; the same contract suite runs on both.
 *
 * Terminology: a *lease* is one worker's time-limited right to a dossier; its token fences every write made under it, so
 * that a worker that was frozen while another took over can no longer commit.
 */
import type { Dossier } from "../dossier/pushed-dossier.ts";
import type { Issue } from "../dossier/issue.ts";
import type { DraftMessage, MessageKind, MessageState, SyncState } from "../message/message.ts";
import type { Outcome } from "../delivery/outcome.ts";
import type { DetachedSignature } from "./ports.ts";
import type { Told } from "../message/plan-messages.ts";

/** A dossier as stored, without its messages. */
export interface StoredDossier {
  readonly dossierCode: string;
  readonly clientId: string;
  /** Rises by one with each push that changed something. */
  readonly revision: number;
  readonly contentSha256: string;
  readonly status: number;
}

/** Where a dossier stands with the portal, told by its messages. */
export interface Standing {
  /** By the messages: the dossier's own column follows only when its worker gives it back. */
  readonly syncState: SyncState;
  /** What the portal was told or is about to be told. */
  readonly told: Told;
  /** What it surely was told, or may have been: without what waits or was refused. */
  readonly surelyTold: Told;
  /** Something was parked that may have arrived, and no push may decide about it. */
  readonly needsPerson: boolean;
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

/** An `Idempotency-Key` as its client sent it. */
export interface ClientKey {
  readonly clientId: string;
  readonly key: string;
}

/** Everything one push writes; all of it commits together, with a queue job when the portal has to hear something. */
export interface PushWrite {
  readonly revision: DossierRevision;
  /** Numbered on after the messages the dossier has. */
  readonly drafts: readonly DraftMessage[];
  /** Whose queues get a job: those the dossier has something to say to that waits for none of the other drafts. */
  readonly destinations: readonly string[];
  /** Null: as it is. */
  readonly syncState: SyncState | null;
  readonly audit: AuditEntry;
  /** To be kept under the client's key, when it sent one. */
  readonly kept: (ClientKey & KeptAnswer) | null;
}

/** Where intake writes. A *group* is several pushes of different dossiers that commit together. */
export interface IntakeStore {
  /**
   * Takes in first pushes, in one transaction of its own, and gives the codes of those that are now durable. Left out,
   * and to be taken in a {@link transaction}: dossiers that are there already, and pushes under a key that was used.
   * @throws KeyTaken when somebody used one of the keys in this very moment; nothing was written then
   */
  insertFirst(pushes: readonly PushWrite[]): Promise<ReadonlySet<string>>;
  transaction<T>(work: (tx: IntakeTransaction) => Promise<T>): Promise<T>;
  /** Notes what changed nothing else. */
  audit(entry: AuditEntry): Promise<void>;
}

/** Pushes of dossiers that are there already, in one transaction. */
export interface IntakeTransaction {
  /**
   * Locks dossiers until the transaction ends, so that pushes of one dossier are served one after the other; those that
   * are not there are missing from the answer.
   */
  lock(codes: readonly string[]): Promise<ReadonlyMap<string, StoredDossier>>;
  /** What locked dossiers have told, or have to tell, by dossier code. */
  standings(codes: readonly string[]): Promise<ReadonlyMap<string, Standing>>;
  /**
   * Marks messages that were not delivered and are not under way as replaced, but for those a person must decide about;
   * gives how many, by dossier code.
   */
  supersedeUndelivered(codes: readonly string[], at: Date): Promise<ReadonlyMap<string, number>>;
  /**
   * Replaces the content of locked dossiers and raises their revisions.
   * @throws KeyTaken when somebody used one of the keys in this very moment
   */
  saveRevisions(pushes: readonly PushWrite[]): Promise<void>;
  /** The answers that were given under these keys before. */
  keptAnswers(keys: readonly ClientKey[]): Promise<readonly (ClientKey & KeptAnswer)[]>;
  /** @throws KeyTaken */
  keepAnswer(kept: ClientKey & KeptAnswer, at: Date): Promise<void>;
}

/** Thrown inside the transaction, so that nothing of it stays. */
export class KeyTaken extends Error {
  override readonly name = "KeyTaken";
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
  /** Puts dossiers whose due date has come near while they waited before the others; gives how many. */
  hastenUrgent(at: Date): Promise<number>;
  /** Wakes dossiers that wait without a live job: a safety net that should never find any; gives how many. */
  wakeForgotten(at: Date): Promise<number>;
}
