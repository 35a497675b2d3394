import type { Bilingual } from "#schemas/common/bilingual.ts";
import type { ClientConflict } from "../access/configured-clients.ts";
import type { ExpiryAlert } from "../proof/expiry-alert.ts";
import type { Handover } from "../sector/inbound-call.ts";
import type { Outcome } from "../delivery/outcome.ts";
import type { Party } from "../delivery/causes.ts";
import type { MessageKind, StoppedState } from "../message/message.ts";
import type { ComparisonResult, FindingCounts } from "../reconciliation/reconciliation.ts";
import type { WebhookAnswer } from "./webhooks.ts";

/** A key that nobody has, or that came when its address had used up its tries. */
export interface RefusedKey {
  /** What it was to open. */
  readonly door: "api" | "inbound" | "console";
  readonly address: string;
  /** The client whom the key names; null where it names none. */
  readonly account: string | null;
  /** `limited`: it was not even looked at. */
  readonly count: "first" | "more" | "last" | "limited";
}

/**
 * What happens in the house, one function per event: each writes its log line and moves its metric, in one place.
 * Nothing here takes personal data; dossier codes are the only names that travel.
 */
export interface Events {
  dossierTaken(input: {
    readonly outcome: "accepted" | "unchanged" | "rejected";
    readonly client: string;
    readonly sector: string;
  }): void;
  attemptEnded(input: {
    readonly destination: string;
    readonly service: string;
    readonly envelopeId: string;
    readonly items: number;
    readonly durationMs: number;
    readonly outcome: Outcome;
  }): void;
  messageDelivered(input: {
    readonly dossierCode: string;
    readonly kind: MessageKind;
    readonly waitedMs: number;
  }): void;
  messageStopped(input: {
    readonly dossierCode: string;
    readonly kind: MessageKind;
    readonly state: StoppedState;
    readonly party: Party | undefined;
    readonly cause: string;
  }): void;
  /** The portal lost a dossier it had confirmed; it is told from the start. */
  dossierForgotten(input: { readonly dossierCode: string; readonly destination: string }): void;
  /** Sent again after a lost answer, where the portal cannot be asked or its answer proves nothing. */
  messageRepeated(input: { readonly dossierCode: string; readonly kind: MessageKind }): void;
  /** One signature was made for so many envelopes. */
  batchSigned(envelopes: number): void;
  /** The audit log was linked and signed up to here. */
  auditSealed(input: { readonly position: number; readonly link: string }): void;
  /** Another system handed an application over. */
  applicationReceived(input: {
    readonly sector: string;
    readonly call: string;
    readonly outcome: Handover["kind"];
    /** Stable code of why its signature was refused. */
    readonly cause?: string;
  }): void;
  /** A destination told something new about a dossier. */
  feedbackKept(input: {
    readonly destination: string;
    readonly dossierCode: string;
    readonly status: string;
    readonly portalStatus: number | null;
  }): void;
  /** A destination could not be asked, or its answer not be read. */
  questionFailed(input: {
    readonly destination: string;
    readonly service: string;
    readonly cause: string;
    readonly party: Party;
  }): void;
  /** A dossier was compared with what the portal holds. */
  dossierCompared(input: {
    readonly dossierCode: string;
    readonly result: ComparisonResult;
    /** The difference is new. */
    readonly opened: boolean;
  }): void;
  /** Dossiers that somebody has to hear of and cannot be told. */
  notToldCounted(count: number): void;
  /** Differences that wait for an operator. */
  findingsCounted(counts: FindingCounts): void;
  /** A timestamp covers this many more envelopes. */
  envelopesStamped(count: number): void;
  /** The timestamp authority was away, or its answer could not be relied on. */
  timestampFailed(input: { readonly cause: string; readonly detail: string }): void;
  /** How long the signing certificate still lasts; told once a day. */
  certificateLasts(input: { readonly subject: string; readonly notAfter: Date } & ExpiryAlert): void;
  /** A certificate that signs was revoked, or nobody can be asked about it; told at the start and once a day. */
  certificateDoubted(input: { readonly subject: string; readonly code: string; readonly detail: string }): void;
  /** None of the certificates of a trust file is in force; told like the former. */
  trustOutsideDates(input: { readonly setting: string; readonly path: string }): void;
  /** The token with signing keys behind a PKCS#11 module was lost (with why), or is back (null). */
  signingTokenChanged(input: { readonly module: string; readonly away: unknown }): void;
  abandonedRecovered(count: number): void;
  /** The database's clock was set back; what it had timed was counted anew. */
  clockSetBack(): void;
  forgottenWoken(count: number): void;
  webhookAnswered(input: {
    readonly webhook: string;
    readonly changes: number;
    readonly durationMs: number;
    readonly answer: WebhookAnswer;
  }): void;
  /** Nothing more is sent to it until a person says so. */
  webhookDisabled(input: { readonly webhook: string; readonly cause: string }): void;
  breakerChanged(destination: string, state: "closed" | "open" | "half-open"): void;
  /** One service of a destination that answers otherwise. */
  serviceBreakerChanged(destination: string, service: string, state: "closed" | "open" | "half-open"): void;
  /** Somebody presented a key that is nobody's. */
  keyRefused(refused: RefusedKey): void;
  /** A client is not let in, for another has its id or key; told once while it lasts. */
  clientSetAside(conflict: ClientConflict): void;
  /** The configuration file was read again. */
  configReread(input: {
    /** Ids of clients that came, went, or are given something else now. */
    readonly clients: {
      readonly added: readonly string[];
      readonly removed: readonly string[];
      readonly changed: readonly string[];
    };
    /** Sections that differ from those at the start: they count from the next one. */
    readonly needRestart: readonly string[];
  }): void;
  /** The configuration file was to be read again and cannot be taken over: nothing has changed. */
  configRefused(fault: Bilingual): void;
  /** A client went away before it was answered, which it may at any moment. */
  requestAbandoned(input: { readonly method: string }): void;
  /**
   * An error that nobody waited for: a promise that was rejected, a connection that broke, or code that threw. Anything
   * here is a defect, even where the process lives on.
   */
  uncaught(input: { readonly kind: "rejection" | "connection" | "exception"; readonly error: unknown }): void;
  /** Something unexpected that the caller carries on after. */
  failed(where: string, error: unknown): void;
}
