import { fileURLToPath } from "node:url";
import { Fault } from "#core/fault.ts";
import { USUAL_SHARES, type QueueShares } from "#core/delivery/queue-shares.ts";
import type { Env } from "./env.ts";
import { EMPTY_CONFIG_FILE, type ConfigFile } from "./file.ts";
import { isLoopback } from "./loopback.ts";

/** The gateway's configuration, complete and consistent; holds no secret. Durations in milliseconds unless named otherwise. */
export interface Config {
  readonly http: { readonly host: string; readonly port: number; readonly limits: HttpLimits };
  readonly database:
    | { readonly kind: "postgres"; readonly url: string; readonly connections: number }
    | { readonly kind: "embedded"; readonly dataDir: string };
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
    readonly askAfterMs: number;
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
  readonly changes: { readonly keepDays: number };
  /** What the file says of webhooks; completed by `toWebhooks`. */
  readonly webhooks: ConfigFile["webhooks"];
  /** Absent: envelopes are not timestamped. */
  readonly timestamps: ConfigFile["timestamps"];
  readonly evidence: ConfigFile["evidence"];
  /** Absent: CAs are not asked about revocation. */
  readonly revocation: ConfigFile["revocation"];
  readonly clients: ConfigFile["clients"];
  /** What the province sets of the sectors' data. */
  readonly sectors: Pick<ConfigFile, "procedures" | "ethnicTables">;
  readonly logLevel: string;
}

export interface HttpLimits {
  readonly maxBodyBytes: number;
  readonly maxLineBytes: number;
  readonly maxBatch: number;
  readonly maxDepth: number;
  readonly maxXmlElements: number;
  readonly maxPageSize: number;
  /** Messages waiting for delivery, beyond which intake answers 429. */
  readonly maxWaitingMessages: number;
  readonly maxPushesInFlight: number;
  /** Below this the embedded database takes nothing more in. */
  readonly minFreeDiskBytes: number;
  readonly maxWaitSeconds: number;
  readonly maxWaiting: number;
  readonly maxEvidenceBytes: number;
}

export const DEFAULT_HTTP_LIMITS: HttpLimits = {
  maxBodyBytes: 20 * 1024 * 1024,
  maxLineBytes: 4 * 1024 * 1024,
  maxBatch: 500,
  maxDepth: 32,
  maxXmlElements: 50_000,
  maxPageSize: 200,
  maxWaitingMessages: 2_000_000,
  maxPushesInFlight: 256,
  minFreeDiskBytes: 268_435_456,
  maxWaitSeconds: 30,
  maxWaiting: 200,
  maxEvidenceBytes: 64 * 1024 * 1024,
};

/** The client that `BOOTSTRAP_API_KEY` makes; one of this name in the file gives way to it. */
const BOOTSTRAP_CLIENT = "bootstrap";

/** Account the simulator accepts; only used while the portal is on this machine. */
const DEMO = { username: "lienthong-demo", unitCode: "000.00.00.H26", dstcode: "VN:GOV:000.00.00.G22:vpcpdvcprovider" };
const DEMO_KEY = fileURLToPath(new URL("../../certs.example/signing.p12", import.meta.url));

/**
 * Puts environment and file together; the environment wins. Pure but for paths.
 * @throws Fault `config-missing` naming the variable, when the portal is real and something demo-only would be used
 */
