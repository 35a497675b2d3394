/** What the status pages and calls read from the database. Times are canonical strings in Asia/Ho_Chi_Minh. */
import type { Issue } from "../dossier/issue.ts";
import type { SignatureSummary } from "../proof/kept-signature.ts";
import type { ContentReference } from "../message/content-reference.ts";
import type { NotTold } from "../message/not-told.ts";
import type { MessageKind, MessageState, SyncState } from "../message/message.ts";
import type { Party } from "../delivery/causes.ts";
import type { Scope } from "../scope.ts";
import type { Page, PageRequest } from "./page.ts";

/** A line in a list of dossiers. */
export interface DossierSummary {
  readonly dossierCode: string;
  readonly sector: string;
  readonly procedureCode: string;
  readonly agencyCode: string;
  readonly applicantName: string;
  readonly status: number;
  readonly syncState: SyncState;
  /** Who has to hear of it and cannot be told; absent: nobody. */
  readonly notTold?: readonly NotTold[];
  readonly revision: number;
  readonly receivedAt: string | null;
  readonly dueAt: string | null;
  readonly changedAt: string;
}

/** One dossier with everything that happened to it. */
export interface DossierDetail {
  readonly dossierCode: string;
  /** Who updates it; null: the next client of its agency. */
  readonly clientId: string | null;
  readonly syncState: SyncState;
  readonly revision: number;
  /** As pushed, normalised, with its record; a {@link ContentReference} in the place of a value that is kept aside. */
  readonly dossier: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Issue[];
  /** Who has to hear of it and cannot be told; absent: nobody. */
  readonly notTold?: readonly NotTold[];
  /** Results destinations gave back, newest first. */
  readonly feedbackResults: readonly {
    readonly at: string;
    readonly destination: string;
    readonly result: Readonly<Record<string, unknown>>;
  }[];
  readonly timeline: readonly TimelineEntry[];
}

/** Why a message is not delivered yet, or stopped: what last became of it, in a person's words. */
export interface MessageStanding {
  readonly party: Party | null;
  readonly cause: string;
  readonly message: string;
  readonly messageEn: string;
  /** When it goes on by itself; null: it waits for a person. */
  readonly dueAt: string | null;
}

/** Something that happened to a dossier, oldest first. */
export type TimelineEntry =
  | {
      readonly at: string;
      readonly kind: "accepted";
      readonly revision: number;
      readonly messages: number;
      readonly by: string;
    }
  | {
      readonly at: string;
      readonly kind: "message";
      readonly messageId: string;
      readonly number: number;
      readonly messageKind: MessageKind;
      readonly destination: string;
      readonly service: string;
      readonly state: MessageState;
      readonly attempts: number;
      readonly settledAt: string | null;
      /** Null once it is settled, and while nothing has become of it. */
      readonly standing: MessageStanding | null;
    }
  | {
      readonly at: string;
      readonly kind: "attempt";
      readonly attempt: "send" | "lookup";
      readonly envelopeId: string | null;
      readonly numbers: readonly number[];
      readonly outcome: string;
      readonly party: Party | null;
      readonly cause: string;
      readonly message: string;
      readonly messageEn: string;
      readonly httpStatus: number | null;
      readonly errorCode: string | null;
      /** What a refusal says of single fields of what was pushed. */
      readonly issues: readonly Issue[];
      /** The signature of the answer; null where it had none, or nobody looked. */
      readonly receipt: SignatureSummary | null;
      readonly durationMs: number;
    }
  | {
      readonly at: string;
      readonly kind: "feedback";
      readonly destination: string;
      /** The destination's own number or word. */
      readonly status: string;
      readonly statusName: string;
      readonly statusNameEn: string;
      /** What it stands for among the portal's ten; null where nothing does. */
      readonly portalStatus: number | null;
      readonly note: string | null;
      readonly supplementDueOn: string | null;
      readonly hasResult: boolean;
    };

export interface DossierFilter {
  readonly state?: SyncState;
  /** Only those of which somebody has to hear and cannot be told; false: only the others. */
  readonly notTold?: boolean;
  readonly sector?: string;
  readonly agency?: string;
  readonly status?: number;
  /** Received on or after / before this day, `YYYY-MM-DD`. */
  readonly from?: string;
  readonly to?: string;
  /** Part of the dossier code or the applicant's name. */
  readonly q?: string;
}

/** A message as operators see it among the dead letters. */
export interface MessageRow {
  readonly id: string;
  readonly dossierCode: string;
  readonly number: number;
  readonly kind: MessageKind;
  readonly destination: string;
  readonly service: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly fault: Party | null;
  readonly cause: string | null;
  readonly message: string | null;
  readonly messageEn: string | null;
  readonly createdAt: string;
  readonly settledAt: string | null;
}

export interface MessageFilter {
  readonly state?: MessageState;
  readonly fault?: Party;
  readonly destination?: string;
  readonly dossierCode?: string;
  readonly agency?: string;
}

/** The figures behind `GET /v1/sync`. */
export interface SyncFigures {
  readonly states: Readonly<Record<SyncState, number>>;
  /** Dossiers of which somebody has to hear and cannot be told, whatever their sync state. */
  readonly notTold: number;
  /** Dossiers that wait for delivery. */
  readonly queueDepth: number;
  readonly oldestAgeSeconds: number | null;
  /** Messages of those dossiers that are not confirmed yet. */
  readonly waitingMessages: number;
  /** Messages confirmed within the last minute. */
  readonly deliveredLastMinute: number;
  /** Dossiers that the portal does not know as they are, with a due date so near and not yet past. */
  readonly nearDue: { readonly withinHours: number; readonly dossiers: number };
  /** Messages not confirmed yet, by destination; destinations without any are left out. */
  readonly waitingByDestination: ReadonlyMap<string, number>;
}

export interface StatusReads {
  dossier(dossierCode: string, scope: Scope): Promise<DossierDetail | null>;
  /** What stands for a value of the dossier that is kept aside; null when it has no such, or the reader may not see it. */
  largeValue(dossierCode: string, sha256: string, scope: Scope): Promise<ContentReference | null>;
  dossiers(filter: DossierFilter, page: PageRequest, scope: Scope): Promise<Page<DossierSummary>>;
  messages(filter: MessageFilter, page: PageRequest, scope: Scope): Promise<Page<MessageRow>>;
  /** Null when there is none, or when something in it was sent under an agency the reader may not see. */
  envelope(id: string, scope: Scope): Promise<EnvelopeDetail | null>;
  /** How many dossiers have somebody that has to hear of them and cannot be told. */
  notToldCount(): Promise<number>;
  syncFigures(now: Date, scope: Scope): Promise<SyncFigures>;
  /** Keeps what the figures are summed from short; they stay what they are. */
  foldFigures(): Promise<void>;
  /** Answers when the database does and takes writes. @throws Fault `database-unavailable` */
  ping(): Promise<void>;
}

/** An envelope as it was sent, for whoever wants to verify it. */
export interface EnvelopeDetail {
  readonly id: string;
  readonly destination: string;
  readonly service: string;
  readonly isUpdating: boolean | null;
  readonly createdAt: string;
  /** The exact bytes of the request body; they hold the portal's session token of that time. */
  readonly body: Uint8Array;
  readonly bodySha256: string;
  readonly signature: { readonly profile: string; readonly header: string; readonly value: string };
  /** Dossiers with something in it, in the order of the body. */
  readonly dossierCodes: readonly string[];
}
