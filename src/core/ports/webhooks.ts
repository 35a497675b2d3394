/**
 * Webhooks: the delta feed, pushed. A *webhook* is one address of a client that is told of changes; everything it is sent
 * is signed as the Standard Webhooks specification says (https://www.standardwebhooks.com).
 */
import type { RetryPolicy } from "../delivery/backoff.ts";
import type { ChangeKind } from "./changes.ts";
import type { Scope } from "../scope.ts";

/** A webhook as configured; its secrets are kept by whoever sends. */
export interface Webhook {
  readonly name: string;
  /** The client it belongs to; what that one may read is what is sent. */
  readonly client: string;
  /** What that was when the gateway started. */
  readonly scope: Scope;
  /** Null: all kinds. */
  readonly kinds: readonly ChangeKind[] | null;
  /** Most changes in one request. */
  readonly maxChanges: number;
  /** Longest wait for an answer; the lease on the webhook outlasts it. */
  readonly timeoutMs: number;
  readonly retry: Pick<RetryPolicy, "firstDelayMs" | "longestDelayMs">;
  /** Nothing has gone through for so long: a person has to look. */
  readonly disableAfterMs: number;
}

/** One request to a webhook: the same id means the same body, so that a repeat is known as one. */
export interface WebhookMessage {
  readonly id: string;
  /** JSON text: codes and states only. */
  readonly body: string;
}

/**
 * What came of a request: `taken` any 2xx; `gone` the address says that it wants no more (410); `failed` anything else,
 * with a stable cause such as `http-500`, `timeout`, `redirect`, `address-refused`.
 */
export type WebhookAnswer =
  | { readonly kind: "taken"; readonly httpStatus: number }
  | {
      readonly kind: "gone" | "failed";
      readonly cause: string;
      readonly httpStatus?: number;
      /** It asked to be left alone for so long. */
      readonly retryAfterMs?: number;
    };

/** Sends requests to webhooks; never throws for what the network or the other side does. */
export interface WebhookSender {
  send(webhook: string, message: WebhookMessage, at: Date): Promise<WebhookAnswer>;
}

/** A webhook taken in hand by one process for a while. */
export interface WebhookClaim {
  /** Everything up to here was taken. */
  readonly cursor: string;
  /** Everything up to here was in the request under way; null: none is. */
  readonly sendingTo: string | null;
  /** Tries of that request that failed. */
  readonly failures: number;
  readonly failingSince: Date | null;
}

/** What becomes of a webhook after a request. */
export type WebhookSettlement =
  | { readonly kind: "moved"; readonly cursor: string; readonly takenAt: Date | null }
  | {
      readonly kind: "failed";
      readonly cause: string;
      readonly httpStatus: number | null;
      readonly at: Date;
      readonly nextTryAt: Date;
      readonly disabled: boolean;
    };

/** Where webhooks stand, durably. One process at a time has one in hand; its token fences what it writes. */
export interface WebhookStore {
  /** Makes room for webhooks that were not there before: they begin with what happens from now on. */
  register(names: readonly string[], now: Date): Promise<void>;
  /** Null when it is not due, disabled, or in another's hands; {@link nextTryAt} tells when to come back. */
  claim(options: {
    readonly name: string;
    readonly leaseToken: string;
    readonly leaseSeconds: number;
    /** The longest wait between two tries: one that would be longer was set by a clock that was set back since. */
    readonly longestWaitMs: number;
    readonly now: Date;
  }): Promise<WebhookClaim | null>;
  /** When it may be tried again; null while it is disabled. */
  nextTryAt(name: string): Promise<Date | null>;
  /** Notes how far the request reaches, before it is sent; false when the lease was lost. */
  begin(name: string, leaseToken: string, sendingTo: string): Promise<boolean>;
  /** Writes what came of it and gives the webhook back; false, and nothing written, when the lease was lost. */
  settle(name: string, leaseToken: string, settlement: WebhookSettlement): Promise<boolean>;
  states(): Promise<readonly WebhookState[]>;
  /** Puts a disabled or failing webhook back to work at once, with an audit entry; false when there was nothing to do. */
  resume(name: string, by: { readonly actor: string; readonly at: Date }): Promise<boolean>;
}

/** How a webhook stands, for operators. */
export interface WebhookState {
  readonly name: string;
  readonly state: "active" | "failing" | "disabled";
  readonly failures: number;
  readonly failingSince: Date | null;
  readonly nextTryAt: Date;
  readonly lastTakenAt: Date | null;
  /** Of the last failure; null while all is well. */
  readonly cause: string | null;
  readonly httpStatus: number | null;
}

/** The same with what the configuration says, as calls and pages show it. Times are canonical. */
export interface WebhookView {
  readonly name: string;
  readonly client: string;
  readonly state: WebhookState["state"];
  readonly failures: number;
  readonly failingSince: string | null;
  readonly nextTryAt: string | null;
  readonly lastTakenAt: string | null;
  readonly cause: string | null;
  readonly httpStatus: number | null;
}
