import { fileURLToPath } from "node:url";
import { BOOTSTRAP_CLIENT } from "#core/access/configured-clients.ts";
import { Fault } from "#core/fault.ts";
import type { HttpLimits } from "#core/ports/http-limits.ts";
import type { LoginLimits } from "#core/ports/login-limits.ts";
import type { QueueShares } from "#core/delivery/queue-shares.ts";
import type { SectorSettings } from "#core/sector/sector-settings.ts";
import { accessConfig, type AccessConfig } from "./access-file.ts";
import { loginLimits } from "./console-file.ts";
import type { Env } from "./env.ts";
import { EMPTY_CONFIG_FILE, type ConfigFile } from "./file.ts";
import { isLoopback } from "./loopback.ts";
import { VARIABLES } from "./variables.ts";

/** The gateway's configuration, complete and consistent; holds no secret. Durations in milliseconds unless named otherwise. */
export interface Config {
  readonly http: { readonly host: string; readonly port: number; readonly limits: HttpLimits };
  readonly database:
    | { readonly kind: "postgres"; readonly url: string; readonly connections: number }
    | { readonly kind: "embedded"; readonly dataDir: string };
  readonly search: {
    /** The key of the search index; null: one is made in the folder. */
    readonly keyFile: string | null;
    readonly folder: string;
  };
  readonly portal: {
    readonly url: string;
    /** The portal is on this machine, so demo keys and credentials are allowed. */
    readonly loopback: boolean;
    readonly context: "VXPAdapter" | "XrdAdapter";
    readonly username: string;
    readonly unitCode: string;
    readonly dstcode: string;
    readonly providerUrl: string | undefined;
    readonly timeoutMs: number;
    readonly sessionMinutes: number;
    readonly maxAnswerBytes: number;
    readonly tlsFiles: { readonly ca?: string; readonly cert?: string; readonly key?: string };
    readonly receipts: ConfigFile["portal"]["receipts"];
    readonly answers: ConfigFile["portal"]["answers"];
  };
  readonly signing: {
    readonly profile: string;
    /** Path of a file, or PKCS#11 URI; neither holds a secret. */
    readonly keyPath: string;
    readonly nextKeyPath: string | undefined;
    readonly tokens: {
      /** Folder from which `pkcs11js` is looked for; undefined: this project. */
      readonly driver: string | undefined;
      readonly threads: number;
      readonly callTimeoutMs: number;
    };
    /** For profiles that sign many envelopes at once. */
    readonly batch: { readonly maxSize: number; readonly maxWaitMs: number };
  };
  readonly delivery: {
    readonly batchSize: number;
    readonly concurrency: number;
    readonly retry: { readonly firstDelayMs: number; readonly longestDelayMs: number; readonly maxAttempts: number };
    readonly longestPauseMs: number;
    readonly askAfterMs: number;
    readonly settlingMs: number;
    readonly lostProgress: "resend" | "park";
    readonly parkLostStatuses: readonly string[];
    readonly requestsPerMinute: number | null;
    readonly shares: QueueShares;
    readonly leaseSeconds: number;
    readonly pollMs: number;
  };
  readonly reconcile: {
    /** Local time `HH:mm`; null when the nightly comparison is switched off. */
    readonly nightlyAt: string | null;
    readonly perMinute: number;
    readonly perNight: number;
    readonly everyDays: number;
    readonly finalEveryDays: number;
    /** 0 for all. */
    readonly changedWithinDays: number;
  };
  /** What the file says of destinations besides the portal; completed by `toDestinations` once the sectors are known. */
  readonly destinations: ConfigFile["destinations"];
  readonly inbound: ConfigFile["inbound"];
  readonly trustedProxies: readonly string[];
  readonly console: LoginLimits;
  readonly changes: { readonly keepDays: number };
  /** What the file says of webhooks; completed by `toWebhooks`. */
  readonly webhooks: ConfigFile["webhooks"];
  /** Absent: envelopes are not timestamped. */
  readonly timestamps: ConfigFile["timestamps"];
  readonly attachments: ConfigFile["attachments"];
  readonly evidence: ConfigFile["evidence"];
  /** Absent: CAs are not asked about revocation. */
  readonly revocation: ConfigFile["revocation"];
  readonly clients: ConfigFile["clients"];
  /** How changes of clients that are kept in the database take effect. */
  readonly access: AccessConfig;
  /** What the province sets of the sectors' data. */
  readonly sectors: SectorSettings;
  readonly logLevel: string;
}

/** The throwaway key, wherever the process was started. */
const DEMO_KEY = fileURLToPath(new URL(`../../${VARIABLES.SIGNING_KEY.demo}`, import.meta.url));

/**
 * Puts environment and file together; the environment wins. Pure but for paths.
 * @throws Fault `config-missing` naming the variable, when the portal is real and something demo-only would be used
 */
