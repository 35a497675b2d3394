/**
 * What the worker needs from the database, in the words of the domain.
 *
 * Terminology: a *lease* is one worker's time-limited right to a dossier; its token fences every write made under it, so
 * that a worker that was frozen while another took over can no longer commit.
 */
import type { Dossier } from "../dossier/pushed-dossier.ts";
import type { MessageKind, MessageState } from "../message/message.ts";
import type { SentHistory } from "../delivery/judge-lookup.ts";
import type { Outcome } from "../delivery/outcome.ts";
import type { AuditEntry } from "./audit-entry.ts";
import type { DetachedSignature } from "./ports.ts";

/** A message as the worker takes it up. */
export interface DueMessage {
  readonly id: string;
  readonly dossierCode: string;
  readonly number: number;
  readonly kind: MessageKind;
  readonly destination: string;
  readonly service: string;
  /** Canonical JSON of the payload, with references in the place of what is kept aside (of sector messages only). */
  readonly payload: string;
  /** Fields beside `data` in the envelope; of sector messages only. */
  readonly envelope: Readonly<Record<string, string>> | null;
  readonly state: MessageState;
  /** How often it was sent, as far as attempts are on record: see {@link AttemptRecord}. */
  readonly attempts: number;
  /** How often it was put off because something failed, a login or a look-up included: the back-off grows with it. */
  readonly failures: number;
  /** How much of the retry budget is used; an outage uses none. */
  readonly spent: number;
  /** By the clock of the gateway that put it off, which may have been set back since. */
  readonly dueAt: Date;
  /** The queue woke its dossier for exactly this due time: by the database's clock the wait is over. */
  readonly waitIsOver: boolean;
  readonly createdAt: Date;
  /** Stable code of what last became of it; null: nothing yet. */
  readonly cause: string | null;
  /** The portal is known to hold this dossier, so it is updated, not created. */
  readonly portalKnown: boolean;
}

/** Dossiers leased together for one destination. */
export interface Claim {
  readonly leaseToken: string;
  readonly destination: string;
  /** Of each dossier the undelivered messages that may go to the destination, in number order. */
  readonly dossiers: ReadonlyMap<string, readonly DueMessage[]>;
  /** Jobs that it was made from; as many as were asked for where there may be more. */
  readonly jobs: number;
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

/**
 * One try to send an envelope, or one question to the portal, as evidence.
 *
 * How often a message was sent is the number of its records of kind `send`, and is counted from them alone. A try counts
 * with its outcome, so also one whose connection was refused; one that was broken off before it had an outcome (the lease
 * was lost before the request was written, the process died) left no record and counts as none. Look-ups are no sends.
 */
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
  /** How often it was sent, these attempts included. For the change feed; nothing else keeps the number. */
  readonly attempts: number;
  readonly failures: number;
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
  /**
   * Dossiers the portal confirmed and has lost since: it holds nothing of them. Their first and their last confirmed
   * dossier message and all their progress lines become due again, in their old places, to be told from the start.
   */
  readonly forgotten?: { readonly destination: string; readonly dossierCodes: readonly string[]; readonly at: Date };
  /**
   * Dossiers that were taken for forgotten and are not: the portal refused to create them again. What became due again
   * because of it is confirmed as it was before.
   */
  readonly remembered?: { readonly dossierCodes: readonly string[]; readonly at: Date };
  /**
   * Dossiers that were sent again after an answer was lost: from then on, when nothing is under way, the portal is asked
   * once more, in case what was lost was applied late, over the newer content.
   */
  readonly lookAgain?: { readonly dossierCodes: readonly string[]; readonly runId: string; readonly from: Date };
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
  /** What went out to a message's destination about its dossier, up to and with the message itself. */
  sentHistory(
    message: Pick<DueMessage, "id" | "dossierCode" | "number" | "kind" | "destination" | "payload">,
  ): Promise<SentHistory>;
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
  /**
   * A dossier as it was last pushed, with its record and, in the place of values that are kept aside, their hashes; null
   * where there is none.
   */
  pushedDossier(dossierCode: string): Promise<Dossier | null>;
  /**
   * Whether a message has been in no envelopes but these, and another of its service and dossier was delivered before: its
   * destination then cannot have had this content otherwise.
   */
  isFirstCorrection(messageId: string, envelopeIds: readonly string[]): Promise<boolean>;
  /** Commits what an attempt brought. @throws Fault `lease-lost` */
  settle(settlement: Settlement): Promise<void>;
  /**
   * Gives the dossiers back: works out their sync state, completes the claim's jobs and enqueues those that still have
   * something to say, all in one transaction that waits for pushes under way, so that no wake-up is lost. Gives the
   * destinations that have something to do at once.
   */
  release(claim: Claim, options: { readonly at: Date }): Promise<readonly string[]>;
  /**
   * Where the database's clock was set back, puts right what was timed by it: what waits in the queue waits for no longer
   * than it was to, from now on, and a lease lasts no longer than `leaseSeconds`. Gives whether the clock was set back.
   */
  followClock(leaseSeconds: number): Promise<boolean>;
  /** Frees dossiers whose worker died and wakes them up; gives how many. */
  recoverAbandoned(at: Date): Promise<number>;
  /** Puts dossiers whose due date has come near while they waited before the others; gives how many. */
  promoteUrgent(at: Date): Promise<number>;
  /** Wakes dossiers that wait without a live job: a safety net that should never find any; gives how many. */
  requeueForgotten(at: Date): Promise<number>;
}