export function toConfig(env: Env, file: ConfigFile = EMPTY_CONFIG_FILE): Config {
  const url = env.PORTAL_URL ?? "http://127.0.0.1:8090";
  const loopback = isLoopback(url);
  const orDemo = (name: keyof Env, value: string | undefined, demo: string): string => {
    if (value !== undefined) return value;
    if (loopback) return demo;
    throw missing(name);
  };
  const { delivery, portal, reconcile, signing } = file;
  const nightlyAt = reconcile.nightlyAt ?? "02:30";
  return {
    http: {
      host: env.HOST ?? "127.0.0.1",
      port: env.PORT ?? 8080,
      limits: { ...DEFAULT_HTTP_LIMITS, ...defined(file.limits) },
    },
    database:
      env.DATABASE_URL === undefined
        ? { kind: "embedded", dataDir: env.DATA_DIR ?? "./data" }
        : { kind: "postgres", url: env.DATABASE_URL, connections: env.DATABASE_CONNECTIONS ?? 20 },
    portal: {
      url,
      loopback,
      context: env.PORTAL_CONTEXT ?? "VXPAdapter",
      username: orDemo("PORTAL_USERNAME", env.PORTAL_USERNAME, DEMO.username),
      unitCode: orDemo("PORTAL_UNIT_CODE", env.PORTAL_UNIT_CODE, DEMO.unitCode),
      dstcode: orDemo("PORTAL_DSTCODE", env.PORTAL_DSTCODE, DEMO.dstcode),
      providerUrl: env.PORTAL_PROVIDER_URL,
      timeoutMs: env.PORTAL_TIMEOUT_MS ?? 10_000,
      sessionMinutes: portal.sessionMinutes ?? 10,
      maxAnswerBytes: portal.maxAnswerBytes ?? 1_048_576,
      tlsFiles: defined({ ca: portal.caFile, cert: portal.tlsCertificateFile, key: portal.tlsKeyFile }),
      receipts: portal.receipts,
    },
    signing: {
      profile: env.SIGNING_PROFILE ?? "jws",
      keyPath: orDemo("SIGNING_KEY", env.SIGNING_KEY, DEMO_KEY),
      nextKeyPath: env.SIGNING_KEY_NEXT,
      batch: { maxSize: env.SIGNING_BATCH_SIZE ?? 256, maxWaitMs: env.SIGNING_BATCH_WAIT_MS ?? 10 },
      tokens: {
        driver: env.PKCS11_DRIVER,
        threads: signing.tokenThreads ?? 2,
        callTimeoutMs: signing.tokenTimeoutMs ?? 10_000,
      },
    },
    delivery: {
      batchSize: env.PORTAL_BATCH_SIZE ?? 10,
      concurrency: env.PORTAL_CONCURRENCY ?? 4,
      retry: {
        firstDelayMs: delivery.firstDelayMs ?? 1000,
        longestDelayMs: delivery.longestDelayMs ?? 300_000,
        maxAttempts: delivery.maxAttempts ?? 12,
      },
      askAfterMs: delivery.askAfterMs ?? 2000,
      lostProgress: delivery.lostProgress ?? "resend",
      parkLostStatuses: delivery.parkLostStatuses ?? ["5"],
      requestsPerMinute: delivery.requestsPerMinute ?? null,
      shares: {
        agencyPerMinute: delivery.agencyPerMinute ?? USUAL_SHARES.agencyPerMinute,
        urgentHours: delivery.urgentHours ?? USUAL_SHARES.urgentHours,
      },
      leaseSeconds: delivery.leaseSeconds ?? 15,
      pollMs: delivery.pollMs ?? 500,
    },
    reconcile: {
      nightlyAt: nightlyAt === "off" ? null : nightlyAt,
      perMinute: reconcile.perMinute ?? 60,
      perNight: reconcile.perNight ?? 20_000,
      everyDays: reconcile.everyDays ?? 7,
      finalEveryDays: reconcile.finalEveryDays ?? 30,
      changedWithinDays: reconcile.changedWithinDays ?? 0,
    },
    destinations: file.destinations,
    inbound: file.inbound,
    changes: { keepDays: file.changes.keepDays ?? 30 },
    webhooks: file.webhooks,
    timestamps: file.timestamps,
    evidence: file.evidence,
    revocation: file.revocation,
    clients: file.clients.filter(({ id }) => id !== BOOTSTRAP_CLIENT || env.BOOTSTRAP_API_KEY === undefined),
    sectors: { procedures: file.procedures, ethnicTables: file.ethnicTables },
    logLevel: env.LOG_LEVEL ?? "info",
  };
}

function missing(name: keyof Env): Fault {
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
