/**
 * The delta feed: what changed in the house, in an order that never changes again.
 *
 * Terminology: a *change* is one thing that happened to one dossier; a *batch* is the changes that became visible
 * together; a *cursor* is a place between two changes, opaque to whoever holds it.
 */
import type { JsonValue, SyncState } from "../message/message.ts";
import type { Scope } from "../scope.ts";

/**
 * What can happen to a dossier.
 *
 * `accepted` a push was taken in and made a revision; `sync-state` the dossier's sync state is now another;
 * `message-…` the portal's answer to one message, the lack of one, or a person's decision to let it go; `received` a destination told us something about
 * the dossier (a status, a result, a request for supplements).
 */
export const CHANGE_KINDS = [
  "accepted",
  "sync-state",
  "message-delivered",
  "message-refused",
  "message-parked",
  "message-unknown",
  "message-skipped",
  "received",
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** A change as its writer knows it; agency, status, sync state and revision are taken from the dossier's row. */
export interface ChangeDraft {
  readonly at: Date;
  readonly kind: ChangeKind;
  readonly dossierCode: string;
  /** Codes, counts and states only: it goes to vendors and is kept; never personal data, never the portal's words. */
  readonly detail?: Readonly<Record<string, JsonValue>>;
}

/** A change as it is read, with the dossier as it stood when the change was written. */
export interface Change {
  /** The place right behind this change. */
  readonly cursor: string;
  /** Canonical time in Asia/Ho_Chi_Minh. */
  readonly at: string;
  readonly kind: string;
  readonly dossierCode: string;
  readonly sector: string;
  readonly agencyCode: string;
  readonly status: number;
  readonly syncState: SyncState;
  readonly revision: number;
  readonly detail: Readonly<Record<string, JsonValue>>;
}

export interface ChangeQuery {
  /** Absent: from the oldest change that is kept. */
  readonly after?: string;
  /** Up to and including this place. */
  readonly until?: string;
  readonly limit: number;
  /** Absent: all. */
  readonly kinds?: readonly ChangeKind[];
  readonly scope: Scope;
}

export interface ChangePage {
  readonly changes: readonly Change[];
  /** Where to go on; the given place itself when nothing came after it. */
  readonly nextCursor: string;
  /** There is more right now, also when this page is empty because nothing in it concerned the reader. */
  readonly more: boolean;
}

/**
 * Why a place cannot be read from: `malformed` no cursor of ours; `expired` what followed it is no longer kept;
 * `unknown` it belongs to a history this database does not have (an older backup was restored, a fail-over lost the end).
 */
export interface LostCursor {
  readonly lost: "malformed" | "expired" | "unknown";
}

/** The feed as readers and housekeeping use it. */
export interface ChangeFeed {
  read(query: ChangeQuery): Promise<ChangePage | LostCursor>;
  /** The place behind everything that is visible now. */
  latest(): Promise<string>;
  /** Gives everything that was committed since its place in the order; gives the number of the newest batch. */
  gather(): Promise<number>;
  /** Forgets batches made before, oldest first, at most so many; gives how many. */
  forget(before: Date, atMost: number): Promise<number>;
}