export function toConfig(env: Env, file: ConfigFile = EMPTY_CONFIG_FILE): Config {
  const url = env.PORTAL_URL ?? VARIABLES.PORTAL_URL.fallback;
  const loopback = isLoopback(url);
  const orDemo = (name: DemoVariable, demo: string = VARIABLES[name].demo): string => {
    const value = env[name];
    if (value !== undefined) return value;
    if (loopback) return demo;
    throw missing(name);
  };
  const { delivery, portal, reconcile, signing } = file;
  return {
    http: {
      host: env.HOST ?? VARIABLES.HOST.fallback,
      port: env.PORT ?? VARIABLES.PORT.fallback,
      limits: file.limits,
    },
    database: databaseOf(env),
    portal: {
      url,
      loopback,
      context: env.PORTAL_CONTEXT ?? VARIABLES.PORTAL_CONTEXT.fallback,
      username: orDemo("PORTAL_USERNAME"),
      unitCode: orDemo("PORTAL_UNIT_CODE"),
      dstcode: orDemo("PORTAL_DSTCODE"),
      providerUrl: env.PORTAL_PROVIDER_URL,
      timeoutMs: env.PORTAL_TIMEOUT_MS ?? VARIABLES.PORTAL_TIMEOUT_MS.fallback,
      sessionMinutes: portal.sessionMinutes,
      maxAnswerBytes: portal.maxAnswerBytes,
      tlsFiles: defined({ ca: portal.caFile, cert: portal.tlsCertificateFile, key: portal.tlsKeyFile }),
      receipts: portal.receipts,
      answers: portal.answers,
    },
    signing: {
      profile: env.SIGNING_PROFILE ?? VARIABLES.SIGNING_PROFILE.fallback,
      keyPath: orDemo("SIGNING_KEY", DEMO_KEY),
      nextKeyPath: env.SIGNING_KEY_NEXT,
      batch: {
        maxSize: env.SIGNING_BATCH_SIZE ?? VARIABLES.SIGNING_BATCH_SIZE.fallback,
        maxWaitMs: env.SIGNING_BATCH_WAIT_MS ?? VARIABLES.SIGNING_BATCH_WAIT_MS.fallback,
      },
      tokens: { driver: env.PKCS11_DRIVER, threads: signing.tokenThreads, callTimeoutMs: signing.tokenTimeoutMs },
    },
    search: { keyFile: searchKeyFile(env, loopback), folder: env.DATA_DIR ?? VARIABLES.DATA_DIR.fallback },
    delivery: {
      batchSize: env.PORTAL_BATCH_SIZE ?? VARIABLES.PORTAL_BATCH_SIZE.fallback,
      concurrency: env.PORTAL_CONCURRENCY ?? VARIABLES.PORTAL_CONCURRENCY.fallback,
      retry: {
        firstDelayMs: delivery.firstDelayMs,
        longestDelayMs: delivery.longestDelayMs,
        maxAttempts: delivery.maxAttempts,
      },
      longestPauseMs: delivery.longestPauseMs,
      askAfterMs: delivery.askAfterMs,
      settlingMs: delivery.settlingMs,
      lostProgress: delivery.lostProgress,
      parkLostStatuses: delivery.parkLostStatuses,
      requestsPerMinute: delivery.requestsPerMinute ?? null,
      shares: { agencyPerMinute: delivery.agencyPerMinute, urgentHours: delivery.urgentHours },
      leaseSeconds: delivery.leaseSeconds,
      pollMs: delivery.pollMs,
    },
    reconcile: { ...reconcile, nightlyAt: reconcile.nightlyAt === "off" ? null : reconcile.nightlyAt },
    destinations: file.destinations,
    inbound: file.inbound,
    trustedProxies: file.trustedProxies,
    console: loginLimits(file.console),
    changes: file.changes,
    webhooks: file.webhooks,
    timestamps: file.timestamps,
    attachments: file.attachments,
    evidence: file.evidence,
    revocation: file.revocation,
    // One of this name in the file gives way to the environment's.
    clients: file.clients.filter(({ id }) => id !== BOOTSTRAP_CLIENT || env.BOOTSTRAP_API_KEY === undefined),
    access: accessConfig(file.access),
    sectors: { procedures: file.procedures, bySector: file.sectors },
    logLevel: env.LOG_LEVEL ?? VARIABLES.LOG_LEVEL.fallback,
  };
}

function searchKeyFile({ SEARCH_KEY_FILE: path }: Env, loopback: boolean): string | null {
  if (path === undefined && !loopback) throw missing("SEARCH_KEY_FILE");
  return path ?? null;
}

function databaseOf(env: Env): Config["database"] {
  return env.DATABASE_URL === undefined
    ? { kind: "embedded", dataDir: env.DATA_DIR ?? VARIABLES.DATA_DIR.fallback }
    : {
        kind: "postgres",
        url: env.DATABASE_URL,
        connections: env.DATABASE_CONNECTIONS ?? VARIABLES.DATABASE_CONNECTIONS.fallback,
      };
}

/** What the configuration holds that has a demo value; the password is among the secrets. */
type DemoVariable = "PORTAL_USERNAME" | "PORTAL_UNIT_CODE" | "PORTAL_DSTCODE" | "SIGNING_KEY";

function missing(name: DemoVariable | "SEARCH_KEY_FILE"): Fault {
  return new Fault("config-missing", {
    vi: `Thiếu ${name}: Cổng (PORTAL_URL) không ở trên máy này nên phải khai báo giá trị thật.`,
    en: `${name} is missing: the portal (PORTAL_URL) is not on this machine, so the real value must be given.`,
  });
}

/** Without the members that are undefined. */
function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
