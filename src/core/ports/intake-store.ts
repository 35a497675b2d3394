/**
 * What intake needs from the database, in the words of the domain. One implementation serves PostgreSQL and the embedded
 * PGlite; the same contract suite runs on both.
 */
import type { Dossier } from "../dossier/pushed-dossier.ts";
import type { Holding } from "../dossier/whose-dossier.ts";
import type { Issue } from "../dossier/issue.ts";
import type { PlacedReference } from "../message/content-reference.ts";
import type { DraftMessage, SyncState } from "../message/message.ts";
import type { NotTold } from "../message/not-told.ts";
import type { Reported } from "../message/plan-messages.ts";
import type { Scope } from "../scope.ts";
import type { AuditEntry } from "./audit-entry.ts";
import type { ReasonedAction } from "./message-actions.ts";

/** A dossier as stored, without its messages. */
export interface StoredDossier extends Holding {
  readonly dossierCode: string;
  /** Rises by one with each push that changed something. */
  readonly revision: number;
  readonly contentSha256: string;
  readonly status: number;
  /** Who has to hear of it and cannot be told. */
  readonly notTold: readonly NotTold[];
}

/** A dossier with content that somebody pushes. */
export interface PushedContent {
  readonly dossierCode: string;
  readonly contentSha256: string;
}

/** Where a dossier stands with the portal, told by its messages. */
export interface DossierSyncStatus {
  /** By the messages: the dossier's own column follows only when its worker gives it back. */
  readonly syncState: SyncState;
  /** What the portal was told or is about to be told. */
  readonly reported: Reported;
  /** What it surely was told, or may have been: without what waits or was refused. */
  readonly surelyReported: Reported;
  /** Something was parked that may have arrived, and no push may decide about it. */
  readonly needsPerson: boolean;
  /** The last revision with the pushed content, as far as revisions are known; null where there is none. */
  readonly sameRevision: number | null;
}

/** What is known of a dossier that somebody pushes, or thinks of pushing. */
export interface KnownDossier {
  readonly stored: StoredDossier;
  readonly status: DossierSyncStatus;
}

/** What a push writes about its dossier. */
export interface DossierRevision {
  /** Which client updates the dossier from now on; null: the next one of its agency. */
  readonly clientId: string | null;
  /** With the hash of each value that is kept aside in its place, as the record. */
  readonly dossier: Dossier;
  readonly record: unknown;
  /** Those values, with their places; absent: none. */
  readonly largeValues?: readonly PlacedReference[];
  readonly adapterVersion: string;
  readonly contentSha256: string;
  readonly warnings: readonly Issue[];
  readonly at: Date;
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
  /** Destinations that get a job: those the dossier has something to say to that waits for none of the other drafts. */
  readonly destinations: readonly string[];
  /** Null: as it is. */
  readonly syncState: SyncState | null;
  /** Who has to hear of the dossier and cannot be told. */
  readonly notTold: readonly NotTold[];
  readonly audit: AuditEntry;
  /** To be kept under the client's key, when it sent one. */
  readonly kept: (ClientKey & KeptAnswer) | null;
}

/**
 * What came of releasing a code: `absent` where there is no such dossier in the scope, `busy` while it is being sent;
 * `released` with the number of messages that are sent no more, which is null where the code was released before.
 */
export type CodeRelease =
  | { readonly kind: "absent" | "busy" }
  | { readonly kind: "released"; readonly withdrawn: number | null };

/** Where intake writes. A *group* is several pushes of different dossiers that commit together. */
export interface IntakeStore {
  /**
   * Takes in first pushes, in one transaction of its own, and gives the codes of those that are now durable. Left out,
   * and to be taken in a {@link transaction}: dossiers that are there already, and pushes under a key that was used.
   * @throws KeyTaken when somebody used one of the keys in this very moment; nothing was written then
   */
  insertFirst(pushes: readonly PushWrite[]): Promise<ReadonlySet<string>>;
  transaction<T>(work: (tx: IntakeTransaction) => Promise<T>): Promise<T>;
  /** Looks at a dossier without locking it: what a dry run may know. Null where there is none. */
  look(content: PushedContent): Promise<KnownDossier | null>;
  /**
   * Gives a taken code back: what of the dossier was not delivered yet is replaced by nothing, and whoever may name the code
   * takes it with the next push. Writes an audit entry with the reason.
   */
  releaseCode(dossierCode: string, scope: Scope, by: ReasonedAction): Promise<CodeRelease>;
}

/** Pushes of dossiers that are there already, in one transaction. */
export interface IntakeTransaction {
  /**
   * Locks dossiers until the transaction ends, so that pushes of one dossier are served one after the other; those that
   * are not there are missing from the answer.
   */
  lock(codes: readonly string[]): Promise<ReadonlyMap<string, StoredDossier>>;
  /** What locked dossiers have told, or have to tell, and whether they had this content before; by dossier code. */
  syncStatuses(contents: readonly PushedContent[]): Promise<ReadonlyMap<string, DossierSyncStatus>>;
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
export class IdempotencyKeyUsed extends Error {
  override readonly name = "KeyTaken";
}
