import type { SectorRegistry } from "#core/sector/sector-registry.ts";
import type { Context } from "hono";
import type { AuditEntry } from "#core/ports/audit-entry.ts";
import type { Client } from "#core/client.ts";
import type { Events } from "#core/ports/events.ts";
import { DEFAULT_LOGIN_LIMITS, type LoginLimits } from "#core/ports/login-limits.ts";
import type { LoginSessionStore } from "#core/ports/login-session-store.ts";
import type { BreakerView, Clock } from "#core/ports/ports.ts";
import type { StatusReads } from "#core/ports/status-reads.ts";
import type { Finding } from "#core/reconciliation/reconciliation.ts";
import type { Scope } from "#core/scope.ts";
import type { ReconciliationView } from "./reconciliation-list.ts";
import type { WebhookView } from "#core/ports/webhooks.ts";

/** What the operators' pages need. */
export interface ConsoleDependencies {
  readonly clock: Clock;
  readonly reads: Pick<StatusReads, "dossier" | "dossiers">;
  readonly clients: ConsoleClients;
  readonly sessions: LoginSessionStore;
  /** The machine a request comes from; null where that is not known. */
  readonly addressOf: (c: Context) => string | null;
  readonly events: Pick<Events, "keyRefused">;
  readonly audit: (entry: AuditEntry) => Promise<void>;
  readonly sectors: SectorRegistry;
  /** The figures of `GET /v1/sync` for a reader, so that page and call can never tell two stories. */
  readonly sync: (scope: Scope) => Promise<SyncView>;
  /** Differences at the portal that a reader may see: all counted, the newest few in full. */
  readonly reconciliation: (scope: Scope) => Promise<ReconciliationView>;
  /** Those of one dossier that nobody settled yet. */
  readonly findings: (dossierCode: string, scope: Scope) => Promise<readonly Finding[]>;
  /** How the webhooks stand that a client may see. */
  readonly webhooks: (client: Client) => Promise<readonly WebhookView[]>;
  /** When the signing certificate (or its successor) ends. */
  readonly signingEndsAt: Date;
  readonly version: string;
  /** Where these limits are absent, {@link DEFAULT_LIMITS} hold. */
  readonly limits?: Partial<ConsoleLimits>;
}

/** Finds who a key or a session belongs to. */
export interface ConsoleClients {
  byKey(apiKey: string): Client | null;
  /** Whose key has this SHA-256 (hex), as long as it is theirs. */
  byKeySha256(keySha256: string): Client | null;
  byId(id: string): Client | null;
}

/** The answer of `GET /v1/sync`. `since` is a canonical time. */
export interface SyncView {
  readonly portal: { readonly reachable: boolean; readonly breaker: BreakerView["state"]; readonly since: string };
  /** The portal first; `pausedUntil` is the end of an announced pause. */
  readonly destinations: readonly {
    readonly name: string;
    readonly pausedUntil: string | null;
    readonly stoppedServices: readonly { readonly service: string; readonly since: string }[];
  }[];
  readonly queue: {
    readonly depth: number;
    readonly oldestAgeSeconds: number | null;
    readonly etaSeconds: number | null;
  };
  readonly states: {
    readonly pending: number;
    readonly inSync: number;
    readonly unknown: number;
    readonly parked: number;
    readonly refused: number;
    /** Dossiers, in any of these states, that somebody has to hear of and cannot be told. */
    readonly notTold: number;
  };
  /** Dossiers with a due date so near that the portal does not know as they are. */
  readonly nearDue: { readonly withinHours: number; readonly dossiers: number };
  readonly throughputPerMinute: number;
}

export interface ConsoleLimits extends LoginLimits {
  /** Within which failed logins count. */
  readonly loginWindowMs: number;
  /** Accounts and addresses remembered for that; what was seen first makes room. */
  readonly loginsRemembered: number;
  /** Largest login form. */
  readonly maxFormBytes: number;
  readonly rowsPerPage: number;
}

export const DEFAULT_LIMITS: ConsoleLimits = {
  ...DEFAULT_LOGIN_LIMITS,
  loginWindowMs: 10 * 60_000,
  loginsRemembered: 10_000,
  maxFormBytes: 4_096,
  rowsPerPage: 25,
};
